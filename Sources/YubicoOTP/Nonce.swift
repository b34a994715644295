/// What ties an answer to its request: letters and digits that were never sent before.
package struct Nonce: Sendable, Hashable, CustomStringConvertible {
    package static let allowedLetters = 16...40

    package let text: String

    /// Nil unless the text is 16 to 40 ASCII letters and digits.
    package init?(_ text: String) {
        guard Self.allowedLetters ~= text.utf8.count else { return nil }
        guard text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    /// Nil unless there are 8 to 20 bytes; they come from outside and are random.
    package init?(random bytes: some Collection<UInt8>) {
        self.init(Hexadecimal.encode(bytes))
    }

    package var description: String { text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            false
        }
    }
}
