import Countersign

/// `/security/two-factor/off`: lists what goes, or says that it may not be.
package struct TurnOffPage: Page {
    package static let template = "question"

    /// Why it may not be.
    package struct Refusal: Sendable {
        package enum Reason: String, Sendable {
            case required = "forbidden"
            case nobody
        }

        let reason: Reason
        let organisation: String

        package init(_ reason: Reason, by organisation: String) {
            self.reason = reason
            self.organisation = organisation
        }
    }

    /// Nil where it may be turned off.
    package let refusal: Refusal?
    package let factors: [Named]
    package let hasBackupCodes: Bool

    package init(refusal: Refusal? = nil, factors: [Named], hasBackupCodes: Bool) {
        self.refusal = refusal
        self.factors = factors
        self.hasBackupCodes = hasBackupCodes
    }

    package func title(in words: Words) -> String {
        words.text(refusal == nil ? "turnOff.title" : "turnOff.forbiddenTitle")
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let keep = Plain.Link(href: "/security", label: Message("turnOff.keep"))
        if let refusal {
            let organisation = Filling.name(refusal.organisation)
            var paragraphs = [Message("turnOff.\(refusal.reason.rawValue)", ["organisation": organisation])]
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
        var items = factors.map { factor in
            factor.label.isEmpty
                ? factor.kind.name
                : Message("turnOff.factor", ["kind": .message(factor.kind.name), "name": .name(factor.label)])
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

/// `/security/two-factor/off`, where only staff turn it off: asks them.
package struct AskToTurnOffPage: FormPage {
    package static let template = "form"

    package let organisation: String
    package let reason: String
    package let problems: [Problem]

    package init(organisation: String, reason: String = "", problems: [Problem] = []) {
        self.organisation = organisation
        self.reason = reason
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("turnOff.askTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("turnOff.askTitle"),
            paragraphs: [Message("turnOff.askText", ["organisation": .name(organisation)])],
            fields: [
                Field(
                    id: "reason",
                    kind: .text(autocomplete: "off"),
                    label: Message("turnOff.reason"),
                    value: reason,
                    hint: Message("turnOff.reasonHint", ["count": .number(SupportReason.shortestText)])
                )
            ],
            problems: problems,
            button: Message("turnOff.askButton"),
            closing: frame.support.map { Message("turnOff.ask", ["contact": $0.filling]) },
            cancelPath: "/security",
            in: frame.words
        )
    }
}

/// `/security/two-factor/off`, while staff have not decided yet.
package struct AskedToTurnOffPage: Page {
    package static let template = "question"

    package let reference: String
    package let organisation: String

    package init(reference: String, organisation: String) {
        self.reference = reference
        self.organisation = organisation
    }

    package func title(in words: Words) -> String { words.text("turnOff.askedTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.question(
            heading: Message("turnOff.askedTitle"),
            paragraphs: [
                Message("turnOff.asked", ["reference": .name(reference), "organisation": .name(organisation)])
            ],
            first: Plain.Link(href: "/security", label: Message("layout.back")),
            in: frame.words
        )
    }
}
