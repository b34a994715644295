/// What people type into the code field, made plain: full-width digits, spaces and dashes are all fine.
package enum TypedCode {
    /// Longer texts are not looked at.
    private static let limit = 128

    /// The 6 to 8 ASCII digits of a code, or nil if the text is of another shape.
    package static func digits(in text: String) -> String? {
        guard let cleaned = cleaned(text), (6...8).contains(cleaned.utf8.count),
            cleaned.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return cleaned
    }

    /// Without spaces, dashes and dots, digits of every script as ASCII, letters lower-cased; nil if too long.
    package static func cleaned(_ text: String) -> String? {
        guard text.utf8.count <= limit else { return nil }
        var result = ""
        for scalar in text.unicodeScalars {
            if let byte = UInt8(exactly: scalar.value), byte < 0x80 {
                // What nearly everybody types, without asking what Unicode says of it.
                if let kept = keptASCII(byte) { result.unicodeScalars.append(Unicode.Scalar(kept)) }
                continue
            }
            if scalar.properties.isWhitespace || isDash(scalar) { continue }
            if let value = scalar.properties.numericValue,
                scalar.properties.generalCategory == .decimalNumber, let digit = Int(exactly: value)
            {
                result += String(digit)
            } else if let letter = fullWidthLetter(scalar) {
                result.unicodeScalars.append(letter)
            } else {
                result += scalar.properties.lowercaseMapping
            }
        }
        return result
    }

    /// Nil for white space, dash, underscore and dot; letters lower-cased.
    private static func keptASCII(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x09...0x0D, UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): nil
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 0x20
        default: byte
        }
    }

    private static func isDash(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .dashPunctuation || scalar == "\u{2212}"
            || scalar == "\u{200B}" || scalar == "\u{FEFF}" || scalar == "\u{AD}"
    }

    /// `Ａ` to `ｚ` as typed by an input method left in wide mode.
    private static func fullWidthLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0xFF21...0xFF3A: Unicode.Scalar(scalar.value - 0xFF21 + 0x61)
        case 0xFF41...0xFF5A: Unicode.Scalar(scalar.value - 0xFF41 + 0x61)
        default: nil
        }
    }
}
