import Foundation

/// `/security/delete`: what goes, what stays and when, before the button; then how long there is to think it over.
package struct DeleteAccountPage: Page {
    package static let template = "question"

    package enum State: Sendable, Equatable {
        /// When it would go, if asked for now.
        case open(goesAt: Date)
        case planned(goesAt: Date)
        /// Nobody would be left to look after the others.
        case lastOwner
    }

    package let state: State

    package init(_ state: State) {
        self.state = state
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let organisation: [String: Filling] = ["organisation": .name(frame.organisation)]
        let keep = Plain.Link(href: "/security", label: Message("leaving.keep"))
        let goes = ["goesAccount", "goesFactors", "goesBrowsers"].map { Message("leaving.\($0)") }
        switch state {
        case .open(let moment):
            return Plain.question(
                heading: Message(heading),
                paragraphs: [
                    Message("leaving.when", organisation.merging(["moment": .moment(moment)]) { $1 }),
                    Message("leaving.goes"),
                ],
                items: goes,
                closing: Message("leaving.stays"),
                first: keep,
                action: Plain.Action(label: Message("leaving.button"), isDangerous: true),
                last: Plain.Link(href: "/security/data.json", label: Message("leaving.download")),
                in: frame.words
            )
        case .planned(let moment):
            return Plain.question(
                heading: Message(heading),
                paragraphs: [
                    Message("leaving.planned", ["moment": .moment(moment)]), Message("leaving.goes"),
                ],
                items: goes,
                closing: Message("leaving.stays"),
                action: Plain.Action(label: Message("leaving.keep"), path: "/security/keep"),
                last: Plain.Link(href: "/security", label: Message("layout.back")),
                in: frame.words
            )
        case .lastOwner:
            return Plain.question(
                heading: Message(heading),
                paragraphs: [Message("leaving.lastOwner", organisation)],
                first: Plain.Link(href: "/security", label: Message("layout.back")),
                in: frame.words
            )
        }
    }

    private var heading: String {
        switch state {
        case .open: "leaving.title"
        case .planned: "leaving.plannedTitle"
        case .lastOwner: "leaving.lastOwnerTitle"
        }
    }
}

/// `/keep-account/{token}`: opening it only shows; its button keeps the account.
package struct KeepAccountPage: Page {
    package static let template = "plain"

    package let askedAt: Date
    package let goesAt: Date

    package init(askedAt: Date, goesAt: Date) {
        self.askedAt = askedAt
        self.goesAt = goesAt
    }

    package func title(in words: Words) -> String { words.text("leaving.linkTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("leaving.linkTitle"),
            paragraphs: [
                Message(
                    "leaving.linkText",
                    [
                        "organisation": .name(frame.organisation), "asked": .moment(askedAt),
                        "moment": .moment(goesAt),
                    ]
                )
            ],
            action: Plain.Action(label: Message("leaving.keep")),
            footnotes: [Message("leaving.linkOther")],
            in: frame.words
        )
    }
}

/// After that button.
package struct AccountKeptPage: Page {
    package static let template = "plain"

    package init() {}

    package func title(in words: Words) -> String { words.text("leaving.keptTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("leaving.keptTitle"),
            paragraphs: [Message("leaving.keptText")],
            links: [
                Plain.Link(href: "/security", label: Message("leaving.keptLink"), isButton: true),
                Plain.Link(href: "/password/forgot", label: Message("recovery.cancelledLink")),
            ],
            in: frame.words
        )
    }
}
