/// The model of an authenticator: sixteen bytes, written like a UUID (WebAuthn Level 3 §6.5.2).
package struct AAGUID: Sendable, Hashable {
    package let bytes: [UInt8]

    /// What authenticators say that keep their model to themselves, and all U2F keys.
    package static let zero = AAGUID(unchecked: [UInt8](repeating: 0, count: 16))

    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads 32 hexadecimal digits in either case, with hyphens at the usual four places.
    package init?(_ text: String) {
        let letters = Array(text.utf8)
        guard letters.count == 36 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for (index, letter) in letters.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard letter == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.digit(letter) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self.init(bytes)
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var isZero: Bool { self == .zero }

    private static func digit(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): letter - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): letter - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension AAGUID: CustomStringConvertible {
    /// In lower case with hyphens.
    package var description: String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append("-") }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }
}

extension AAGUID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let aaguid = AAGUID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an AAGUID")
        }
        self = aaguid
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
