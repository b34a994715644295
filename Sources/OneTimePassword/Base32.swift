/// Base32 as authenticator apps and people write it (RFC 4648 §6).
package enum Base32 {
    /// More text than this is refused before it is looked at: 1,024 bytes with a space or dash after every letter.
    package static let longestText = 4096

    /// Encodes without padding, as authenticator apps want it.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 8 + 4) / 5)
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer & 0xff) << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letter(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)) & 31))
            }
        }
        if bits > 0 {
            text.append(letter(UInt8(truncatingIfNeeded: buffer << UInt32(5 - bits)) & 31))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes what a person typed or pasted: either case, spaces and dashes anywhere, padding or none.
    ///
    /// Bits left over after the last whole byte are dropped, as apps do: random 26-letter secrets are in use.
    package static func decode(_ text: String) throws(DecodingError) -> [UInt8] {
        guard text.utf8.count <= longestText else { throw .tooLong(limit: longestText) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 5 / 8)
        var buffer: UInt32 = 0
        var bits = 0
        var letters = 0
        var isPadded = false
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if isFiller(scalar) { continue }
            if scalar == "=" {
                isPadded = true
                continue
            }
            guard !isPadded, let value = value(of: scalar) else { throw .badCharacter(position: index + 1) }
            letters += 1
            buffer = (buffer & 0x7f) << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        // One, three or six letters in the last group hold no whole number of bytes: a letter is missing.
        if [1, 3, 6].contains(letters % 8) { throw .incomplete(letters: letters) }
        return bytes
    }

    /// Why a text is not Base32. Never holds the text itself, which is a secret.
    package enum DecodingError: Error, Equatable, CustomStringConvertible {
        /// Counted from 1, in Unicode scalars, of the text as it was given.
        case badCharacter(position: Int)
        case incomplete(letters: Int)
        case tooLong(limit: Int)

        package var description: String {
            switch self {
            case .badCharacter(let position):
                "character \(position) cannot stand there in Base32; only the letters A to Z and the digits 2 to 7 can"
            case .incomplete(let letters):
                "\(letters) Base32 letters do not make whole bytes; the last one or two are missing"
            case .tooLong(let limit):
                "the Base32 text is longer than \(limit) bytes"
            }
        }
    }

    private static func letter(_ value: UInt8) -> UInt8 {
        value < 26 ? UInt8(ascii: "A") + value : UInt8(ascii: "2") + (value - 26)
    }

    private static func value(of scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.isASCII else { return nil }
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): return byte - UInt8(ascii: "a")
        case UInt8(ascii: "2")...UInt8(ascii: "7"): return byte - UInt8(ascii: "2") + 26
        default: return nil
        }
    }

    /// What people and typesetting put between groups: white space, hyphens and dashes, zero-width characters.
    private static func isFiller(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace
            || scalar.properties.generalCategory == .dashPunctuation
            || scalar == "\u{200B}" || scalar == "\u{FEFF}"
    }
}
