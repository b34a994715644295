/// `application/x-www-form-urlencoded`, as in forms and queries, read strictly.
enum URLEncoded {
    /// More fields than any form of ours has.
    private static let mostFields = 100

    enum Fault: Error, Equatable {
        case tooManyFields
        /// Bad percent-encoding, not UTF-8, or a NUL.
        case unreadable
        case twice(String)
    }

    /// Each name once: with two of them, proxy and server may each believe another.
    static func fields(in bytes: some Collection<UInt8>) throws(Fault) -> [String: String] {
        var fields: [String: String] = [:]
        guard !bytes.isEmpty else { return fields }
        for pair in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
            guard fields.count < mostFields else { throw .tooManyFields }
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.flatMap({ decoded($0, plusIsSpace: true) }),
                let value = parts.count == 2 ? parts.last.flatMap({ decoded($0, plusIsSpace: true) }) : ""
            else { throw .unreadable }
            guard fields.updateValue(value, forKey: name) == nil else { throw .twice(name) }
        }
        return fields
    }

    /// Nil if it is not percent-encoded UTF-8, or holds a NUL.
    static func decoded(_ bytes: some Sequence<UInt8>, plusIsSpace: Bool) -> String? {
        var result: [UInt8] = []
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexValue), let low = iterator.next().flatMap(hexValue) else {
                    return nil
                }
                result.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: result.append(UInt8(ascii: " "))
            default: result.append(byte)
            }
        }
        guard !result.contains(0) else { return nil }
        return String(validating: result, as: UTF8.self)
    }

    /// Everything but unreserved characters and the slash.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += byte < 16 ? "%0" : "%"
                result += String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
