import Countersign
import Foundation

/// Who is helped, on every page of it.
package struct HelpedPerson: Sendable, Equatable {
    let name: String
    let path: String
    /// Whether they are mailed what is done.
    let isMailed: Bool

    package init(name: String, path: String, isMailed: Bool = true) {
        self.name = name
        self.path = path
        self.isMailed = isMailed
    }
}

/// `/admin/people/{id}/help/{act}`: why, how identity was checked, and what the act needs.
package struct HelpingPage: ConsolePage {
    package static let template = "console-help"
    package static let consoleSection = ConsoleSection.people

    let form: HelpForm
    let person: HelpedPerson
    /// The way that goes.
    let way: Message?
    /// In seconds.
    let longest: TimeInterval
    /// Whether a mailed code can stand in for the second step.
    let mayMail: Bool
    package let problems: [Problem]

    package func problems(in frame: PageFrame) -> [Problem] { problems }

    package func title(in words: Words) -> String {
        words.text(
            "helping.act.\(form.act.rawValue).title",
            ["name": .name(person.name), "way": .message(way ?? none)]
        )
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "person": .text(person.name),
            "personPath": .text(person.path),
            "heading": .markup(
                words.markup(
                    "helping.act.\(form.act.rawValue).title",
                    ["name": .name(person.name), "way": .message(way ?? none)]
                )
            ),
            "text": .markup(words.markup("helping.act.\(form.act.rawValue).text", ["name": .name(person.name)])),
            "length": lengths.map { $0.values(in: words) } ?? .absent,
            "network": form.act == .suspend ? network.values(in: words) : .absent,
            "boxes": .groups(boxes.map { $0.values(in: words) }),
            "factor": .text(form.factor.isEmpty ? nil : form.factor),
        ].merging(HelpFields(form: form, problems: problems).values(in: words)) { $1 }
    }

    private var none: Message { Message("event.factor.unknown") }

    private var lengths: Radios? {
        let isDays = form.act == .exempt
        let options = form.act.lengths.filter { isDays || TimeInterval($0.value) * 60 <= longest }
        guard !options.isEmpty else { return nil }
        return Radios(
            id: "length",
            label: Message(form.act == .issueBypassCode ? "helping.worksFor" : "helping.until"),
            options: options.map { option in
                (
                    String(option.value),
                    isDays
                        ? Message("time.days", ["count": .number(option.value)])
                        : Message("support.someone", ["name": .duration(seconds: option.value * 60)])
                )
            },
            chosen: chosen(of: options.map { String($0.value) })
        ).filled(problems)
    }

    /// The longest that is allowed, where what is offered is not.
    private func chosen(of allowed: [String]) -> String {
        form.length.isEmpty || allowed.contains(form.length) ? form.length : allowed.last ?? ""
    }

    private var network: Field {
        Field(
            id: "network",
            kind: .text(autocomplete: "off"),
            label: Message("helping.network"),
            value: form.network,
            hint: Message("helping.networkHint")
        ).filled(problems)
    }

    private var boxes: [TickBox] {
        switch form.act {
        case .suspend:
            mayMail
                ? [TickBox(id: "email-code", label: Message("helping.emailCode"), isTicked: form.needsEmailCode)] : []
        case .issueBypassCode:
            [TickBox(id: "then", label: Message("helping.thenSetUpAgain"), isTicked: form.thenSetUpAgain)]
        case .askToSetUpAgain:
            [
                TickBox(id: "lost", label: Message("helping.lost"), isTicked: form.isLost),
                TickBox(id: "sign-out", label: Message("helping.signOut"), isTicked: form.signsOut),
            ]
        default: []
        }
    }
}

/// The same address, once it is filled in: the sentence of what will happen.
package struct HelpingConfirmPage: ConsolePage {
    package static let template = "console-help-confirm"
    package static let consoleSection = ConsoleSection.people

    let form: HelpForm
    let person: HelpedPerson
    let sentence: Message
    /// Whether somebody else has to agree first.
    let waits: Bool
    /// The bypass code that is live, if one is.
    let replaces: String

    package func title(in words: Words) -> String { words.text("helping.confirmTitle") }

    private var told: String {
        switch (waits, person.isMailed) {
        case (true, true): "helping.waits"
        case (true, false): "helping.waitsUnmailed"
        case (false, true): "helping.told"
        case (false, false): "helping.toldUnmailed"
        }
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "person": .text(person.name),
            "personPath": .text(person.path),
            "sentence": .markup(words.markup(sentence)),
            "why": .markup(words.markup(SupportWords.why(form))),
            "details": .text(form.text.isEmpty ? nil : form.text),
            "told": .markup(words.markup(told, ["name": .name(person.name)])),
            "button": .text(words.text(waits ? "helping.ask" : "helping.act.\(form.act.rawValue).button")),
            "isDangerous": .flag(form.act.isDangerous),
            "fields": .groups(
                (form.fields + [(name: "replaces", value: replaces)]).map {
                    ["name": .text($0.name), "value": .text($0.value)]
                }
            ),
        ]
    }
}

/// The code, once.
package struct BypassCodeMadePage: ConsolePage {
    package static let template = "console-bypass-made"
    package static let consoleSection = ConsoleSection.people

    let code: String
    let until: Date
    let person: HelpedPerson

    package func title(in words: Words) -> String { words.text("helping.codeTitle", ["name": .name(person.name)]) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "person": .text(person.name),
            "personPath": .text(person.path),
            "heading": .markup(words.markup("helping.codeTitle", ["name": .name(person.name)])),
            "code": .text(code),
            "text": .markup(
                words.markup(
                    person.isMailed ? "helping.codeText" : "helping.codeTextUnmailed",
                    ["time": .end(until, seenAt: frame.now), "name": .name(person.name)]
                )
            ),
            "cancelPath": .text("\(person.path)/help/cancel-bypass-code"),
        ]
    }
}
