import Countersign
import Foundation

/// The parts of a mail, before they become plain text and HTML.
struct Letter {
    struct Link {
        let label: Message
        let address: String
    }

    let words: Words
    let organisation: String
    var subject: Message
    /// What happened, or what to do.
    var paragraphs: [Message]
    var links: [Link]
    /// When, where.
    var facts: [Message]
    var closing: [Message]
    let notMeLink: String?
    /// Who it was if not the reader, in a line with the link; nil where every change says the same.
    var notMe: Message?
    /// The last words, in place of those under every mail.
    var end: Message?
    var code: String?

    /// Plain text. Where there is a code, the last line is for filling it in; nothing may follow it, not even a newline.
    func text(host: String) -> String {
        var blocks = paragraphs.map { words.text($0) }
        blocks += links.map { "\(words.text($0.label)):\n\($0.address)" }
        if !facts.isEmpty { blocks.append(facts.map { words.text($0) }.joined(separator: "\n")) }
        blocks += closing.map { words.text($0) }
        if let notMe, let notMeLink {
            blocks.append("\(words.text(notMe)) \(notMeLink)\n\(footer)")
        } else {
            if let notMeLink { blocks.append("\(words.text("mail.notMe"))\n\(notMeLink)") }
            blocks.append(footer)
        }
        if let code { blocks.append("@\(host) #\(code)") }
        return blocks.joined(separator: "\n\n")
    }

    /// The values of the template `mail`.
    var values: TemplateValues {
        // In plain text an address follows the colon; here the words are the link.
        let label = words.text(notMe ?? Message("mail.notMeTitle"))
        let notMeLabel = label.hasSuffix(":") ? String(label.dropLast()) : label
        return [
            "subject": .text(words.text(subject)),
            "code": .text(code),
            "paragraphs": .list(paragraphs.map { .text(words.text($0)) }),
            "links": .groups(links.map { ["label": .text(words.text($0.label)), "address": .text($0.address)] }),
            "notMe": .group(notMeLink.map { ["label": .text(notMeLabel), "address": .text($0)] }),
            "facts": .list(facts.map { .text(words.text($0)) }),
            "closing": .list(closing.map { .text(words.text($0)) }),
            "footer": .text(footer),
        ]
    }

    private var footer: String {
        words.text(end ?? Message("mail.footer", ["organisation": .text(organisation)]))
    }

    var frame: TemplateValues {
        ["language": .text(words.language), "direction": .text(words.catalogue.direction)]
    }
}
