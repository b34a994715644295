import Countersign
import Foundation

/// `GET /events`: the audit log by position, as far as the key reaches.
enum EventCalls {
    private static let usualLimit = 100
    private static let largestLimit = 1000
    /// A key that reaches little may have far to look; it then asks on from `next_after`.
    private static let mostLookedAt = 10_000

    @Sendable
    static func list(_ caller: Caller) async throws -> CallAnswer {
        var after = try caller.number("after", in: 0...Int64.max) ?? 0
        let limit = Int(try caller.number("limit", in: 1...Int64(largestLimit)) ?? Int64(usualLimit))
        var accounts = AccountsInReach(of: caller)
        var shown: [(StoredEvent, Account?)] = []
        var lookedAt = 0
        var isEnd = false
        while shown.count < limit, lookedAt < mostLookedAt, !isEnd {
            let page = try await caller.world.store.events(after: after, limit: limit)
            isEnd = page.count < limit
            for stored in page where shown.count < limit {
                guard let position = stored.position else { continue }
                lookedAt += 1
                after = position
                if let seen = try await accounts.seen(stored.event) { shown.append((stored, seen.account)) }
            }
        }
        return .ok(
            .object { json in
                json.array("events") { json in
                    for (stored, account) in shown {
                        json.element {
                            $0.event(stored, personal: caller.world.personal(of: stored.event, account: account))
                        }
                    }
                }
                json.member("next_after", Int(after))
            }
        )
    }
}

/// Which events a key sees: those about accounts in its reach, and with reach `all` those about no account too.
private struct AccountsInReach {
    private let caller: Caller
    /// Nil: gone, or out of reach.
    private var known: [Account.ID: Account?] = [:]

    init(of caller: Caller) {
        self.caller = caller
    }

    mutating func seen(_ event: Event) async throws -> (account: Account?, Void)? {
        guard let id = event.accountID else { return caller.key.reach == .all ? (nil, ()) : nil }
        let account: Account?
        if let remembered = known[id] {
            account = remembered
        } else {
            let found = try await caller.world.store.dossier(of: id)?.account
            if let found, try await caller.key.reaches(found, in: caller.world) {
                account = found
            } else {
                account = nil
            }
            known[id] = .some(account)
        }
        // An account that is gone is in nobody's reach but that of `all`; what named it is gone too.
        return account != nil || caller.key.reach == .all ? (account, ()) : nil
    }
}

extension JSONText {
    /// The members of an event.
    mutating func event(_ stored: StoredEvent, personal: [String: String]) {
        let event = stored.event
        member("position", Int(stored.position ?? 0))
        member("id", event.id.rawValue)
        member("at", Timestamp.text(of: event.at))
        member("kind", event.kindName)
        member("outcome", ifAny: event.kind?.outcome.rawValue)
        member("account_id", orNull: event.accountID?.rawValue)
        member("actor", event.actorName)
        object("data") { $0.members(event.data) }
        object("personal") { $0.members(personal) }
    }

    private mutating func members(_ values: [String: String]) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { member(named: name, value) }
    }
}
