import Foundation

/// What an account is offered unasked: a key that signs in alone, or a second way to sign in. Whoever says "Not now" is
/// left alone for a while, on every browser.
package struct Offers: Sendable {
    let world: Surroundings

    /// How long offers rest once one was made or put off.
    static let rest: TimeInterval = 60 * 24 * 3600

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Whether there is a kind that would spare this account its password, and nobody said "Not now" lately.
    package func isDue(_ dossier: Dossier, at now: Date) -> Bool {
        guard !isResting(dossier.account, at: now) else { return false }
        let alone = world.methods.all.filter { $0.signsInAlone && $0.isOffered }.map(\.kind)
        return !alone.isEmpty && !dossier.factors.contains { alone.contains($0.kind) }
    }

    /// Whether one was made or put off lately.
    package func isResting(_ account: Account, at now: Date) -> Bool {
        guard let last = account.offeredAt else { return false }
        return now.timeIntervalSince(last) < Self.rest
    }

    /// Makes the offer, if it is due: then it is not made again before its rest is over.
    ///
    /// - Returns: whether the person is to see it.
    package func make(to account: Account.ID) async throws -> Bool {
        try await world.decide(about: account) { dossier, now in
            guard dossier.account.state == .active, isDue(dossier, at: now) else { return Decision(false) }
            return Decision(true, resting(dossier.account, from: now))
        }
    }

    /// "Not now".
    package func putOff(by account: Account.ID) async throws {
        try await world.decide(about: account) { dossier, now in
            Decision((), isResting(dossier.account, at: now) ? [] : resting(dossier.account, from: now))
        }
    }

    /// No event tells of it: nothing of the account's protection changed.
    private func resting(_ account: Account, from now: Date) -> [Change] {
        var account = account
        account.offeredAt = now
        return [.saveAccount(account)]
    }
}
