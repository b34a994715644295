import Countersign
import Foundation

/// A mail in words: what is put on the wire for a `Notice`.
package struct NoticeMail: Sendable, CustomStringConvertible, CustomReflectable {
    package let subject: String
    package let text: String
    package let html: String
    /// A tag of BCP 47.
    package let language: String

    /// - Parameters:
    ///   - organisation: the name people know the service by.
    ///   - addition: what the organisation says at the end of every mail.
    ///   - host: of the public URL; stands in the last line, for filling in codes.
    package init(
        _ notice: Notice,
        in words: Words,
        organisation: String,
        host: String,
        addition: String? = nil,
        templates: Templates
    ) throws {
        var letter = Letter(notice, organisation: organisation, words: words)
        if let addition { letter.closing.append(Message("mail.own", ["text": .text(addition)])) }
        subject = Self.oneLine(words.text(letter.subject))
        text = letter.text(host: host)
        html = try templates.render("mail", page: letter.values, frame: letter.frame, words: words)
        language = words.language
    }

    /// A subject is one line, whatever a name holds.
    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    // A mail may hold a code.
    package var description: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
