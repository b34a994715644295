import Countersign
import Foundation

/// `/admin/people/ask-again`: several people are asked to set up again; why, and how identity was checked, once for all.
package struct AskAgainPage: ConsolePage {
    package static let template = "console-ask-again"
    package static let consoleSection = ConsoleSection.people
    static let path = "/admin/people/ask-again"

    let form: HelpForm
    let people: AskingSeveral.Sorted
    let backPath: String
    package let problems: [Problem]

    package func problems(in frame: PageFrame) -> [Problem] { problems }

    package func title(in words: Words) -> String { AskAgainPeople(people).title(in: words) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let shown = AskAgainPeople(people)
        return HelpFields(form: form, problems: problems).values(in: words).merging([
            "heading": .text(shown.title(in: words)),
            "groups": shown.groups(in: words),
            "chosen": shown.chosen,
            "signOut": .group(
                TickBox(id: "sign-out", label: Message("console.askAgain.signOut"), isTicked: form.signsOut)
                    .values(in: words)
            ),
            "backPath": .text(backPath),
        ]) { $1 }
    }
}

/// The same, once it is filled in: the sentence of what will happen, and to whom.
package struct AskAgainConfirmPage: ConsolePage {
    package static let template = "console-ask-again-confirm"
    package static let consoleSection = ConsoleSection.people

    let form: HelpForm
    let people: AskingSeveral.Sorted
    let backPath: String

    package func title(in words: Words) -> String { words.text("helping.confirmTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let shown = AskAgainPeople(people)
        return [
            "sentence": .markup(
                words.markup(
                    form.signsOut ? "console.askAgain.sentenceOut" : "console.askAgain.sentence",
                    ["count": .number(shown.count)]
                )
            ),
            "why": .markup(words.markup(SupportWords.why(form))),
            "details": .text(form.text.isEmpty ? nil : form.text),
            "waiting": .text(
                people.waiting.isEmpty
                    ? nil : words.text("console.askAgain.waiting", ["count": .number(people.waiting.count)])
            ),
            "button": .text(words.text(people.asked.isEmpty ? "helping.ask" : "console.people.askAgain")),
            "groups": shown.groups(in: words),
            "chosen": shown.chosen,
            "fields": .groups(form.fields.map { ["name": .text($0.name), "value": .text($0.value)] }),
            "backPath": .text(backPath),
        ]
    }
}

/// Whom it is about, by what becomes of them.
private struct AskAgainPeople {
    let people: AskingSeveral.Sorted

    init(_ people: AskingSeveral.Sorted) {
        self.people = people
    }

    var count: Int { people.asked.count + people.waiting.count }

    func title(in words: Words) -> String { words.text("console.askAgain.title", ["count": .number(count)]) }

    func groups(in words: Words) -> TemplateValue {
        let groups = [("who", people.asked), ("waits", people.waiting), ("leftOut", people.leftOut)]
        return .groups(
            groups.filter { !$0.1.isEmpty }.map { name, accounts in
                [
                    "name": .text(words.text("console.askAgain.\(name)")),
                    "why": name == "leftOut" ? .text(words.text("console.askAgain.leftOutText")) : .absent,
                    "people": .list(accounts.map { .text($0.calledName) }),
                ]
            }
        )
    }

    /// The fields that choose them once more.
    var chosen: TemplateValue {
        .list((people.asked + people.waiting).map { .text(PeoplePage.choice + $0.id.rawValue) })
    }
}
