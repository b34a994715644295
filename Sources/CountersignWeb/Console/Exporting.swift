import Countersign
import Foundation
import Hummingbird

/// Files of what the console lists, with the filter of the list. Each is an event before its first byte leaves.
enum Exporting {
    private static let atOnce = 500

    // MARK: Events

    @Sendable
    static func eventsAsCSV(_ staff: FreshStaff) async throws -> Response {
        let query = try await begin(staff, format: "csv")
        let world = staff.world
        return .streamed(type: "text/csv; charset=utf-8", name: "countersign-events.csv") { put in
            try await put(CSV.line(ExportedEvent.columns))
            try await pages(of: query, in: world) { events in
                try await put(events.map { CSV.line($0.cells) }.joined())
            }
        }
    }

    @Sendable
    static func eventsAsLines(_ staff: FreshStaff) async throws -> Response {
        let query = try await begin(staff, format: "jsonl")
        let world = staff.world
        return .streamed(type: "application/jsonl; charset=utf-8", name: "countersign-events.jsonl") { put in
            try await pages(of: query, in: world) { events in
                try await put(events.map { $0.json + "\n" }.joined())
            }
        }
    }

    private static func begin(_ staff: FreshStaff, format: String) async throws -> EventQuery {
        try staff.demand(.exportEvents)
        var filter = AuditFilter(staff.visitor.query)
        filter.before = nil
        let zone = staff.web.timeZone
        // A file of everything is not what somebody asked for who mistyped a name or a day.
        guard filter.problems(zone: zone).isEmpty else { throw Detour(to: filter.path()) }
        let account: Account.ID?
        do {
            account = try await AuditLog.account(filter, staff)
        } catch is AuditLog.NobodyOfThatName {
            throw Detour(to: filter.path())
        }
        var facts = filter.facts(account: account)
        facts["format"] = format
        try await Looking(staff).exported(.eventsExported, facts)
        var query = filter.query(account: account, zone: zone)
        query.limit = atOnce
        return query
    }

    private static func pages(
        of query: EventQuery,
        in world: Surroundings,
        _ take: ([ExportedEvent]) async throws -> Void
    ) async throws {
        var query = query
        while true {
            let found = try await world.store.events(query)
            let told = try await ToldEvents(found.events, in: world)
            if !found.events.isEmpty {
                try await take(found.events.map { ExportedEvent($0, told) })
            }
            guard let next = found.next else { return }
            query.before = next
        }
    }

    // MARK: People

    @Sendable
    static func people(_ staff: FreshStaff) async throws -> Response {
        try staff.demand(.exportPeople)
        var list = PeopleList(staff.visitor.query)
        list.after = nil
        var facts = ["format": "csv"]
        if let filter = list.filter { facts["show"] = filter.rawValue }
        if !list.search.isEmpty { facts["search"] = "true" }
        try await Looking(staff).exported(.peopleExported, facts)
        var query = list.query
        query.limit = atOnce
        let world = staff.world
        return .streamed(type: "text/csv; charset=utf-8", name: "countersign-people.csv") { [query] put in
            var query = query
            try await put(
                CSV.line([
                    "id", "name", "display_name", "email", "role", "state", "factors", "kinds", "last_sign_in_at",
                ])
            )
            while true {
                let found = try await world.store.people(query, at: world.now())
                try await put(
                    found.people.map { person in
                        CSV.line([
                            person.id.rawValue, person.name, person.displayName, person.email ?? "",
                            person.role.rawValue, person.state.rawValue, String(person.factors),
                            person.kinds.map(\.rawValue).joined(separator: " "),
                            person.lastSignInAt.map(Timestamp.text) ?? "",
                        ])
                    }.joined()
                )
                guard let next = found.next else { return }
                query.after = next
            }
        }
    }
}

/// One event of an export: of the console, and of `countersign audit list`.
package struct ExportedEvent {
    private let stored: StoredEvent
    private let personal: [String: String]
    /// The name of whom it is about; empty where nobody has one.
    package let account: String
    private let isErased: Bool

    package init(_ stored: StoredEvent, _ told: ToldEvents) {
        self.stored = stored
        personal = told.personal(of: stored.event)
        account = stored.event.accountID.flatMap { told.name(of: $0) } ?? ""
        isErased = stored.event.accountID != nil && account.isEmpty
    }

    static let columns = [
        "position", "at", "kind", "outcome", "account_id", "account", "actor", "address", "user_agent", "reason",
        "reference", "data", "personal", "hash",
    ]

    var cells: [String] {
        let event = stored.event
        return [
            String(stored.position ?? 0), Timestamp.text(of: event.at), event.kindName,
            event.kind?.outcome.rawValue ?? "", event.accountID?.rawValue ?? "", isErased ? "(erased)" : account,
            event.actorName, personal["address"] ?? "", personal["user_agent"] ?? "",
            event.data["reason"] ?? personal["reason"] ?? event.data["category"] ?? "",
            event.data["reference"] ?? "", event.dataText,
            Self.text(personal.filter { !["address", "user_agent", "reason"].contains($0.key) }), hash,
        ]
    }

    package var json: String {
        let stored = stored
        let (personal, isErased, hash) = (personal, isErased, hash)
        let text = JSONText.object { json in
            json.event(stored, personal: personal)
            json.member("erased", isErased)
            json.member("hash", hash)
        }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private var hash: String {
        (stored.hash ?? []).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func text(_ values: [String: String]) -> String {
        values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
    }
}
