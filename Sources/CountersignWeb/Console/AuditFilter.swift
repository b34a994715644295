import Countersign
import Foundation

/// Which events a list of the console shows, as its address says it.
struct AuditFilter: Equatable {
    static let path = "/admin/audit"

    /// Days as they were typed: 2026-11-22.
    var from: String
    var through: String
    var area: EventArea?
    /// One kind, where a link of another page asks for it.
    var kind: Event.Kind?
    /// A name, an address or an id, as it was typed.
    var person: String
    /// An actor's name in events: `member:…`, `host`.
    var actor: String
    var outcome: Event.Outcome?
    var before: Int64?
    /// Fields that name no choice of ours: an address that was typed, or is of another version.
    private let unknown: [String]

    init(_ query: Form) {
        from = String(query["from"].prefix(20))
        through = String(query["through"].prefix(20))
        area = EventArea(rawValue: query["area"])
        kind = Event.Kind(rawValue: query["kind"])
        person = String(query["person"].trimmingCharacters(in: .whitespacesAndNewlines).prefix(200))
        actor = String(query["by"].prefix(100))
        outcome = Event.Outcome(rawValue: query["outcome"])
        before = Int64(query["before"])
        let read = [
            ("area", area != nil), ("kind", kind != nil), ("outcome", outcome != nil),
            ("by", Event.Actor(rawValue: actor) != nil),
        ]
        unknown = read.filter { !$0.1 && !query[$0.0].isEmpty }.map(\.0)
    }

    /// What was typed and is no day, or none of the choices.
    func problems(zone: TimeZone) -> [Problem] {
        // A link's kind has no field of its own; it is within an area.
        var problems = unknown.map { Problem(field: $0 == "kind" ? "area" : $0, "console.audit.badChoice") }
        if !from.isEmpty, Day(from, zone) == nil { problems.append(Problem(field: "from", "console.audit.badDay")) }
        if !through.isEmpty, Day(through, zone) == nil {
            problems.append(Problem(field: "through", "console.audit.badDay"))
        }
        return problems
    }

    /// - Parameter account: who `person` is; nil where nobody is named.
    /// Each is written with its names opened and its browser told: more of them make a page that is waited for.
    private static let rowsShown = 20

    func query(account: Account.ID?, zone: TimeZone) -> EventQuery {
        var query = EventQuery()
        query.since = Day(from, zone)?.start
        query.until = Day(through, zone)?.end
        query.kinds = kinds
        query.accountID = account
        query.actor = Event.Actor(rawValue: actor)
        query.before = before
        query.limit = Self.rowsShown
        return query
    }

    private var kinds: Set<Event.Kind>? {
        guard kind != nil || area != nil || outcome != nil else { return nil }
        return Set(
            Event.Kind.allCases.filter {
                (kind == nil || kind == $0) && (area == nil || area == $0.area)
                    && (outcome == nil || outcome == $0.outcome)
            }
        )
    }

    /// The same list at another address, from a place on.
    func path(_ path: String = Self.path, before: Int64? = nil, adding: [(String, String)] = []) -> String {
        var fields: [(String, String)] = []
        for (name, value) in [
            ("from", from), ("through", through), ("area", area?.rawValue ?? ""), ("kind", kind?.rawValue ?? ""),
            ("person", person), ("by", actor), ("outcome", outcome?.rawValue ?? ""),
        ] where !value.isEmpty { fields.append((name, value)) }
        if let before { fields.append(("before", String(before))) }
        return path + (fields.isEmpty && adding.isEmpty ? "" : "?")
            + (fields + adding).map { "\($0.0)=\(PageFrame.encoded($0.1))" }.joined(separator: "&")
    }

    /// What is asked for, for the event of an export: ids and choices, never a name.
    func facts(account: Account.ID?) -> [String: String] {
        var facts = [
            "from": from, "through": through, "area": area?.rawValue ?? "", "kind": kind?.rawValue ?? "",
            "by": actor, "outcome": outcome?.rawValue ?? "",
        ].filter { !$0.value.isEmpty }
        if let account { facts["account"] = account.rawValue }
        return facts
    }
}

/// One day of the server's zone.
struct Day {
    let start: Date
    let end: Date

    /// Nil for what is not a day as browsers send one: 2026-11-22.
    init?(_ text: String, _ zone: TimeZone) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, text.utf8.count == 10, let year = parts[0], let month = parts[1], let day = parts[2],
            (1970...9998).contains(year)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        guard let start = calendar.date(from: DateComponents(year: year, month: month, day: day)),
            // The thirtieth of February would be a day of March.
            calendar.component(.month, from: start) == month, calendar.component(.day, from: start) == day,
            let end = calendar.date(byAdding: .day, value: 1, to: start)
        else { return nil }
        self.start = start
        self.end = end
    }
}

/// What an event is about, in few groups: nobody chooses from a list of a hundred.
enum EventArea: String, CaseIterable {
    case signIn = "sign-in"
    case factors
    case account
    case recovery
    case staff
    case apps
    case server

    /// By the beginning of a kind's name: of each that there is.
    static let beginnings: [String: EventArea] = [
        "sign_in": .signIn, "password": .signIn, "second_step": .signIn, "passkey": .signIn, "proof": .signIn,
        "session": .signIn, "browser": .signIn, "device": .signIn,
        "factor": .factors, "enrolment": .factors, "two_factor": .factors, "backup_codes": .factors,
        "account": .account, "email": .account, "not_me": .account,
        "recovery": .recovery,
        "staff": .staff, "support": .staff, "suspension": .staff, "bypass_code": .staff, "set_up_again": .staff,
        "exemption": .staff, "invitation": .staff, "organisation": .staff, "policy": .staff,
        "app": .apps, "api_key": .apps, "yubikey": .apps, "validation_client": .apps, "validation": .apps,
        "alarm": .server, "audit": .server, "keys": .server, "mail": .server, "server": .server,
    ]
}

extension Event.Kind {
    var area: EventArea {
        EventArea.beginnings[String(rawValue.prefix { $0 != "." })] ?? .server
    }
}
