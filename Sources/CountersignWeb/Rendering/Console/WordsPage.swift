import Countersign

/// `/admin/settings/words`: which words owners may change, and which they did.
package struct WordsPage: ConsolePage {
    package static let template = "console-words"
    package static let consoleSection = ConsoleSection.settings

    struct Row: Sendable {
        let area: WordArea
        /// The subject, of a mail.
        let subject: String?
        /// Its first words, which tell it from others of the same subject.
        let lead: String?
        let isChanged: Bool
    }

    let rows: [Row]
    let languages: WordLanguages
    let flash: Flash?

    package func title(in words: Words) -> String { words.text("console.words.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        func listed(_ isHere: (WordArea) -> Bool) -> TemplateValue {
            .groups(rows.filter { isHere($0.area) }.map { values(of: $0, in: words) })
        }
        let sorts = MailSort.allCases.map { sort in
            let here = rows.filter { sort.areas.contains($0.area) }
            let changed = here.filter(\.isChanged).count
            return [
                "name": .text(words.text("console.words.sort.\(sort.rawValue)")),
                "changed": .markup(
                    changed == 0 ? nil : words.markup("console.words.changedCount", ["count": .number(changed)])
                ),
                "rows": .groups(here.map { values(of: $0, in: words) }),
            ] as TemplateValues
        }
        return [
            "notice": (flash?.box).values(in: words),
            "languages": languages.values(at: "/admin/settings/words"),
            "hasLanguages": .flag(languages.all.count > 1),
            "apps": listed { $0.group == .apps },
            "help": listed { $0.group == .help },
            "everyMail": listed { $0 == .everyMail },
            "sorts": .groups(sorts),
        ]
    }

    private func values(of row: Row, in words: Words) -> TemplateValues {
        let isAlone = rows.filter { $0.subject == row.subject }.count == 1
        return [
            "lead": .text(isAlone ? nil : row.lead),
            "href": .text(languages.path(to: row.area)),
            "name": .text(row.subject ?? words.text(row.area.title)),
            "isChanged": .flag(row.isChanged),
        ]
    }
}

/// The languages whose words are changed, and the one that is shown.
struct WordLanguages: Sendable {
    let all: [LanguagePage.Language]
    let shown: String

    func path(to area: WordArea) -> String {
        "/admin/settings/words/\(area.id)?language=\(PageFrame.encoded(shown))"
    }

    /// Links to the same page in each language.
    func values(at path: String) -> TemplateValue {
        .groups(
            all.map { language in
                [
                    "href": .text("\(path)?language=\(PageFrame.encoded(language.tag))"),
                    "tag": .text(language.tag),
                    "name": .text(language.name),
                    "isCurrent": .flag(language.tag == shown),
                ]
            }
        )
    }
}

extension WordArea {
    /// What it is called where it is no mail: those are called by their subject.
    var title: Message {
        switch self {
        case .topic(let topic): Message("help.\(topic.key).title")
        case .apps: Message("console.words.area.apps")
        case .help: Message("console.words.area.help")
        case .everyMail, .mail, .support: Message("console.words.area.email")
        }
    }
}
