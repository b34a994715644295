import Countersign
import Foundation
import WebAuthn

/// `/admin/policy/edit`: every rule with its control.
package struct PolicyFormPage: ConsolePage, FormPage {
    package static let template = "console-policy-form"
    package static let consoleSection = ConsoleSection.policy

    package let organisation: Organisation
    /// What stands in the fields, as it was typed.
    package let fields: [String: String]
    package let kinds: [Kind]
    /// How many people have a factor of a kind.
    package let standing: Figures.Organisation
    /// Rules that have no field here, carried along.
    package let base: String
    package let problems: [Problem]

    package init(
        organisation: Organisation,
        fields: [String: String],
        kinds: [Kind],
        standing: Figures.Organisation,
        base: String,
        problems: [Problem] = []
    ) {
        self.organisation = organisation
        self.fields = fields
        self.kinds = kinds
        self.standing = standing
        self.base = base
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("console.policy.editTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "name": .text(organisation.name),
            "organisation": .text(organisation.id.rawValue),
            "base": .text(base),
            "affected": .markup(
                words.markup(
                    "console.policy.affected",
                    ["count": .number(standing.unprotected), "people": .number(standing.people)]
                )
            ),
            "secondFactor": radios("second_factor", Policy.Requirement.allCases.map(\.rawValue), words),
            "requiredFrom": field("required_from", .date, hint: "console.policy.hint.required_from", words),
            "graceDays": field("grace_days", .number, hint: "console.policy.hint.grace_days", words),
            "roles": .groups(
                Role.allCases.map { role in
                    [
                        "name": .text("role-\(role.rawValue)"),
                        "label": .text(words.text(PolicyWords.role(role))),
                        "isChosen": .flag(!(fields["role-\(role.rawValue)"] ?? "").isEmpty),
                    ]
                }
            ),
            "kinds": .groups(kinds.map { self.kind($0, words) }),
            "rememberedDays": field("remembered_device_days", .number, words),
            "turningOff": radios("turning_off", Policy.TurningOff.allCases.map(\.rawValue), words),
            "backupCodes": field("backup_code_count", .number, hint: "console.policy.hint.asServer", words),
            "bypassMinutes": field("longest_bypass_minutes", .number, hint: "console.policy.hint.minutes", words),
            "suspensionHours": field("longest_suspension_hours", .number, hint: "console.policy.hint.hours", words),
            "secondApprover": radios("second_approver", Policy.SecondApprover.allCases.map(\.rawValue), words),
            "recoveryWait": field(
                "recovery_wait_hours",
                .number,
                hint: "console.policy.hint.recovery_wait_hours",
                words
            ),
            "quiet": .flag(!(fields["quiet_subjects"] ?? "").isEmpty),
            "attestation": radios("attestation", PasskeySettings.Attestation.allCases.map(\.rawValue), words),
            "allowedModels": field("allowed_models", .lines, hint: "console.policy.hint.allowed_models", words),
            "deniedModels": field("denied_models", .lines, hint: "console.policy.hint.denied_models", words),
            "knownModels": .groups(
                KnownAuthenticators.keys.map { ["name": .text($0.name), "id": .text($0.aaguid)] }
            ),
            "cancelPath": .text("/admin/policy?organisation=\(PageFrame.encoded(organisation.id.rawValue))"),
        ]
    }

    private func field(_ id: String, _ kind: Field.Kind, hint: String? = nil, _ words: Words) -> TemplateValue {
        Field(
            id: id,
            kind: kind,
            label: PolicyWords.name(of: id),
            value: fields[id] ?? "",
            hint: hint.map { Message($0) }
        ).filled(problems).values(in: words)
    }

    private func radios(_ id: String, _ choices: [String], _ words: Words) -> TemplateValue {
        let problem = problems.message(for: id)
        return .group([
            "id": .text(id),
            "label": .text(words.text(PolicyWords.name(of: id))),
            "problem": .markup(problem.map { words.markup($0) }),
            "options": .groups(
                choices.map { choice in
                    [
                        "name": .text(id),
                        "value": .text(choice),
                        "label": .text(words.text(PolicyWords.choice(id, choice))),
                        "isChosen": .flag(fields[id] == choice),
                    ]
                }
            ),
        ])
    }

    private func kind(_ kind: Kind, _ words: Words) -> TemplateValues {
        let id = "kind-\(kind.rawValue)"
        let problem = problems.message(for: id)
        return [
            "id": .text(id),
            "label": .text(words.text(KindPages.of(kind)?.name ?? Message("event.factor.unknown"))),
            "have": .text(words.text("console.policy.have", ["count": .number(standing.having[kind.rawValue] ?? 0)])),
            "problem": .markup(problem.map { words.markup($0) }),
            "options": .groups(
                ["allowed", "until", "forbidden"].map { choice in
                    [
                        "value": .text(choice),
                        "label": .text(words.text("console.policy.kind.\(choice)")),
                        "isChosen": .flag(fields[id] == choice),
                    ]
                }
            ),
            "until": Field(
                id: "\(id)-until",
                kind: .date,
                label: Message("console.policy.kind.day"),
                value: fields["\(id)-until"] ?? ""
            ).filled(problems).values(in: words),
        ]
    }
}
