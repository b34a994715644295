import Foundation

/// Organisations as owners, apps and the host make and fill them.
package struct OrganisationActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// - Parameter storing: for a call with an idempotency key: what is stored along with it.
    /// - Throws: `NameFault`
    package func create(
        name: String,
        client: Client? = nil,
        actor: Event.Actor,
        storing: @Sendable (Organisation, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Organisation {
        let name = try cleaned(name)
        let now = world.now()
        let organisation = Organisation(id: world.makeID(), name: name, createdAt: now)
        try await world.commit(
            [
                .insertOrganisation(organisation),
                try world.event(
                    .organisationCreated,
                    about: nil,
                    by: actor,
                    from: client,
                    data: ["organisation": organisation.id.rawValue],
                    at: now
                ),
            ] + storing(organisation, now)
        )
        try await world.policies.refresh(from: world.store)
        return organisation
    }

    /// - Throws: `NameFault`, `CeremonyFault.gone`
    package func rename(
        _ id: Organisation.ID,
        to name: String,
        client: Client? = nil,
        actor: Event.Actor
    ) async throws -> Organisation {
        let name = try cleaned(name)
        guard var organisation = try await world.store.organisation(id) else { throw CeremonyFault.gone }
        guard organisation.name != name else { return organisation }
        organisation.name = name
        try await world.commit([
            .saveOrganisation(organisation),
            try world.event(
                .organisationRenamed,
                about: nil,
                by: actor,
                from: client,
                data: ["organisation": id.rawValue],
                at: world.now()
            ),
        ])
        try await world.policies.refresh(from: world.store)
        return organisation
    }

    /// Who belongs there already stays as they are.
    ///
    /// - Parameter storing: for a call with an idempotency key: what is stored along with it.
    /// - Throws: `CeremonyFault.gone` if there is no such organisation.
    package func add(
        _ account: Account.ID,
        to id: Organisation.ID,
        client: Client? = nil,
        actor: Event.Actor,
        storing: @Sendable (Date) throws -> [Change] = { _ in [] }
    ) async throws {
        try await world.decide(about: account) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            if try await world.store.isMember(account, of: id) { return Decision((), try storing(now)) }
            let membership = Membership(organisationID: id, accountID: account, joinedAt: now)
            let event = try event(.organisationJoined, id, dossier.account, client, actor, now)
            return Decision((), [.join(membership), event] + (try storing(now)))
        }
    }

    /// - Throws: `CeremonyFault.gone` if the account does not belong there.
    package func remove(
        _ account: Account.ID,
        from id: Organisation.ID,
        client: Client? = nil,
        actor: Event.Actor
    ) async throws {
        try await world.decide(about: account) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            return Decision(
                (),
                [.leave(id, account), try event(.organisationLeft, id, dossier.account, client, actor, now)]
            )
        }
    }

    private func event(
        _ kind: Event.Kind,
        _ id: Organisation.ID,
        _ account: Account,
        _ client: Client?,
        _ actor: Event.Actor,
        _ now: Date
    ) throws -> Change {
        try world.event(
            kind,
            about: account,
            by: actor,
            from: client,
            data: ["organisation": id.rawValue],
            at: now
        )
    }

    private func cleaned(_ name: String) throws(NameFault) -> String {
        let name = try SignInName.cleanedLabel(name)
        guard !name.isEmpty else { throw .empty }
        return name
    }
}
