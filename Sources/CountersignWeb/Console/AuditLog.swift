import Countersign
import Foundation
import Hummingbird

/// `/admin/audit`: the audit log, as staff read it.
enum AuditLog {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.demand(.seeAuditLog)
        let filter = AuditFilter(staff.visitor.query)
        let zone = staff.web.timeZone
        let people = try await staff.world.store.staff()
        var problems = filter.problems(zone: zone)
        var found = EventsFound(events: [], next: nil)
        do {
            let account = try await account(filter, staff)
            found = try await staff.world.store.events(filter.query(account: account, zone: zone))
        } catch is NobodyOfThatName {
            problems.append(Problem(field: "person", "console.audit.nobody"))
        }
        let told = try await ToldEvents(found.events, in: staff.world)
        return try staff.page(
            AuditPage(
                filter: filter,
                rows: found.events.map { told.row(of: $0) },
                next: found.next,
                staff: people.map { (Event.Actor.member($0.id).rawValue, $0.calledName) },
                mayExport: staff.may(.exportEvents),
                problems: problems
            )
        )
    }

    /// `/admin/audit/{position}`
    @Sendable
    static func showEvent(_ staff: Staff) async throws -> Response {
        try staff.demand(.seeAuditLog)
        let store = staff.world.store
        guard let position = Int64(staff.parameters["position"]), position > 0 else { throw PageFault.notFound }
        let both = try await store.events(after: max(0, position - 2), limit: 2)
        guard let stored = both.first(where: { $0.position == position }) else { throw PageFault.notFound }
        var restores = EventQuery()
        restores.kinds = [.serverRestored]
        restores.before = position == .max ? nil : position + 1
        restores.limit = 200
        let mark = ChainMark(
            of: stored,
            after: both.first { $0.position == position - 1 },
            hasOlder: try await store.events(after: 0, limit: 1).first?.position.map { $0 < position } ?? false,
            restores: try await store.events(restores).events.reversed().map(\.event),
            head: try await store.chainHead()
        )
        let told = try await ToldEvents([stored], in: staff.world)
        return try staff.page(
            AuditEventPage(
                row: told.row(of: stored),
                stored: stored,
                personal: told.personal(of: stored.event),
                mark: mark
            )
        )
    }

    /// Thrown for a name that nobody has.
    struct NobodyOfThatName: Error {}

    /// Who is asked for: by name, address or id. Of an account that is gone, the id alone finds the events.
    static func account(_ filter: AuditFilter, _ staff: some StaffContext) async throws -> Account.ID? {
        guard !filter.person.isEmpty else { return nil }
        let store = staff.world.store
        let id = Account.ID(filter.person.lowercased())
        // Links name people by id, and what else there is of them is not asked for.
        if try await store.accounts([id])[id] != nil { return id }
        if let named = try await store.dossier(named: SignInIdentifier(filter.person)) { return named.account.id }
        guard try await store.events(of: id, before: nil, limit: 1).isEmpty else { return id }
        throw NobodyOfThatName()
    }
}

/// Events with the names of whom they are about and who did them, and their personal parts, opened.
package struct ToldEvents {
    private let accounts: [Account.ID: Account]
    private let apps: [App.ID: String]
    private let world: Surroundings

    package init(_ events: [StoredEvent], in world: Surroundings) async throws {
        var ids: Set<Account.ID> = []
        var namesApps = false
        for stored in events {
            if let id = stored.event.accountID { ids.insert(id) }
            switch stored.event.actor {
            case .member(let id): ids.insert(id)
            case .app: namesApps = true
            case .host, .system, .visitor, nil: break
            }
        }
        accounts = try await world.store.accounts(ids)
        apps = namesApps ? Dictionary(try await world.store.apps().map { ($0.id, $0.label) }) { one, _ in one } : [:]
        self.world = world
    }

    func personal(of event: Event) -> [String: String] {
        world.personal(of: event, account: event.accountID.flatMap { accounts[$0] })
    }

    func row(of stored: StoredEvent) -> AuditRow {
        let event = stored.event
        let personal = personal(of: event)
        let data = event.data
        return AuditRow(
            position: stored.position ?? 0,
            at: event.at,
            isRefused: event.kind?.outcome == .refused,
            sentence: EventWords.sentence(of: event, personal: personal),
            actor: actor(of: event),
            person: event.accountID.map { id in (id.rawValue, accounts[id]?.calledName) },
            browser: personal["user_agent"].flatMap { $0.isEmpty ? nil : Browser(userAgent: $0) },
            address: personal["address"] ?? "",
            reason: data["reason"] ?? personal["reason"] ?? "",
            reference: data["reference"] ?? "",
            category: data["category"] ?? "",
            ticket: data["ticket"] ?? "",
            approver: personal["approver"] ?? ""
        )
    }

    /// The same on the page of whom it is about, as staff read it: with the name of whoever did it.
    func eventRow(of event: Event) -> EventRow {
        let personal = personal(of: event)
        return EventRow(
            sentence: EventWords.sentence(of: event, personal: personal),
            at: event.at,
            browser: personal["user_agent"].flatMap { $0.isEmpty ? nil : Browser(userAgent: $0) },
            place: personal["address"],
            by: actor(of: event)
        )
    }

    /// Who did it; nil where it was the person.
    func actor(of event: Event) -> Message? {
        switch event.actor {
        case .member(let id) where id == event.accountID: nil
        case .member(let id):
            accounts[id].map { Message("console.audit.by.name", ["name": .name($0.calledName)]) }
                ?? Message("console.audit.by.erased")
        case .app(let id, _):
            apps[id].map { Message("console.audit.by.app", ["app": .name($0)]) }
                ?? Message("console.audit.by.removedApp")
        case .host: Message("console.audit.by.host")
        case .system: Message("console.audit.by.system")
        case .visitor: Message("console.audit.by.visitor")
        case nil: Message("console.audit.by.name", ["name": .name(event.actorName)])
        }
    }

    func name(of id: Account.ID) -> String? { accounts[id]?.name }
}
