import Foundation
import YubicoOTP

/// What a restored database learns from the one that it replaces: what was revoked, closed and spent since the backup.
///
/// Everything only becomes stricter. So nothing that was spent counts again, and it does no harm where the replaced
/// database is the older of the two.
package struct TakeOver: Sendable {
    let world: Surroundings
    let former: any Store

    private static let page = 500

    /// What is taken over one after the other, so that a table that cannot be read any more costs only itself.
    package enum Part: String, CaseIterable, Sendable {
        case apiKeys = "api_keys"
        case validationClients = "validation_clients"
        case closedAccounts = "closed_accounts"
        case wrongCodes = "wrong_codes"
        case yubiKeys = "yubikeys"
    }

    package init(in world: Surroundings, from former: any Store) {
        self.world = world
        self.former = former
    }

    /// - Returns: how many became stricter.
    package func run(_ part: Part) async throws -> Int {
        switch part {
        case .apiKeys: try await revokeAPIKeys()
        case .validationClients: try await revokeValidationClients()
        case .closedAccounts: try await pages(former.closedAccounts, counting: close)
        case .wrongCodes: try await pages(former.accountsWithLanes, counting: count)
        case .yubiKeys: try await moveYubiKeys()
        }
    }

    // MARK: Keys of programs

    private func revokeAPIKeys() async throws -> Int {
        let revoked = try await former.apiKeys().reduce(into: [:]) { $0[$1.id] = $1.revokedAt }
        var changed = 0
        for key in try await world.store.apiKeys() where key.revokedAt == nil {
            guard let moment = revoked[key.id] else { continue }
            try await commit(
                .revokeAPIKey(key.id, at: moment),
                .apiKeyRevoked,
                ["app": key.appID.rawValue, "key": key.id.rawValue]
            )
            changed += 1
        }
        return changed
    }

    private func revokeValidationClients() async throws -> Int {
        let theirs = try await former.validationClients().reduce(into: [:]) { $0[$1.number] = $1 }
        var changed = 0
        for client in try await world.store.validationClients() where client.revokedAt == nil {
            // Numbers are given in turn, so after an earlier restore one may have been given twice.
            guard let their = theirs[client.number], their.createdAt == client.createdAt,
                let moment = their.revokedAt
            else { continue }
            try await commit(
                .revokeValidationClient(client.number, at: moment),
                .validationClientRevoked,
                ["client": String(client.number)]
            )
            changed += 1
        }
        return changed
    }

    // MARK: Accounts

    private func pages(
        _ page: (Account.ID?, Int) async throws -> [Account.ID],
        counting take: (Dossier) async throws -> Bool
    ) async throws -> Int {
        var changed = 0
        var after: Account.ID?
        while true {
            let ids = try await page(after, Self.page)
            guard let last = ids.last else { return changed }
            for id in ids {
                // One that was made since the backup is not here.
                guard let theirs = try await former.dossier(of: id), try await world.store.dossier(of: id) != nil
                else { continue }
                changed += try await take(theirs) ? 1 : 0
            }
            after = last
        }
    }

    private func close(_ theirs: Dossier) async throws -> Bool {
        try await world.decide(about: theirs.account.id) { dossier, now in
            guard dossier.account.state == .active else { return Decision(false) }
            var account = dossier.account
            account.state = theirs.account.state
            let event: Event.Kind = account.state == .frozen ? .accountFrozen : .accountDisabled
            return Decision(true, [.saveAccount(account), try world.event(event, about: account, by: .host, at: now)])
        }
    }

    private func count(_ theirs: Dossier) async throws -> Bool {
        try await world.decide(about: theirs.account.id) { dossier, now in
            var guards = try world.guards(of: dossier)
            guards.join(try world.guards(of: theirs), at: now)
            let changes = guards.changes(of: dossier.account.id)
            return Decision(!changes.isEmpty, changes)
        }
    }

    // MARK: YubiKeys

    /// How far they have come, which nothing else tells, and which were switched off.
    private func moveYubiKeys() async throws -> Int {
        var changed = 0
        var after = ""
        while true {
            let page = try await former.yubiKeys(after: after, limit: Self.page)
            guard let last = page.last else { return changed }
            for key in page { changed += try await move(key) ? 1 : 0 }
            after = last.publicID.text
        }
    }

    private func move(_ theirs: YubiKey) async throws -> Bool {
        guard let here = try await world.store.yubiKey(theirs.publicID), here.isEnabled else { return false }
        var hasChanged = false
        if let counters = theirs.counters, here.counters.map({ $0 < counters }) ?? true {
            let used = theirs.lastUsedAt ?? world.now()
            try await world.commit([.useYubiKey(here.publicID, counters, nonce: theirs.lastNonce, at: used)])
            hasChanged = true
        }
        if !theirs.isEnabled {
            try await commit(.enableYubiKey(here.publicID, false), .yubiKeyDisabled, ["key": here.publicID.text])
            hasChanged = true
        }
        return hasChanged
    }

    private func commit(_ change: Change, _ kind: Event.Kind, _ data: [String: String]) async throws {
        try await world.commit([change, try world.event(kind, about: nil, by: .host, data: data, at: world.now())])
    }
}
