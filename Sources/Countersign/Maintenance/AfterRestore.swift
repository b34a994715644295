import Foundation

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
