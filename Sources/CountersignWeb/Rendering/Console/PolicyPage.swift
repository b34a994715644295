import Countersign
import Foundation

/// `/admin/policy`: the rules in force of one organisation.
package struct PolicyPage: ConsolePage {
    package static let template = "console-policy"
    package static let consoleSection = ConsoleSection.policy

    package let organisation: Organisation
    /// All there are, to choose among.
    package let organisations: [Organisation]
    package let policy: Policy
    /// Nil while none was ever saved.
    package let savedAt: Date?
    package let standing: Figures.Organisation
    package let countedAt: Date
    package let mayChange: Bool
    package let flash: Flash?

    package init(
        organisation: Organisation,
        organisations: [Organisation],
        policy: Policy,
        savedAt: Date?,
        standing: Figures.Organisation,
        countedAt: Date,
        mayChange: Bool,
        flash: Flash? = nil
    ) {
        self.organisation = organisation
        self.organisations = organisations
        self.policy = policy
        self.savedAt = savedAt
        self.standing = standing
        self.countedAt = countedAt
        self.mayChange = mayChange
        self.flash = flash
    }

    package func title(in words: Words) -> String { words.text("console.policy.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let query = "organisation=\(PageFrame.encoded(organisation.id.rawValue))"
        return [
            "notice": (flash?.box).values(in: words),
            "name": .text(organisation.name),
            "hasOthers": .flag(organisations.count > 1),
            "others": .groups(
                organisations.map { other in
                    [
                        "href": .text("/admin/policy?organisation=\(PageFrame.encoded(other.id.rawValue))"),
                        "name": .text(other.name),
                        "isCurrent": .flag(other.id == organisation.id),
                    ]
                }
            ),
            "affected": .markup(words.markup(affected)),
            "inGrace": .text(
                standing.inGrace == 0
                    ? nil : words.text("console.policy.inGrace", ["count": .number(standing.inGrace)])
            ),
            "asOf": .markup(
                frame.now.timeIntervalSince(countedAt) < Self.recent
                    ? nil : words.markup("console.overview.asOf", ["time": .moment(countedAt)])
            ),
            "saved": .markup(
                savedAt.map { words.markup("console.policy.savedOn", ["day": .day($0)]) }
                    ?? words.markup("console.policy.neverSaved")
            ),
            "rules": .groups(
                PolicyWords.rules.map { rule in
                    [
                        "name": .text(words.text(PolicyWords.name(of: rule))),
                        "value": .markup(words.markup(PolicyWords.value(of: rule, in: policy))),
                    ]
                }
            ),
            "changePath": .text(mayChange ? "/admin/policy/edit?\(query)" : nil),
            "historyPath": .text("/admin/policy/history?\(query)"),
        ]
    }

    private var affected: Message {
        Message(
            "console.policy.affected",
            ["count": .number(standing.unprotected), "people": .number(standing.people)]
        )
    }

    /// A count of less than a minute ago is one of now.
    private static let recent: TimeInterval = 60
}

/// `/admin/policy/history`: how the rules came to be.
package struct PolicyHistoryPage: ConsolePage {
    package static let template = "console-policy-history"
    package static let consoleSection = ConsoleSection.policy

    package struct Row: Sendable {
        package let version: PolicyVersion
        /// The one before it.
        package let before: Policy
        package let by: Message
        package let isInForce: Bool

        package init(version: PolicyVersion, before: Policy, by: Message, isInForce: Bool) {
            self.version = version
            self.before = before
            self.by = by
            self.isInForce = isInForce
        }
    }

    package let organisation: Organisation
    package let rows: [Row]
    package let mayChange: Bool
    package let olderPath: String?

    package init(organisation: Organisation, rows: [Row], mayChange: Bool, olderPath: String? = nil) {
        self.organisation = organisation
        self.rows = rows
        self.mayChange = mayChange
        self.olderPath = olderPath
    }

    package func title(in words: Words) -> String { words.text("console.policy.historyTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let id = PageFrame.encoded(organisation.id.rawValue)
        return [
            "name": .text(organisation.name),
            "backPath": .text("/admin/policy?organisation=\(id)"),
            "olderPath": .text(olderPath),
            "hasRows": .flag(!rows.isEmpty),
            "hasBeginning": .flag(!rows.isEmpty && olderPath == nil),
            "beginningPath": .text(mayChange ? backPath(to: 0) : nil),
            "rows": .groups(
                rows.map { row in
                    [
                        "title": .text(
                            words.text("console.policy.version", ["number": .number(Int(row.version.version))])
                        ),
                        "isInForce": .flag(row.isInForce),
                        "facts": .markup(facts(of: row, in: words)),
                        "note": .text(row.version.note),
                        "changes": .groups(PolicyChanges.values(from: row.before, to: row.version.policy, in: words)),
                        "goBackPath": .text(
                            mayChange && !row.isInForce ? backPath(to: row.version.version) : nil
                        ),
                    ]
                }
            ),
        ]
    }

    /// Leads to Check the effect; version 0 is the time before the first.
    private func backPath(to version: Int64) -> String {
        "/admin/policy/back?organisation=\(PageFrame.encoded(organisation.id.rawValue))&version=\(version)"
    }

    private func facts(of row: Row, in words: Words) -> Markup {
        .joined([words.markup(of: .moment(row.version.savedAt)), words.markup(row.by)])
    }
}

/// What is different between two policies, rule by rule.
enum PolicyChanges {
    static func values(from before: Policy, to after: Policy, in words: Words) -> [TemplateValues] {
        let different = Set(after.differences(from: before))
        return PolicyWords.rules.filter { different.contains($0) }.map { rule in
            [
                "rule": .text(words.text(PolicyWords.name(of: rule))),
                "before": .markup(words.markup(PolicyWords.value(of: rule, in: before))),
                "after": .markup(words.markup(PolicyWords.value(of: rule, in: after))),
            ]
        }
    }
}
