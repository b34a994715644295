/// How a text travels inside a mail: as quoted-printable over the network, as it is in a file that people read.
enum BodyText {
    /// Line ends are CRLF; control characters other than the tab are left out.
    static func lines(of text: String) -> [String] {
        var lines: [String] = [""]
        for character in text {
            // "\r\n" is one character.
            if character == "\n" || character == "\r\n" || character == "\r" {
                lines.append("")
                continue
            }
            let kept = character.unicodeScalars.filter { $0 == "\t" || $0.properties.generalCategory != .control }
            lines[lines.count - 1].unicodeScalars.append(contentsOf: kept)
        }
        return lines
    }

    /// Quoted-printable (RFC 2045, 6.7). It does not end with a line break of the text: put one after it that belongs to
    /// the message, or `softEnd`.
    static func quotedPrintable(_ text: String) -> String {
        lines(of: text).map(quotedPrintableLine).joined(separator: "\r\n")
    }

    /// A line break that is none once decoded: the text ends where it ends, and the message ends with a line break.
    static let softEnd = "=\r\n"

    private static func quotedPrintableLine(_ line: String) -> String {
        let bytes = Array(line.utf8)
        var result: [UInt8] = []
        var column = 0
        for (index, byte) in bytes.enumerated() {
            let encoded = encoding(of: byte, isFirst: index == 0, isLast: index == bytes.count - 1)
            // 75 characters and the sign of the soft break.
            if column + encoded.count > 75 {
                result += Array("=\r\n".utf8)
                column = 0
            }
            result += encoded
            column += encoded.count
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func encoding(of byte: UInt8, isFirst: Bool, isLast: Bool) -> [UInt8] {
        let isPlain =
            switch byte {
            // White space at the end of a line would be lost on the way.
            case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
            // A full stop or "From " at the start of a line means something to some who pass mail on.
            case UInt8(ascii: "."), UInt8(ascii: "F"): !isFirst
            case UInt8(ascii: "="): false
            default: (0x21...0x7E).contains(byte)
            }
        return isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
