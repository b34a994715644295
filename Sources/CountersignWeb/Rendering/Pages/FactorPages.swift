/// `/security/two-factor/app/{id}/rename`.
package struct RenameFactorPage: FormPage {
    package static let template = "form"

    /// What it is called now; empty if it has no name.
    package let current: String
    package let value: String
    package let problems: [Problem]

    package init(current: String, value: String? = nil, problems: [Problem] = []) {
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
        Message("rename.title", ["name": .name(current.isEmpty ? words.text("security.app") : current)])
    }
}

extension Problem {
    package static let labelMissing = Problem(field: "label", "problems.deviceName.missing")
    package static let labelTooLong = Problem(field: "label", "problems.deviceName.long")
    package static let labelCharacters = Problem(field: "label", "problems.deviceName.characters")
}

/// `/security/two-factor/app/{id}/remove`: says what is left, or why it cannot be.
package struct RemoveFactorPage: Page {
    package static let template = "question"

    package enum Consequence: Sendable, Equatable {
        /// These remain, by what they are called.
        case left([String])
        /// The second step is off afterwards.
        case last
        /// Policy needs it.
        case forbidden
    }

    package let id: String
    package let label: String
    package let consequence: Consequence

    package init(id: String, label: String, consequence: Consequence) {
        self.id = id
        self.label = label
        self.consequence = consequence
    }

    package func title(in words: Words) -> String { words.text(heading(in: words)) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let entry = Message("remove.deleteEntry", ["organisation": .name(frame.organisation)])
        let keep = Plain.Link(href: "/security", label: Message("remove.keep"))
        let remove = Plain.Action(label: Message("remove.button"), isDangerous: true)
        switch consequence {
        case .left(let others):
            let names = others.map { $0.isEmpty ? words.text("security.app") : $0 }
            return Plain.question(
                heading: heading(in: words),
                paragraphs: [Message("remove.left", ["others": .list(names)]), entry],
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
                first: Plain.Link(
                    href: "/security/two-factor/app/\(PageFrame.encoded(id))/move",
                    label: Message("security.move")
                ),
                last: Plain.Link(href: "/security/two-factor/new", label: Message("security.add")),
                in: words
            )
        }
    }

    private func heading(in words: Words) -> Message {
        let name = Filling.name(label.isEmpty ? words.text("security.app") : label)
        return Message(consequence == .forbidden ? "remove.forbiddenTitle" : "remove.title", ["name": name])
    }
}

/// `/security/two-factor/off`: lists what goes, or says that it may not be.
package struct TurnOffPage: Page {
    package static let template = "question"

    package let isForbidden: Bool
    /// What the apps are called.
    package let apps: [String]
    package let hasBackupCodes: Bool

    package init(isForbidden: Bool, apps: [String], hasBackupCodes: Bool) {
        self.isForbidden = isForbidden
        self.apps = apps
        self.hasBackupCodes = hasBackupCodes
    }

    package func title(in words: Words) -> String {
        words.text(isForbidden ? "turnOff.forbiddenTitle" : "turnOff.title")
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let keep = Plain.Link(href: "/security", label: Message("turnOff.keep"))
        guard !isForbidden else {
            var paragraphs = [Message("turnOff.forbidden", ["organisation": .name(frame.organisation)])]
            if let support = frame.support {
                paragraphs.append(Message("turnOff.ask", ["contact": support.filling]))
            }
            return Plain.question(
                heading: Message("turnOff.forbiddenTitle"),
                paragraphs: paragraphs,
                first: Plain.Link(href: "/security", label: Message("layout.back")),
                in: words
            )
        }
        var items = apps.map { label in
            label.isEmpty ? Message("security.app") : Message("turnOff.app", ["name": .name(label)])
        }
        if hasBackupCodes { items.append(Message("turnOff.backupCodes")) }
        return Plain.question(
            heading: Message("turnOff.title"),
            paragraphs: [Message("turnOff.list")],
            items: items,
            closing: Message("turnOff.passwordOnly"),
            first: keep,
            action: Plain.Action(label: Message("turnOff.button"), isDangerous: true),
            in: words
        )
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
