import Countersign
import Foundation

/// One event as staff read it.
package struct AuditRow: Sendable {
    package let position: Int64
    package let at: Date
    package let isRefused: Bool
    package let sentence: Message
    /// Nil where it was the person.
    package let actor: Message?
    /// Id and name; the name is nil once the person was erased.
    package let person: (id: String, name: String?)?
    package let browser: Browser?
    package let address: String
    package let reason: String
    package let reference: String
    /// Of what support did: why, as a word of the API, the ticket, and who agreed.
    var category = ""
    var ticket = ""
    var approver = ""

    func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        var whence: [Markup] = []
        if let browser { whence.append(words.markup(browser.message)) }
        if !address.isEmpty { whence.append(.isolated(address)) }
        return [
            "href": .text("\(AuditFilter.path)/\(position)"),
            "when": .markup(words.markup(of: .moment(at))),
            "sentence": .markup(words.markup(sentence)),
            "isRefused": .flag(isRefused),
            "actor": .markup(words.markup(actor ?? Message("console.audit.by.person"))),
            "person": .markup(personMarkup(in: words)),
            "whence": .markup(whence.isEmpty ? nil : .joined(whence)),
            "reason": .markup(why(in: words)),
            "approver": .text(approver),
            "reference": .text(reference),
            "position": .text(String(position)),
        ]
    }

    private func why(in words: Words) -> Markup? {
        var parts: [Markup] = []
        // "Something else" is what the text says.
        if !category.isEmpty, category != SupportReason.Category.other.rawValue || reason.isEmpty {
            parts.append(words.markup(SupportWords.reason(category)))
        }
        parts += [reason, ticket].filter { !$0.isEmpty }.map { .isolated($0) }
        return parts.isEmpty ? nil : .joined(parts)
    }

    private func personMarkup(in words: Words) -> Markup? {
        guard let person else { return nil }
        guard let name = person.name else { return words.markup("console.audit.erased") }
        return Markup(trusted: "<a href=\"/admin/people/") + Markup(escaping: PageFrame.encoded(person.id))
            + Markup(trusted: "\">") + .isolated(name) + Markup(trusted: "</a>")
    }
}

/// `/admin/audit`: what happened, newest first, by what is asked for.
package struct AuditPage: ConsolePage {
    package static let template = "console-audit"
    package static let consoleSection = ConsoleSection.audit

    let filter: AuditFilter
    package let rows: [AuditRow]
    package let next: Int64?
    /// Actors' names in events, and what they are called.
    package let staff: [(String, String)]
    package let mayExport: Bool
    let problems: [Problem]

    init(
        filter: AuditFilter,
        rows: [AuditRow],
        next: Int64? = nil,
        staff: [(String, String)] = [],
        mayExport: Bool = false,
        problems: [Problem] = []
    ) {
        self.filter = filter
        self.rows = rows
        self.next = next
        self.staff = staff
        self.mayExport = mayExport
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("console.audit.title") }

    package func problems(in frame: PageFrame) -> [Problem] { problems }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let isFiltered = filter != AuditFilter(Form([:]))
        return [
            "zone": .text(words.text("activity.zone", ["zone": .text(words.zoneName(at: frame.now))])),
            "from": day("from", filter.from, in: words),
            "through": day("through", filter.through, in: words),
            "person": .text(filter.person),
            "personProblem": .markup(problems.message(for: "person").map { words.markup($0) }),
            "area": choice(
                "area",
                ("what", "everything"),
                of: EventArea.allCases.map { ($0.rawValue, words.text("console.audit.area.\($0.rawValue)")) },
                chosen: filter.area?.rawValue,
                in: words
            ),
            "by": choice(
                "by",
                ("staff", "anyone"),
                of: [
                    ("host", words.text("console.audit.by.host")), ("system", words.text("console.audit.by.system")),
                ] + staff,
                chosen: filter.actor,
                in: words
            ),
            "outcome": choice(
                "outcome",
                ("outcomeLabel", "any"),
                of: [Event.Outcome.done, .refused].map {
                    ($0.rawValue, words.text("console.audit.outcome.\($0.rawValue)"))
                },
                chosen: filter.outcome?.rawValue,
                in: words
            ),
            "hasRows": .flag(!rows.isEmpty),
            "rows": .groups(rows.map { $0.values(in: frame) }),
            "empty": .markup(
                isFiltered
                    ? words.markup("console.people.empty", ["a": .link(AuditFilter.path)])
                    : words.markup("activity.empty")
            ),
            "isFiltered": .flag(isFiltered),
            "hasPages": .flag(next != nil || filter.before != nil),
            "firstPath": .text(filter.before == nil ? nil : filter.path()),
            "nextPath": .text(next.map { filter.path(before: $0) }),
            "mayExport": .flag(mayExport),
            "csvPath": .text(filter.path("\(AuditFilter.path).csv")),
            "linesPath": .text(filter.path("\(AuditFilter.path).jsonl")),
        ]
    }

    private func day(_ id: String, _ value: String, in words: Words) -> TemplateValue {
        .group([
            "id": .text(id),
            "label": .text(words.text("console.audit.\(id)")),
            "value": .text(value),
            "problem": .markup(problems.message(for: id).map { words.markup($0) }),
        ])
    }

    /// - Parameter named: the words of the field, and of choosing nothing.
    private func choice(
        _ id: String,
        _ named: (label: String, any: String),
        of all: [(value: String, label: String)],
        chosen: String?,
        in words: Words
    ) -> TemplateValue {
        .group([
            "id": .text(id),
            "label": .text(words.text("console.audit.\(named.label)")),
            "any": .text(words.text("console.audit.\(named.any)")),
            "options": .groups(
                all.map { value, label in
                    ["value": .text(value), "label": .text(label), "isChosen": .flag(value == chosen)]
                }
            ),
            "problem": .markup(problems.message(for: id).map { words.markup($0) }),
        ])
    }
}

/// `/admin/audit/{position}`: all fields of one event, and whether its hash follows from the one before.
package struct AuditEventPage: ConsolePage {
    package static let template = "console-event"
    package static let consoleSection = ConsoleSection.audit

    package let row: AuditRow
    package let stored: StoredEvent
    package let personal: [String: String]
    package let mark: ChainMark

    package init(row: AuditRow, stored: StoredEvent, personal: [String: String], mark: ChainMark) {
        self.row = row
        self.stored = stored
        self.personal = personal
        self.mark = mark
    }

    /// The personal data that have a name in the catalogues.
    static let named: Set<String> = [
        "name", "label", "email", "new_email", "address", "user_agent", "reason", "by", "approver", "decision",
    ]

    package func title(in words: Words) -> String {
        words.text("console.audit.eventTitle", ["number": .text(String(row.position))])
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let event = stored.event
        let tone: Tag.Tone =
            switch mark {
            case .verified: .ok
            case .broken, .missing: .bad
            case .unknown: .warn
            }
        var values = row.values(in: frame)
        values["heading"] = .text(title(in: words))
        values["mark"] = .group(Tag(Message("console.audit.mark.\(mark.rawValue)"), tone).values(in: words))
        values["markText"] = .text(words.text("console.audit.markText.\(mark.rawValue)"))
        let facts: [(String, String)] = [
            ("time", Timestamp.text(of: event.at)),
            ("id", event.id.rawValue),
            ("kind", event.kindName),
            ("outcome", event.kind.map { words.text("console.audit.outcome.\($0.outcome.rawValue)") } ?? ""),
            ("account", event.accountID?.rawValue ?? ""),
            ("actor", event.actorName),
            ("data", event.dataText == "{}" ? "" : event.dataText),
            ("hash", (stored.hash ?? []).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()),
        ]
        values["facts"] = .groups(
            facts.filter { !$0.1.isEmpty }.map { name, value in
                ["name": .text(words.text("console.audit.field.\(name)")), "value": .text(value)]
            }
                + personal.sorted { $0.key < $1.key }.map { name, value in
                    [
                        "name": .text(Self.named.contains(name) ? words.text("console.audit.field.\(name)") : name),
                        "value": .text(value),
                    ]
                }
        )
        values["isErased"] = .flag(!event.personal.isEmpty && personal.isEmpty)
        return values
    }
}
