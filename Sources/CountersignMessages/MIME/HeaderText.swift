import Countersign
import Foundation

/// Makes header lines of RFC 5322 whatever the text holds: control characters never reach a line.
enum HeaderText {
    /// `Subject: …`, folded, with encoded words (RFC 2047) where the text is not plain ASCII.
    static func unstructured(_ name: String, _ text: String) -> String {
        let clean = cleaned(text)
        let words = isPlain(clean) ? clean.split(separator: " ").map(String.init) : encodedWords(clean)
        return folded(name, words)
    }

    /// `From: …`: a display name and an address.
    static func mailbox(_ name: String, _ mailbox: Mailbox) -> String {
        let clean = cleaned(mailbox.name)
        let address = cleaned(mailbox.address.text)
        guard !clean.isEmpty else { return folded(name, [address]) }
        let words = isPlain(clean) ? quoted(clean) : encodedWords(clean)
        return folded(name, words + ["<\(address)>"])
    }

    /// Line breaks, NUL and the like, and the signs that would turn the writing direction of what follows.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: ("\u{202A}"..."\u{202E}").contains(scalar) || ("\u{2066}"..."\u{2069}").contains(scalar)
        }
    }

    /// Control characters become spaces, runs of spaces become one: nothing can begin a line of its own.
    static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(isControl(scalar) ? " " : scalar)
        }
        return String(scalars).split(separator: " ").joined(separator: " ")
    }

    /// ASCII that needs no encoding: it must not look like an encoded word, and a word must fit into a line.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= 70 }
    }

    /// A name as a quoted string, in pieces that may be folded between.
    private static func quoted(_ text: String) -> [String] {
        let atoms = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~ "
        if text.allSatisfy(atoms.contains) { return text.split(separator: " ").map(String.init) }
        let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\"".split(separator: " ").map(String.init)
    }

    /// `=?UTF-8?B?…?=` words of at most 75 characters, cut between characters, never inside one (RFC 2047, 2 and 5).
    private static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            // 39 bytes are 52 characters of base64, with 12 around them: with "Subject: " less than the 76 a line may have.
            if bytes.count + next.count > 39 {
                words.append(encodedWord(bytes))
                bytes = []
            }
            bytes += next
        }
        if !bytes.isEmpty { words.append(encodedWord(bytes)) }
        return words
    }

    private static func encodedWord(_ bytes: [UInt8]) -> String {
        "=?UTF-8?B?\(Data(bytes).base64EncodedString())?="
    }

    /// Joins words with spaces and begins a new, indented line before one that would pass column 78.
    private static func folded(_ name: String, _ words: [String]) -> String {
        var text = "\(name):"
        var column = text.utf8.count
        for word in words {
            if column + 1 + word.utf8.count > 78, column > name.utf8.count + 1 {
                text += "\r\n"
                column = 0
            }
            text += " \(word)"
            column += 1 + word.utf8.count
        }
        return text
    }
}
