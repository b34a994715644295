import Foundation

extension Enrolment {
    /// Adds a factor that another system confirmed before, without proof: only for keys with the scope `import`, and the host.
    package func importConfirmed(
        kind: Kind,
        label: String,
        parameters: [String: String],
        for account: Account.ID,
        actor: Event.Actor,
        storing: @Sendable (Factor, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Factor {
        let method = try method(of: kind)
        guard let needed = method.importNeeds else {
            throw EnrolmentFault(field: "kind", problem: "cannot be imported: only its owner can set it up")
        }
        guard parameters[needed] != nil else {
            throw EnrolmentFault(field: needed, problem: "is needed to import a confirmed factor")
        }
        return try await world.decide(about: account) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            let id: Factor.ID = world.makeID()
            try refuseAnother(method, beside: dossier)
            // The host may add what it must; it is of no use before policy allows it.
            if actor != .host { try refuseEnded(method, of: dossier, at: now) }
            let request = request(for: dossier.account, parameters: parameters)
            let begun = try method.beginEnrolment(
                request,
                id,
                account,
                dossier.factors.filter { $0.kind == kind },
                world.tools(for: id, of: dossier.account, at: now),
                world.workshop
            )
            let draft = Draft(
                id: id,
                accountID: account,
                kind: kind,
                label: label,
                sealedState: begun.kept,
                createdAt: now,
                expiresAt: now
            )
            guard let factor = try method.imported(draft, now, world.workshop) else {
                throw EnrolmentFault(field: "confirmed", problem: "cannot be true for \(kind): it needs its own proof")
            }
            let adding = AddingFactor(
                factor: factor,
                replacing: nil,
                provesAddress: false,
                codes: nil,
                session: nil,
                client: nil,
                actor: actor,
                world: world
            )
            return Decision(factor, try await adding.changes(to: dossier, at: now) + storing(factor, now))
        }
    }
}
