import Countersign
import Foundation

/// `/admin/settings`: what the organisation is called and looks like.
package struct SettingsPage: ConsolePage {
    package static let template = "console-settings"
    package static let consoleSection = ConsoleSection.settings

    package struct Language: Sendable {
        package let tag: String
        package let name: String
        package let isOffered: Bool

        package init(tag: String, name: String, isOffered: Bool) {
            self.tag = tag
            self.name = name
            self.isOffered = isOffered
        }
    }

    /// What is typed, or saved.
    package let own: OwnSettings
    /// What was saved when the form was made.
    let shown: String
    /// What holds where nothing is set.
    package let defaultName: String
    package let defaultContact: String
    package let defaultZone: String
    package let languages: [Language]
    package let flash: Flash?
    let problems: [Problem]

    init(
        own: OwnSettings,
        shown: String,
        defaultName: String,
        defaultContact: String,
        defaultZone: String,
        languages: [Language],
        flash: Flash? = nil,
        problems: [Problem] = []
    ) {
        self.own = own
        self.shown = shown
        self.defaultName = defaultName
        self.defaultContact = defaultContact
        self.defaultZone = defaultZone
        self.languages = languages
        self.flash = flash
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("console.settings.title") }

    package func problems(in frame: PageFrame) -> [Problem] { problems }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "notice": (flash?.box).values(in: words),
            "shown": .text(shown),
            "lines": .list(
                [
                    line("name", own.organisationName, in: words, blanks: ["value": .name(defaultName)]),
                    line("mark", own.mark, in: words),
                    line("colour", own.colour, in: words),
                    line("contact", own.supportContact, in: words, blanks: ["value": .name(defaultContact)]),
                    line("zone", own.timeZone, in: words, blanks: ["value": .name(defaultZone)]),
                ]
            ),
            "languages": .groups(
                languages.map { language in
                    [
                        "id": .text("language-\(language.tag)"), "name": .text(language.name),
                        "tag": .text(language.tag), "isOffered": .flag(language.isOffered),
                    ]
                }
            ),
            "languageProblem": .markup(problems.message(for: "languages").map { words.markup($0) }),
        ]
    }

    private func line(
        _ id: String,
        _ value: String?,
        in words: Words,
        blanks: [String: Filling] = [:]
    ) -> TemplateValue {
        let problem = problems.message(for: id)
        return .group([
            "id": .text(id),
            "label": .text(words.text("console.settings.\(id).label")),
            "hint": .markup(words.markup("console.settings.\(id).hint", blanks)),
            "value": .text(value),
            "problem": .markup(problem.map { words.markup($0) }),
            "contrast": id == "colour" ? contrast(in: words) : .absent,
            "describedBy": .text(problem == nil ? "\(id)-hint" : "\(id)-hint \(id)-error"),
        ])
    }

    /// For the script: how well a colour is read is said while it is typed, as the server will say it.
    private func contrast(in words: Words) -> TemplateValue {
        func text(_ name: String) -> TemplateValue {
            // The script fills in the number.
            .text(words.text("console.settings.colour.\(name)", ["contrast": "{contrast}"]))
        }
        return .group([
            "paper": .text(Colour.paper.text), "least": .text(String(Colour.leastContrast)),
            "good": text("contrast"), "pale": text("palePreview"),
        ])
    }
}
