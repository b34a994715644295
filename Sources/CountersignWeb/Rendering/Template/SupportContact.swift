/// Where people turn for help, as the operator set it: an address, a web page, or words such as a telephone number.
package struct SupportContact: Sendable, Equatable {
    package let text: String

    /// Nil if nothing is set.
    package init?(_ text: String?) {
        guard let text, !text.isEmpty else { return nil }
        self.text = text
    }

    /// As part of a sentence: a link where it can be one.
    var filling: Filling {
        guard let address else { return .text(text) }
        let label = isWebPage ? text.replacing("https://", with: "") : text
        return .markup(
            Markup(trusted: "<a href=\"") + Markup(escaping: address) + Markup(trusted: "\">")
                + Markup(escaping: label) + Markup(trusted: "</a>")
        )
    }

    /// As plain text, in mails and files.
    var plain: Filling { .text(text) }

    func line(in words: Words) -> Markup {
        if isWebPage {
            return Markup(trusted: "<a href=\"") + Markup(escaping: text) + Markup(trusted: "\">")
                + Markup(escaping: words.text("layout.supportLink")) + Markup(trusted: "</a>")
        }
        return words.markup("layout.support", ["contact": filling])
    }

    private var isWebPage: Bool { text.hasPrefix("https://") && !text.contains(" ") }

    private var address: String? {
        if isWebPage { return text }
        if text.contains("@"), !text.contains(" "), !text.contains("\"") { return "mailto:\(text)" }
        return nil
    }
}
