/// Bytes as pairs of hexadecimal digits. Spaces, dashes and colons between them are passed over.
enum Hexadecimal {
    static func decode(_ text: String) throws -> [UInt8] {
        var digits: [UInt8] = []
        for (index, character) in text.enumerated()
        where !character.isWhitespace && character != "-" && character != ":" {
            guard character.isASCII, let digit = character.hexDigitValue else { throw Failure.digit(index + 1) }
            digits.append(UInt8(digit))
        }
        guard digits.count.isMultiple(of: 2) else { throw Failure.odd }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Why a text is not hexadecimal. Never holds the text, which is a secret.
    enum Failure: Error, Equatable, CustomStringConvertible {
        case digit(Int)
        case odd

        var description: String {
            switch self {
            case .digit(let position):
                "character \(position) is no hexadecimal digit; only 0 to 9 and A to F are"
            case .odd:
                "there must be two hexadecimal digits for each byte"
            }
        }
    }
}
