import Countersign

/// A factor as pages call it.
package struct Named: Sendable {
    package let kind: KindPages
    /// Empty if it has no name of its own.
    package let label: String

    package init(_ kind: KindPages, label: String) {
        self.kind = kind
        self.label = label
    }

    /// "Passkey or security key Chrome on Linux"; in a list of its own, whatever its grammar.
    var told: Message {
        label.isEmpty
            ? kind.name : Message("turnOff.factor", ["kind": .message(kind.name), "name": .name(label)])
    }

    func text(in words: Words) -> String { label.isEmpty ? words.text(kind.name) : label }
}

/// `/security/two-factor/factors/{id}/rename`.
package struct RenameFactorPage: FormPage {
    package static let template = "form"

    package let kind: KindPages
    /// What it is called now; empty if it has no name.
    package let current: String
    package let value: String
    package let problems: [Problem]

    package init(kind: KindPages, current: String, value: String? = nil, problems: [Problem] = []) {
        self.kind = kind
        self.current = current
        self.value = value ?? current
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text(heading(in: words)) }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: heading(in: frame.words),
            fields: [
                Field(
                    id: "label",
                    kind: .text(autocomplete: "off"),
                    label: Message("fields.label"),
                    value: value,
                    hint: Message("fields.deviceNameHint"),
                    autofocus: true
                )
            ],
            problems: problems,
            button: Message("rename.button"),
            cancelPath: "/security",
            in: frame.words
        )
    }

    private func heading(in words: Words) -> Message {
        Message("rename.title", ["name": .name(current.isEmpty ? words.text(kind.name) : current)])
    }
}

extension Problem {
    package static let labelMissing = Problem(field: "label", "problems.deviceName.missing")
    package static let labelTooLong = Problem(field: "label", "problems.deviceName.long")
    package static let labelCharacters = Problem(field: "label", "problems.deviceName.characters")
}

/// `/security/two-factor/factors/{id}/remove`: says what is left, or why it cannot be.
package struct RemoveFactorPage: Page {
    package static let template = "question"

    package enum Consequence: Sendable {
        /// These remain, by what they are called.
        case left([Named])
        /// The second step is off afterwards.
        case last
        /// Policy needs it.
        case forbidden
    }

    package let factor: Named
    package let id: String
    package let consequence: Consequence

    package init(_ factor: Named, id: String, consequence: Consequence) {
        self.factor = factor
        self.id = id
        self.consequence = consequence
    }

    package func title(in words: Words) -> String { words.text(heading(in: words)) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let entry = factor.kind.word("removed", ["organisation": .name(frame.organisation)])
        let keep = Plain.Link(href: "/security", label: Message("remove.keep"))
        let remove = Plain.Action(label: Message("remove.button"), isDangerous: true)
        switch consequence {
        case .left(let others):
            return Plain.question(
                heading: heading(in: words),
                paragraphs: [Message("remove.left", ["count": .number(others.count)])],
                items: others.map(\.told),
                closing: entry,
                action: remove,
                last: keep,
                in: words
            )
        case .last:
            return Plain.question(
                heading: heading(in: words),
                paragraphs: [Message("remove.last"), entry],
                action: remove,
                last: keep,
                in: words
            )
        case .forbidden:
            return Plain.question(
                heading: heading(in: words),
                paragraphs: [Message("remove.forbidden", ["organisation": .name(frame.organisation)])],
                first: factor.kind.links(Factor.ID(PageFrame.encoded(id))).first.map {
                    Plain.Link(href: $0.path, label: Message($0.label))
                },
                last: Plain.Link(href: "/security/two-factor/new", label: Message("security.add")),
                in: words
            )
        }
    }

    private var isForbidden: Bool {
        if case .forbidden = consequence { true } else { false }
    }

    private func heading(in words: Words) -> Message {
        let name = Filling.name(factor.text(in: words))
        return Message(isForbidden ? "remove.forbiddenTitle" : "remove.title", ["name": name])
    }
}

/// `/security/two-factor/app/{id}/move`: what will happen, before the new QR code.
package struct MovePhonePage: Page {
    package static let template = "plain"

    package let label: String

    package init(label: String) {
        self.label = label
    }

    package func title(in words: Words) -> String { words.text("move.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let name = label.isEmpty ? Filling.text(frame.words.text("move.oldPhone")) : .name(label)
        return Plain.page(
            heading: Message("move.title"),
            paragraphs: [Message("move.text", ["name": name])],
            action: Plain.Action(label: Message("move.button")),
            links: [Plain.Link(href: "/security", label: Message("layout.cancel"))],
            progress: Message("move.progress"),
            in: frame.words
        )
    }
}

/// After the new phone's code was right.
package struct PhoneMovedPage: Page {
    package static let template = "plain"

    package init() {}

    package func title(in words: Words) -> String { words.text("move.doneTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("move.doneTitle"),
            paragraphs: [Message("move.doneText", ["organisation": .name(frame.organisation)])],
            links: [Plain.Link(href: "/security", label: Message("move.done"), isButton: true)],
            in: frame.words
        )
    }
}
