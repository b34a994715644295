/// The id of one `Subject`: text that we make ourselves, ordered by the time it was made.
///
/// An id is no secret: whoever knows one may do nothing with it.
package struct Identifier<Subject>: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package var description: String { rawValue }
}

/// Makes ids: 48 bits of milliseconds, then 80 random bits, as 26 characters that sort by time.
package enum IdentifierText {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// - Parameters:
    ///   - milliseconds: since 1970; bits beyond 48 are dropped.
    ///   - random: ten random bytes; missing ones count as zero.
    package static func make(milliseconds: Int64, random: [UInt8]) -> String {
        let time = UInt64(bitPattern: milliseconds)
        var bytes: [UInt8] = (0..<6).map { UInt8(truncatingIfNeeded: time >> (8 * (5 - UInt64($0)))) }
        bytes.append(contentsOf: (0..<10).map { $0 < random.count ? random[$0] : 0 })
        // 16 bytes are 128 bits: 26 characters of five bits, the first of them with two leading zeros.
        var text: [UInt8] = []
        text.reserveCapacity(26)
        var buffer: UInt32 = 0
        var bits: UInt32 = 2
        for byte in bytes {
            buffer = (buffer << 8) | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int((buffer >> bits) & 31)])
            }
            buffer &= (1 << bits) - 1
        }
        return String(decoding: text, as: UTF8.self)
    }
}
