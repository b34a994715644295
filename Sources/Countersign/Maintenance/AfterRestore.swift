import Foundation
import YubicoOTP

/// What a restored database needs before it serves: nothing that was spent after the backup may count again.
package struct AfterRestore: Sendable {
    let world: Surroundings

    private static let page = 500

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Ends sessions, sign-ins, known browsers, remembered devices and challenges, moves every factor past this moment, ends
    /// backup codes and asks for new ones, begins the wait of accounts that are to be deleted and a new epoch of the chain. May be run again after a crash.
    /// - Returns: how many factors were moved.
    package func run(progress: (Int) -> Void) async throws -> Int {
        try await world.store.endEverythingAfterRestore()
        var moved = 0
        var after: Account.ID?
        while true {
            let page = try await world.store.accountsWithFactors(after: after, limit: Self.page)
            guard let last = page.last else { break }
            for account in page { moved += try await moveFactors(of: account) }
            after = last
            progress(moved)
        }
        try await beginDeletionsAnew()
        let now = world.now()
        try await world.commit([
            try world.event(
                .serverRestored,
                about: nil,
                by: .host,
                data: ["epoch": String(Chain.newEpoch(at: now)), "factors": String(moved)],
                at: now
            )
        ])
        return moved
    }

    /// How far YubiKeys have come, by the word of the database that this one replaces: nothing else tells.
    ///
    /// - Returns: how many were moved on.
    package func takeOverYubiKeys(from former: any Store) async throws -> Int {
        var moved = 0
        var after = ""
        while true {
            let page = try await former.yubiKeys(after: after, limit: Self.page)
            guard let last = page.last else { return moved }
            for key in page {
                guard let counters = key.counters,
                    let here = try await world.store.yubiKey(key.publicID), here.isEnabled,
                    here.counters.map({ $0 < counters }) ?? true
                else { continue }
                try await world.commit([
                    .useYubiKey(key.publicID, counters, nonce: key.lastNonce, at: key.lastUsedAt ?? world.now())
                ])
                moved += 1
            }
            after = last.publicID.text
        }
    }

    private func beginDeletionsAnew() async throws {
        let deletion = AccountDeletion(in: world)
        var after: Account.ID?
        while true {
            let page = try await world.store.accountsLeaving(after: after, limit: Self.page)
            guard let last = page.last else { return }
            for account in page { try await deletion.beginAnew(account) }
            after = last
        }
    }

    private func moveFactors(of account: Account.ID) async throws -> Int {
        try await world.decide(about: account) { dossier, now in
            var changes: [Change] = []
            for factor in dossier.factors {
                guard let method = world.methods.of(factor.kind),
                    let moved = try method.afterRestore(factor, now, world.workshop)
                else { continue }
                changes.append(.saveFactor(moved))
            }
            return Decision(changes.count, changes)
        }
    }
}
