import Foundation

/// `/language`: choose one.
package struct LanguagePage: Page {
    package static let template = "language"

    /// Tag and the language's own name.
    package let languages: [Language]
    package let returnTo: String

    package struct Language: Sendable, Equatable {
        package let tag: String
        package let name: String

        package init(tag: String, name: String) {
            self.tag = tag
            self.name = name
        }
    }

    package init(languages: [Language], returnTo: String) {
        self.languages = languages
        self.returnTo = returnTo
    }

    package func title(in words: Words) -> String { words.text("languagePage.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "returnTo": .text(returnTo),
            "languages": .groups(
                languages.map {
                    ["tag": .text($0.tag), "name": .text($0.name), "isCurrent": .flag($0.tag == frame.words.language)]
                }
            ),
        ]
    }
}

extension Catalogues {
    /// What may be chosen, each by its own name.
    package var choices: [LanguagePage.Language] {
        all.map { LanguagePage.Language(tag: $0.language, name: $0.name) }
    }
}

/// `/privacy`.
package struct PrivacyPage: Page {
    package static let template = "privacy"

    /// 0: events are kept for ever.
    package let eventRetentionDays: Int
    /// How long an account is kept after its owner asked for it to be deleted.
    package let deletionWait: TimeInterval

    package init(eventRetentionDays: Int, deletionWait: TimeInterval) {
        self.eventRetentionDays = eventRetentionDays
        self.deletionWait = deletionWait
    }

    package func title(in words: Words) -> String { words.text("privacy.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let keeping: Message =
            eventRetentionDays == 0
            ? Message("privacy.keepEventsForEver")
            : Message(
                "privacy.keepEvents",
                ["days": .message(Message("time.days", ["count": .number(eventRetentionDays)]))]
            )
        return [
            "who": .markup(words.markup("privacy.who", ["organisation": .name(frame.organisation)])),
            "keepEvents": .text(words.text(keeping)),
            "see": .markup(
                words.markup(
                    frame.ask(
                        "privacy.see",
                        "privacy.seeNoContact",
                        ["days": .duration(seconds: Int(deletionWait))]
                    )
                )
            ),
        ]
    }
}
