import Countersign
import Foundation

/// `/admin/staff`: who may do what, and who is invited.
package struct StaffPage: ConsolePage, FormPage {
    package static let template = "console-staff"
    package static let consoleSection = ConsoleSection.staff

    package struct Row: Sendable {
        package let id: String
        package let name: String
        package let email: String
        package let role: Role
        package let tags: [Tag]
        /// Of the factors, each once.
        package let kinds: [Kind]
        package let lastActiveAt: Date?
        /// Whether whoever reads may change it.
        package let mayChange: Bool

        package init(
            id: String,
            name: String,
            email: String,
            role: Role,
            tags: [Tag],
            kinds: [Kind],
            lastActiveAt: Date?,
            mayChange: Bool
        ) {
            self.id = id
            self.name = name
            self.email = email
            self.role = role
            self.tags = tags
            self.kinds = kinds
            self.lastActiveAt = lastActiveAt
            self.mayChange = mayChange
        }
    }

    package let rows: [Row]
    package let invitations: [Invitations.Invitation]
    package let organisations: [Organisation]
    /// What stands in the form; nil for those who may not invite.
    package let form: [String: String]?
    package let problems: [Problem]
    package let flash: Flash?

    package init(
        rows: [Row],
        invitations: [Invitations.Invitation],
        organisations: [Organisation],
        form: [String: String]?,
        problems: [Problem] = [],
        flash: Flash? = nil
    ) {
        self.rows = rows
        self.invitations = invitations
        self.organisations = organisations
        self.form = form
        self.problems = problems
        self.flash = flash
    }

    package func title(in words: Words) -> String { words.text("console.staff.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "notice": (flash?.box).values(in: words),
            "rows": .groups(rows.map { self.row($0, in: frame) }),
            "hasInvitations": .flag(!invitations.isEmpty),
            "invitations": .groups(invitations.map { row($0, words) }),
            "mayInvite": .flag(form != nil),
            "email": field("email", .email(autocomplete: "off"), Message("fields.email")).filled(problems).values(
                in: words
            ),
            "name": field(
                "name",
                .text(autocomplete: "off"),
                Message("console.staff.name"),
                Message("console.staff.nameHint")
            )
            .filled(problems).values(in: words),
            "roles": .groups(
                Role.allCases.map { role in
                    [
                        "value": .text(role.rawValue),
                        "label": .text(words.text(PolicyWords.role(role))),
                        "isChosen": .flag((form?["role"] ?? Role.member.rawValue) == role.rawValue),
                    ]
                }
            ),
            "hasOrganisations": .flag(organisations.count > 1),
            "organisations": .groups(
                organisations.map { organisation in
                    [
                        "value": .text(organisation.id.rawValue),
                        "label": .text(organisation.name),
                        "isChosen": .flag(form?["organisation"] == organisation.id.rawValue),
                    ]
                }
            ),
        ]
    }

    /// Of somebody else, so nothing that the browser knows.
    private func field(_ id: String, _ kind: Field.Kind, _ label: Message, _ hint: Message? = nil) -> Field {
        Field(id: id, kind: kind, label: label, value: form?[id] ?? "", hint: hint)
    }

    private func row(_ row: Row, in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "name": .text(row.name),
            "email": .text(row.email),
            "role": .text(words.text(PolicyWords.role(row.role))),
            "tags": .groups(row.tags.map { $0.values(in: words) }),
            "keys": .text(PersonWords.ways(row.kinds, in: words)),
            "lastActive": .markup(PersonWords.moment(row.lastActiveAt, in: frame)),
            "changePath": .text(row.mayChange ? "/admin/staff/\(PageFrame.encoded(row.id))" : nil),
        ]
    }

    private func row(_ invitation: Invitations.Invitation, _ words: Words) -> TemplateValues {
        [
            "id": .text(PageFrame.encoded(invitation.id.rawValue)),
            "email": .text(invitation.email),
            "facts": .markup(
                .joined([
                    words.markup(PolicyWords.role(invitation.role)),
                    words.markup("console.staff.invitedOn", ["day": .day(invitation.sentAt)]),
                    words.markup("console.staff.until", ["day": .day(invitation.expiresAt)]),
                ])
            ),
            "mayAct": .flag(form != nil),
        ]
    }
}

/// `/admin/staff/{id}`: another role for somebody.
package struct ChangeRolePage: ConsolePage, FormPage {
    package static let template = "console-role"
    package static let consoleSection = ConsoleSection.staff

    package let name: String
    package let role: Role
    package let reason: String
    package let problems: [Problem]

    package init(name: String, role: Role, reason: String = "", problems: [Problem] = []) {
        self.name = name
        self.role = role
        self.reason = reason
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("console.staff.roleTitle", ["name": .name(name)]) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "name": .text(name),
            "roles": .group([
                "id": .text("role"),
                "label": .text(words.text("console.staff.role")),
                "problem": .markup(problems.message(for: "role").map { words.markup($0) }),
                "options": .groups(
                    Role.allCases.map { choice in
                        [
                            "name": .text("role"),
                            "value": .text(choice.rawValue),
                            "label": .text(words.text("console.staff.roleText.\(choice.rawValue)")),
                            "isChosen": .flag(choice == role),
                        ]
                    }
                ),
            ]),
            "reason": Field(
                id: "reason",
                kind: .text(autocomplete: "off"),
                label: Message("console.staff.reason"),
                value: reason
            ).filled(problems).values(in: words),
        ]
    }
}

extension Problem {
    /// Whom an invitation is for has an account, at this path.
    package static func invitedHasAccount(at path: String) -> Problem {
        Problem(field: "email", "console.staff.hasAccount", ["a": .link(path)])
    }
}
