/// HTML that may go to a browser as it is: made by escaping text, or written by us.
///
/// The only way from text to markup is `init(escaping:)`; `init(trusted:)` is for HTML that no visitor has a say in.
package struct Markup: Sendable, Equatable {
    package private(set) var html: String

    package init(escaping text: String) {
        html = Self.escaped(text)
    }

    /// - Parameter html: made by this program from parts that are escaped already.
    package init(trusted html: String) {
        self.html = html
    }

    package static func + (left: Markup, right: Markup) -> Markup {
        Markup(trusted: left.html + right.html)
    }

    package static func += (left: inout Markup, right: Markup) {
        left.html += right.html
    }

    /// A name or an address, set apart so that its writing direction does not turn the words around it.
    package static func isolated(_ text: String) -> Markup {
        Markup(trusted: "<bdi>\(escaped(text))</bdi>")
    }

    // Byte by byte: going by characters would miss a quote that a combining mark follows, for the two are one character.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { isSpecial($0) }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += Array("&amp;".utf8)
            case 0x3C: bytes += Array("&lt;".utf8)
            case 0x3E: bytes += Array("&gt;".utf8)
            case 0x22: bytes += Array("&quot;".utf8)
            case 0x27: bytes += Array("&#39;".utf8)
            case 0: break
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x27 || byte == 0
    }
}
