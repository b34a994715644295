import Countersign
import Foundation

/// `/admin/requests`: all that waits for staff, by what it is.
package struct RequestsPage: ConsolePage {
    package static let template = "console-requests"
    package static let consoleSection = ConsoleSection.requests

    package enum Tab: String, Sendable, CaseIterable {
        case gettingIn = "getting-in"
        case approvals
        case turnOff = "turn-off"
    }

    package struct Row: Sendable {
        let reference: String
        let person: String
        let what: Message
        let state: String
        let askedAt: Date
        let endsAt: Date
        let risks: [Message]
    }

    let tab: Tab
    let counts: OpenRequests
    let waiting: [Row]
    let decided: [Row]
    var flash: Flash?

    package func title(in words: Words) -> String { words.text("requests.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "notice": (flash?.box).values(in: words),
            "tabs": .groups(
                Tab.allCases.map { tab in
                    [
                        "href": .text("/admin/requests?tab=\(tab.rawValue)"),
                        "name": .text(words.text("requests.tabs.\(tab.rawValue)")),
                        "count": .text(counts[tab] == 0 ? nil : words.text(of: .number(counts[tab]))),
                        "isCurrent": .flag(tab == self.tab),
                    ]
                }
            ),
            "caption": .text(words.text("requests.tabs.\(tab.rawValue)")),
            "hasRows": .flag(!waiting.isEmpty),
            "rows": .groups(waiting.map { values(of: $0, in: frame) }),
            "older": .text(
                counts[tab] > waiting.count
                    ? words.text("requests.older", ["count": .number(counts[tab] - waiting.count)]) : nil
            ),
            "hasDecided": .flag(!decided.isEmpty),
            "decided": .groups(decided.map { values(of: $0, in: frame) }),
        ]
    }

    private func values(of row: Row, in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "reference": .text(row.reference),
            "href": .text("/admin/requests/\(row.reference)"),
            "person": .text(row.person),
            "what": .text(words.text(row.what)),
            "state": .text(words.text("requests.state.\(row.state)")),
            "asked": .markup(words.markup(words.ago(row.askedAt, from: frame.now))),
            "ends": .markup(words.markup(of: .moment(row.endsAt))),
            "risks": .list(row.risks.map { .markup(words.markup($0)) }),
        ]
    }
}

extension OpenRequests {
    /// How many wait under a tab.
    fileprivate subscript(tab: RequestsPage.Tab) -> Int {
        switch tab {
        case .gettingIn: gettingIn
        case .approvals: approvals
        case .turnOff: turnOffs
        }
    }
}

/// `/admin/requests/{reference}`: one request, and what may be decided.
package struct RequestPage: ConsolePage {
    package static let template = "console-request"
    package static let consoleSection = ConsoleSection.requests

    enum May: Sendable, Equatable {
        case nothing
        case decide(asksIdentity: Bool)
        case withdraw
        case carryOut
    }

    let reference: String
    let person: HelpedPerson
    let what: Message
    let state: String
    let askedAt: Date
    let endsAt: Date
    let facts: [(Message, Filling)]
    let risks: [Message]
    let events: [EventRow]
    let may: May
    let notes: String
    let identity: String
    let decision: String
    /// To the person.
    var mails = SentMails()
    package let problems: [Problem]

    package func problems(in frame: PageFrame) -> [Problem] { problems }

    package func title(in words: Words) -> String {
        words.text("requests.pageTitle", ["reference": .text(reference)])
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let path = "/admin/requests/\(reference)"
        let asksIdentity = may == .decide(asksIdentity: true)
        let decides = asksIdentity || may == .decide(asksIdentity: false)
        return [
            "reference": .text(reference),
            "heading": .text(words.text(what)),
            "person": .text(person.name),
            "personPath": .text(person.path),
            "state": .text(words.text("requests.state.\(state)")),
            "asked": .markup(words.markup("requests.asked", ["when": .message(words.ago(askedAt, from: frame.now))])),
            "ends": .markup(words.markup("requests.ends", ["when": .moment(endsAt)])),
            "isOpen": .flag(may != .nothing),
            "risks": .list(risks.map { .markup(words.markup($0)) }),
            "hasRisks": .flag(!risks.isEmpty),
            "facts": .groups(
                facts.map { ["name": .text(words.text($0.0)), "value": .markup(words.markup(of: $0.1))] }
            ),
            "hasEvents": .flag(!events.isEmpty),
            "events": .groups(events.map { $0.values(in: frame, withDay: true) }),
            "mails": mails.values(in: frame),
            "decides": .flag(decides),
            "acceptPath": .text("\(path)/accept"),
            "declinePath": .text("\(path)/decline"),
            "accept": .text(words.text(asksIdentity ? "requests.accept" : "requests.approve")),
            "identity": asksIdentity ? identities.values(in: words) : .absent,
            "notes": asksIdentity ? notesField.values(in: words) : .absent,
            "decision": decides ? decisionField.values(in: words) : .absent,
            "withdrawPath": .text(may == .withdraw ? "\(path)/withdraw" : nil),
            "carryOutPath": .text(may == .carryOut ? "\(path)/carry-out" : nil),
        ]
    }

    private var identities: Radios {
        Radios(
            id: "identity",
            label: Message("helping.identity"),
            hint: Message("helping.identityHint"),
            options: SupportWords.identities,
            chosen: identity
        ).filled(problems)
    }

    private var notesField: Field {
        Field(
            id: "notes",
            kind: .text(autocomplete: "off"),
            label: Message("requests.notes"),
            value: notes,
            hint: Message("requests.notesHint")
        ).filled(problems)
    }

    private var decisionField: Field {
        Field(
            id: "decision",
            kind: .text(autocomplete: "off"),
            label: Message("requests.decisionLabel"),
            value: decision,
            hint: Message("requests.decisionHint")
        ).filled(problems)
    }
}
