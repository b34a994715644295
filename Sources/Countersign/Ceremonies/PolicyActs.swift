import Foundation

/// Saving an organisation's policy, and going back; `PolicyActs+effect` sees first whom it would touch.
package struct PolicyActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Looks at what the others are to be told about a change.
    ///
    /// - Throws: `Fault.noteTooLong`
    package static func check(_ note: String) throws {
        guard note.unicodeScalars.count <= longestNote else { throw Fault.noteTooLong }
    }

    /// Why a policy was not saved.
    package enum Fault: Error, Sendable, Equatable {
        case unknownOrganisation
        case unknownVersion
        /// Somebody saved another version meanwhile: the one in force now.
        case changedMeanwhile(Int64)
        /// Nobody who could change it back would get in without setting something up first.
        case locksOwnersOut
        case noteTooLong
    }

    /// Characters that a note about a change may have.
    package static let longestNote = 500

    /// The policy in force, with its version; 0 while none was ever saved.
    package func current(of id: Organisation.ID) async throws -> (organisation: Organisation, policy: Policy) {
        guard let organisation = try await world.store.organisation(id) else { throw Fault.unknownOrganisation }
        let version = try await world.store.policy(of: id, version: organisation.policyVersion)
        return (organisation, version?.policy ?? Policy())
    }

    /// Puts a policy in force as the next version.
    ///
    /// - Parameters:
    ///   - version: the one that was edited.
    ///   - actor: the host is not held by what would lock owners out, for it can always let them in.
    /// - Throws: `Problems<PolicyProblem>`, `Fault`
    package func save(
        _ policy: Policy,
        of id: Organisation.ID,
        replacing version: Int64,
        note: String = "",
        revertsTo: Int64? = nil,
        client: Client?,
        actor: Event.Actor,
        storing: @Sendable (PolicyVersion, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> PolicyVersion {
        let (organisation, before) = try await current(of: id)
        guard organisation.policyVersion == version else { throw Fault.changedMeanwhile(organisation.policyVersion) }
        try Self.check(note)
        try refuseBroken(policy)
        if actor != .host, try await locksOwnersOut(policy, of: id) { throw Fault.locksOwnersOut }
        let now = world.now()
        let saved = PolicyVersion(
            organisationID: id,
            version: version + 1,
            policy: policy,
            savedBy: actor.rawValue,
            savedAt: now,
            note: note,
            revertsTo: revertsTo
        )
        var data = ["organisation": id.rawValue, "version": String(saved.version)]
        data["fields"] = policy.differences(from: before).joined(separator: " ")
        data["reverts_to"] = revertsTo.map { String($0) }
        var changes: [Change] = [
            .savePolicy(saved),
            try world.event(.policySaved, about: nil, by: actor, from: client, data: data, at: now),
        ]
        changes += try await telling(owners: saved, of: organisation, by: actor, from: client, at: now)
        changes += try storing(saved, now)
        do {
            try await world.commit(changes)
        } catch CeremonyFault.contended {
            throw Fault.changedMeanwhile(try await current(of: id).organisation.policyVersion)
        }
        try await world.policies.refresh(from: world.store)
        return saved
    }

    /// What an earlier version said; 0 is the time before the first, when the defaults held.
    ///
    /// - Throws: `Fault.unknownVersion`
    package func earlier(_ version: Int64, of id: Organisation.ID) async throws -> Policy {
        if version == 0 { return Policy() }
        guard let found = try await world.store.policy(of: id, version: version) else { throw Fault.unknownVersion }
        return found.policy
    }

    /// Saves an earlier version once more, as a new one.
    package func goBack(
        to earlier: Int64,
        of id: Organisation.ID,
        replacing version: Int64,
        note: String = "",
        client: Client?,
        actor: Event.Actor
    ) async throws -> PolicyVersion {
        try await save(
            self.earlier(earlier, of: id),
            of: id,
            replacing: version,
            note: note,
            revertsTo: earlier,
            client: client,
            actor: actor
        )
    }

    /// - Throws: `Problems<PolicyProblem>`
    func refuseBroken(_ policy: Policy) throws {
        let problems = policy.problems(methods: world.methods, floor: PolicyFloor(world.settings))
        guard problems.isEmpty else { throw Problems(list: problems) }
    }

    // MARK: Owners

    /// Whether there are owners, and none would meet it today or reach the console under it. Whoever demands something has
    /// it first.
    package func locksOwnersOut(_ policy: Policy, of id: Organisation.ID) async throws -> Bool {
        let now = world.now()
        var policies = world.policies.policies
        policies[id] = policy
        let owners = try await world.store.owners().filter { $0.state == .active }
        for owner in owners {
            guard let dossier = try await world.store.dossier(of: owner.id) else { continue }
            let says = try await world.store.memberships(of: owner.id).compactMap { membership in
                policies[membership.organisationID].map {
                    EffectivePolicy.Say(
                        organisation: membership.organisationID,
                        policy: $0,
                        joinedAt: membership.joinedAt
                    )
                }
            }
            let effective = EffectivePolicy(floor: PolicyFloor(world.settings), says: says, role: owner.role)
            let kinds = Set(dossier.factors.map(\.kind))
            let stop = effective.stop(having: kinds, strong: world.methods.phishingResistant, at: now)
            if stop.map({ $0.at > now }) ?? true, keepsConsole(kinds, under: effective, at: now) { return false }
        }
        return !owners.isEmpty
    }

    /// Whether an owner with these kinds can change the policy back: by one that the console takes, now and for good.
    private func keepsConsole(_ kinds: Set<Kind>, under policy: EffectivePolicy, at now: Date) -> Bool {
        let taken = world.methods.all.filter { $0.weakProof == nil }
        guard taken.contains(where: { $0.isOffered && policy.end(of: $0.kind) == nil }) else { return false }
        // Whoever has none of these yet may add one.
        let own = kinds.intersection(taken.map(\.kind))
        return own.isEmpty
            ? kinds.isEmpty || kinds.contains { policy.allows($0, at: now) }
            : own.contains { policy.allows($0, at: now) }
    }

    private func telling(
        owners version: PolicyVersion,
        of organisation: Organisation,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) async throws -> [Change] {
        var changes: [Change] = []
        for owner in try await world.store.owners() {
            guard let address = owner.confirmedEmail, actor != .member(owner.id) else { continue }
            var facts = ["name": organisation.name, "version": String(version.version), "note": version.note]
            if let client {
                facts["place"] = client.address
                facts["user_agent"] = client.userAgent
            }
            changes.append(
                try world.mail(
                    .policyChanged,
                    to: address,
                    language: owner.language,
                    account: owner.id,
                    facts: facts,
                    at: now
                )
            )
        }
        return changes
    }
}
