import Foundation

/// What support does for one person. Each act is permitted, bounded, written with its event and told to the person, in
/// one place; where policy asks for a second pair of eyes it becomes a request instead.
package struct SupportActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Who helps. The console has asked them for fresh proof.
    package struct Helper: Sendable {
        package let actor: Event.Actor
        /// What the person calls them; empty for the host.
        package let name: String
        package let client: Client?

        package init(actor: Event.Actor, name: String, client: Client? = nil) {
            self.actor = actor
            self.name = name
            self.client = client
        }

        package static let host = Helper(actor: .host, name: "")
    }

    package enum Outcome: Sendable {
        case done(Done)
        /// Somebody else has to agree first.
        case waiting(SupportRequest)
    }

    package struct Done: Sendable {
        /// What lasts of it, if something does.
        package var measure: Measure?
        /// A bypass code: shown now and never again.
        package var code: String?
    }

    /// - Parameter storing: for a call with an idempotency key: what is stored along with it.
    /// - Throws: `Authority.Refusal`, `Problems<SupportOrder.Problem>`, `CeremonyFault`
    package func carryOut(
        _ order: SupportOrder,
        on account: Account.ID,
        by helper: Helper,
        storing: @Sendable (Outcome, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Outcome {
        do {
            return try await world.decide(about: account) { dossier, now in
                try await permit(order.act, by: helper.actor, on: dossier.account)
                let limits = world.supportLimits(for: dossier)
                let order = order.withLength(under: limits)
                let problems = order.problems(for: dossier, under: limits, at: now)
                guard problems.isEmpty else { throw Problems(list: problems) }
                if needsSecond(order, for: dossier.account, under: limits, by: helper.actor) {
                    if let open = try await open(order, on: dossier.account, by: helper, at: now) {
                        return Decision(.waiting(open), try storing(.waiting(open), now))
                    }
                    let (request, changes) = try await asking(order, on: dossier.account, by: helper, at: now)
                    return Decision(.waiting(request), changes + (try storing(.waiting(request), now)))
                }
                if let measure = order.justDone(for: dossier, at: now) {
                    let done = Done(measure: measure)
                    return Decision(.done(done), try storing(.done(done), now))
                }
                let (done, changes) = try await changes(for: order, on: dossier, by: helper, at: now)
                return Decision(.done(done), changes + (try storing(.done(done), now)))
            }
        } catch CeremonyFault.gone where order.act.mayEndOwnership {
            // Another owner was closed at the same moment, and nobody would have been left.
            throw Authority.Refusal.lastOwner
        }
    }

    /// Whether an act would wait for somebody else: told on the form, before anything is sent.
    package func needsSecond(
        _ order: SupportOrder,
        for target: Account,
        under limits: SupportLimits,
        by actor: Event.Actor
    ) -> Bool {
        // Whoever works at the host could change the database itself; and somebody must be able to let an owner back in.
        actor != .host && limits.needSecond(order.act, for: target.role, length: order.length)
    }

    /// Whether somebody may do this to this account, by the roles of this moment.
    ///
    /// - Throws: `Authority.Refusal`; `CeremonyFault.abovePower` for an app.
    package func permit(_ act: StaffAct, by actor: Event.Actor, on target: Account) async throws {
        let isLastOwner = try await isLastOwner(target, under: act)
        switch actor {
        case .system: return
        case .visitor: throw Authority.Refusal.notStaff
        case .host: if isLastOwner { throw Authority.Refusal.lastOwner }
        case .app: try world.refuseAbovePower(target, for: actor)
        case .member(let id):
            guard let staff = try await world.store.dossier(of: id)?.account, staff.state == .active else {
                throw Authority.Refusal.notStaff
            }
            try Authority.check(
                act,
                by: staff.role,
                to: target.role,
                isSelf: id == target.id,
                isLastOwner: isLastOwner
            )
        }
    }

    private func isLastOwner(_ target: Account, under act: StaffAct) async throws -> Bool {
        guard act.mayEndOwnership, target.role == .owner else { return false }
        return try await world.store.owners().allSatisfy { $0.id == target.id || $0.state != .active }
    }
}
