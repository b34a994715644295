/// Hexadecimal in the sixteen letters that lie on the same keys of most keyboards (Yubico's test vectors, "Modhex").
package enum Modhex {
    /// The letter for each value from 0 to 15.
    package static let alphabet = "cbdefghijklnrtuv"

    /// More text than this is refused before it is looked at.
    package static let longestTextInBytes = 4096

    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(letters[Int(byte >> 4)])
            text.append(letters[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes letters of either case: with caps lock on, a key types capitals.
    package static func decode(_ text: String) throws(DecodingError) -> [UInt8] {
        guard text.utf8.count <= longestTextInBytes else { throw .tooLong(limit: longestTextInBytes) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for (index, scalar) in text.unicodeScalars.enumerated() {
            guard let value = value(of: scalar) else { throw .badLetter(position: index + 1) }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else { throw .incomplete }
        return bytes
    }

    /// Why a text is not modhex. Never holds the text itself, which may be a code or a secret.
    package enum DecodingError: Error, Equatable, CustomStringConvertible {
        /// Counted from 1, in Unicode scalars.
        case badLetter(position: Int)
        case incomplete
        case tooLong(limit: Int)

        package var description: String {
            switch self {
            case .badLetter(let position):
                "character \(position) cannot stand in modhex; only the letters \(Modhex.alphabet) can"
            case .incomplete: "the modhex text ends in the middle of a byte"
            case .tooLong(let limit): "the modhex text is longer than \(limit) bytes"
            }
        }
    }

    private static let letters = Array(alphabet.utf8)

    static func value(of scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.isASCII else { return nil }
        // Setting this bit makes a capital small and turns no other character into a letter.
        let letter = UInt8(truncatingIfNeeded: scalar.value) | 0x20
        guard let index = letters.firstIndex(of: letter) else { return nil }
        return UInt8(truncatingIfNeeded: index)
    }
}
