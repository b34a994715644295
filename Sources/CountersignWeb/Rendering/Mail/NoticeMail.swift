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
    ///   - host: of the public URL; stands in the last line, for filling in codes.
    package init(
        _ notice: Notice,
        in words: Words,
        organisation: String,
        host: String,
        templates: Templates
    ) throws {
        let letter = Self.letter(notice, in: words, organisation: organisation)
        subject = Self.subject(of: letter)
        text = letter.text(host: host)
        html = try templates.render("mail", page: letter.values, frame: letter.frame, words: words)
        language = words.language
    }

    /// With what the organisation says at the end of every mail.
    static func letter(_ notice: Notice, in words: Words, organisation: String) -> Letter {
        var letter = Letter(notice, organisation: organisation, words: words)
        let own = Message("mail.own")
        if !words.text(own).isEmpty { letter.closing.append(own) }
        return letter
    }

    /// A subject is one line, whatever a name holds.
    static func subject(of letter: Letter) -> String {
        String(letter.words.text(letter.subject).map { $0.isNewline ? " " : $0 })
    }

    // A mail may hold a code.
    package var description: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
