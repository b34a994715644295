import Foundation

/// Whom a policy would touch: worked out from values, of people counted in groups of those who are alike.
extension PolicyActs {
    /// Whom a policy would touch if it were saved now.
    ///
    /// - Throws: `Problems<PolicyProblem>`, `Fault.unknownOrganisation`
    package func effect(of policy: Policy, on id: Organisation.ID) async throws -> PolicyEffect {
        try refuseBroken(policy)
        let (forecast, question) = try await forecast(policy, id)
        return forecast.effect(on: try await world.store.groups(question))
    }

    /// How people stand under the rules in force.
    package func effect(ofPresent id: Organisation.ID) async throws -> PolicyEffect {
        let (forecast, question) = try await forecast(try await current(of: id).policy, id)
        return forecast.effect(on: try await world.store.groups(question))
    }

    /// The people who would be stopped from now on.
    package func stopped(by policy: Policy, of id: Organisation.ID) async throws -> StoppedPeople {
        let (forecast, question) = try await forecast(policy, id)
        let groups = forecast.stopped(among: try await world.store.groups(question))
        return StoppedPeople(groups: groups, question: question, world: world)
    }

    /// People of an organisation whom the rules in force stop within two weeks. Some may be among them who are stopped
    /// already or by other rules: each is looked at again.
    func soonStopped(of id: Organisation.ID) async throws -> StoppedPeople {
        let (forecast, question) = try await forecast(try await current(of: id).policy, id)
        let days = TimeInterval(RemindOfPolicy.daysBefore.max() ?? 0) * PolicyForecast.day
        let groups = forecast.stopped(
            among: try await world.store.groups(question),
            // A group's hour of joining is rounded down.
            before: forecast.now.addingTimeInterval(days)
        )
        return StoppedPeople(groups: groups, question: question, world: world)
    }

    /// How the people of every organisation stand under the rules in force.
    ///
    /// - Returns: by organisation; and how many in all will be stopped, but not yet: who belongs to several organisations
    ///   with rules counts once.
    func standings() async throws -> (organisations: [String: Figures.Organisation], inGrace: Int) {
        var standings: [String: Figures.Organisation] = [:]
        var inGrace = 0
        var counted: Set<Organisation.ID> = []
        for organisation in try await world.store.organisations() {
            let (forecast, question) = try await forecast(
                try await current(of: organisation.id).policy,
                organisation.id
            )
            let groups = try await world.store.groups(question)
            standings[organisation.id.rawValue] = Figures.Organisation(forecast.effect(on: groups))
            guard world.policies.policies[organisation.id] != nil else { continue }
            let first = forecast.effect(on: groups.filter { $0.others.isDisjoint(with: counted) })
            inGrace += first.stoppedInTheEnd - first.stoppedNow
            counted.insert(organisation.id)
        }
        return (standings, inGrace)
    }

    private func forecast(
        _ policy: Policy,
        _ id: Organisation.ID
    ) async throws -> (forecast: PolicyForecast, question: PeopleQuestion) {
        let present = try await current(of: id).policy
        let others = world.policies.policies.filter { $0.key != id }
        let now = world.now()
        let grace = TimeInterval(max(policy.graceDays, present.graceDays)) * PolicyForecast.day
        return (
            PolicyForecast(
                floor: PolicyFloor(world.settings),
                organisation: id,
                proposed: policy,
                present: present,
                others: others,
                strong: world.methods.phishingResistant,
                now: now
            ),
            PeopleQuestion(
                organisation: id,
                kinds: Set(world.methods.all.map(\.kind) + [.email]).sorted { $0.rawValue < $1.rawValue },
                others: others.keys.sorted { $0.rawValue < $1.rawValue },
                newSince: now.addingTimeInterval(-grace),
                now: now
            )
        )
    }
}
