/// The values of the templates `plain`, `question` and `form`, which most small pages are made with.
enum Plain {
    struct Action {
        let label: Message
        /// Nil posts to the page's own address.
        var path: String?
        var isMain = true
        var isDangerous = false

        func values(in words: Words) -> TemplateValue {
            .group([
                "label": .text(words.text(label)),
                "path": .text(path),
                "isMain": .flag(isMain && !isDangerous),
                "isDangerous": .flag(isDangerous),
                "kept": .list([]),
            ])
        }
    }

    struct Link {
        let href: String
        let label: Message
        var isButton = false

        func values(in words: Words) -> TemplateValues {
            ["href": .text(href), "label": .text(words.text(label)), "isButton": .flag(isButton)]
        }
    }

    /// `plain`: a heading, some paragraphs, perhaps a button and links.
    static func page(
        heading: Message,
        paragraphs: [Message] = [],
        action: Action? = nil,
        links: [Link] = [],
        footnotes: [Message] = [],
        progress: Message? = nil,
        notice: Box? = nil,
        in words: Words
    ) -> TemplateValues {
        [
            "heading": .markup(words.markup(heading)),
            "paragraphs": .list(paragraphs.map { .markup(words.markup($0)) }),
            "action": action?.values(in: words) ?? .absent,
            // What is to be done comes before what can be done besides.
            "mainLinks": .groups(links.filter(\.isButton).map { $0.values(in: words) }),
            "links": .groups(links.filter { !$0.isButton }.map { $0.values(in: words) }),
            "footnotes": .list(footnotes.map { .markup(words.markup($0)) }),
            "progress": .markup(progress.map { words.markup($0) }),
            "notice": notice.values(in: words),
        ]
    }

    /// `question`: what will happen, the button that does it, and the way back.
    static func question(
        heading: Message,
        paragraphs: [Message] = [],
        items: [Message] = [],
        closing: Message? = nil,
        first: Link? = nil,
        action: Action? = nil,
        last: Link? = nil,
        notice: Box? = nil,
        in words: Words
    ) -> TemplateValues {
        [
            "notice": notice.values(in: words),
            "heading": .markup(words.markup(heading)),
            "paragraphs": .list(paragraphs.map { .markup(words.markup($0)) }),
            "hasItems": .flag(!items.isEmpty),
            "items": .list(items.map { .markup(words.markup($0)) }),
            "closing": .markup(closing.map { words.markup($0) }),
            "first": .group(first?.values(in: words)),
            "action": action?.values(in: words) ?? .absent,
            "last": .group(last?.values(in: words)),
        ]
    }

    /// `form`: fields and one button.
    static func form(
        heading: Message?,
        paragraphs: [Message] = [],
        fields: [Field],
        problems: [Problem],
        button: Message,
        username: String? = nil,
        closing: Message? = nil,
        cancelPath: String? = nil,
        otherWays: [Link] = [],
        progress: Message? = nil,
        notice: Box? = nil,
        remember: RememberBox? = nil,
        in words: Words
    ) -> TemplateValues {
        [
            "notice": notice.values(in: words),
            "remember": remember.values(in: words),
            "progress": .markup(progress.map { words.markup($0) }),
            "heading": .markup(heading.map { words.markup($0) }),
            "paragraphs": .list(paragraphs.map { .markup(words.markup($0)) }),
            "fields": .list(fields.map { $0.filled(problems).values(in: words) }),
            "button": .text(words.text(button)),
            "username": .text(username),
            "closing": .markup(closing.map { words.markup($0) }),
            "cancelPath": .text(cancelPath),
            "hasOtherWays": .flag(!otherWays.isEmpty),
            "otherWays": .groups(otherWays.map { $0.values(in: words) }),
        ]
    }
}

/// Whom to ask, in the words of the messages that name a contact and those that have none.
extension PageFrame {
    func ask(_ withContact: String, _ without: String, _ fillings: [String: Filling] = [:]) -> Message {
        if let support {
            Message(withContact, fillings.merging(["contact": support.filling]) { own, _ in own })
        } else {
            Message(without, fillings.merging(["organisation": .name(organisation)]) { own, _ in own })
        }
    }
}
