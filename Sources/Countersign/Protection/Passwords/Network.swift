/// Where a request comes from, as coarse as password waits need it: one IPv4 address, or the /64 of an IPv6 address,
/// which is what one household or server gets.
package struct Network: Hashable, Sendable, CustomStringConvertible {
    /// Four bytes, or the first eight of an IPv6 address; none if the address is not known.
    private let prefix: [UInt8]

    /// Requests without an address (a local socket) share one count.
    package static let unknown = Network(prefix: [])

    private init(prefix: [UInt8]) {
        self.prefix = prefix
    }

    /// Reads an address without port or brackets; a zone (`%eth0`) is ignored. An IPv4 address written as IPv6
    /// (`::ffff:192.0.2.1`) is that IPv4 address.
    package init?(_ address: String) {
        guard address.utf8.count <= 80 else { return nil }
        if let four = Self.fourBytes(Substring(address)) {
            prefix = four
            return
        }
        let parts = address.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let text = parts.first, let bytes = Self.sixteenBytes(text) else { return nil }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        prefix = bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : Array(bytes.prefix(8))
    }

    package var description: String {
        switch prefix.count {
        case 4:
            return prefix.map(String.init).joined(separator: ".") + "/32"
        case 8:
            let groups = stride(from: 0, to: 8, by: 2).map {
                String(UInt16(prefix[$0]) << 8 | UInt16(prefix[$0 + 1]), radix: 16)
            }
            return groups.joined(separator: ":") + "::/64"
        default:
            return "unknown"
        }
    }

    /// Four numbers from 0 to 255 without leading zeros, which some readers take for octal.
    private static func fourBytes(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
                part == "0" || !part.hasPrefix("0"), let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    /// Eight groups, or fewer around one `::`; the last two may be written as IPv4 (RFC 4291 §2.2).
    private static func sixteenBytes(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count <= 45, let gap = firstGap(in: text) else {
            guard text.utf8.count <= 45, let bytes = groups(text, mayEndInIPv4: true) else { return nil }
            return bytes.count == 16 ? bytes : nil
        }
        let left = text[..<gap]
        let right = text[text.index(gap, offsetBy: 2)...]
        guard let head = left.isEmpty ? [] : groups(left, mayEndInIPv4: false),
            let tail = right.isEmpty ? [] : groups(right, mayEndInIPv4: true),
            head.count + tail.count <= 14
        else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func firstGap(in text: Substring) -> Substring.Index? {
        var previous: Substring.Index?
        for index in text.indices {
            if text[index] == ":", let previous, text[previous] == ":" { return previous }
            previous = index
        }
        return nil
    }

    private static func groups(_ text: Substring, mayEndInIPv4: Bool) -> [UInt8]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (place, part) in parts.enumerated() {
            if mayEndInIPv4, place == parts.count - 1, let four = fourBytes(part) {
                bytes += four
                continue
            }
            guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexDigit),
                let group = UInt16(part, radix: 16)
            else { return nil }
            bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
        }
        return bytes
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
