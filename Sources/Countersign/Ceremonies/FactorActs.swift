import Foundation

/// What one can do with a factor that counts: rename, prefer; `FactorActs+removing` has removing it, and turning two-factor
/// off altogether.
///
/// Whoever calls these has asked for fresh proof.
package struct FactorActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Gives it another label; an empty one takes it away.
    ///
    /// - Throws: `CeremonyFault.gone` if the account has no such factor.
    package func rename(
        _ id: Factor.ID,
        of account: Account.ID,
        to label: String,
        client: Client?,
        actor: Event.Actor
    ) async throws {
        try await change(id, of: account) { factor, dossier, now in
            factor.label = label
            return [
                .saveFactor(factor),
                try world.event(
                    .factorRenamed,
                    about: dossier.account,
                    by: actor,
                    from: client,
                    data: ["factor": id.rawValue, "kind": factor.kind.rawValue],
                    personal: ["label": label],
                    at: now
                ),
            ]
        }
    }

    /// The one that is asked for first.
    package func prefer(_ id: Factor.ID, of account: Account.ID, client: Client?, actor: Event.Actor) async throws {
        try await change(id, of: account) { factor, dossier, now in
            try preferring(factor, of: dossier, client: client, actor: actor, at: now)
        }
    }

    func preferring(
        _ factor: Factor,
        of dossier: Dossier,
        client: Client?,
        actor: Event.Actor,
        at now: Date
    ) throws -> [Change] {
        var account = dossier.account
        guard account.preferredFactorID != factor.id else { return [] }
        var facts = [
            "factor_kind": factor.kind.rawValue, "factor_label": factor.label, "factor": factor.id.rawValue,
        ]
        facts["previous"] = account.preferredFactorID?.rawValue
        account.preferredFactorID = factor.id
        return [
            .saveAccount(account),
            try world.event(
                .factorPreferred,
                about: account,
                by: actor,
                from: client,
                data: ["factor": factor.id.rawValue, "kind": factor.kind.rawValue],
                at: now
            ),
        ] + (try world.tell(account, .factorPreferred, from: client, facts: facts, at: now))
    }

    private func change(
        _ id: Factor.ID,
        of account: Account.ID,
        _ change: (inout Factor, Dossier, Date) throws -> [Change]
    ) async throws {
        try await world.decide(about: account) { dossier, now in
            guard var factor = dossier.factors.first(where: { $0.id == id }) else { throw CeremonyFault.gone }
            return Decision((), try change(&factor, dossier, now))
        }
    }
}
