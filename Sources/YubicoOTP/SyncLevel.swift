/// How many of a validator's other servers have to agree before it answers (`sl`).
package enum SyncLevel: Sendable, Hashable {
    /// 0 to 100.
    case percent(UInt8)
    case fast
    case secure

    /// Nil if it is neither a word of the protocol nor a number from 0 to 100.
    package init?(_ text: String) {
        switch text {
        case "fast": self = .fast
        case "secure": self = .secure
        default:
            guard let percent = Self.percent(in: text) else { return nil }
            self = .percent(percent)
        }
    }

    package var text: String {
        switch self {
        case .percent(let percent): String(min(percent, 100))
        case .fast: "fast"
        case .secure: "secure"
        }
    }

    static func percent(in text: String) -> UInt8? {
        guard let percent: UInt8 = Digits.number(text), percent <= 100 else { return nil }
        return percent
    }
}

/// Numbers as the protocol writes them: digits, no sign, no spaces.
enum Digits {
    static func number<Number: FixedWidthInteger>(_ text: String) -> Number? {
        guard 1...20 ~= text.utf8.count, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        return Number(text)
    }
}
