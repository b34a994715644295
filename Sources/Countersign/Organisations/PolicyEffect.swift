import Foundation

/// People of an organisation who are alike in all that policy looks at.
package struct PeopleGroup: Sendable, Hashable {
    package let role: Role
    package let kinds: Set<Kind>
    /// Other organisations with rules of their own that they belong to.
    package let others: Set<Organisation.ID>
    /// The hour in which they joined, since 1970; 0 for all who joined long ago.
    package let joinedHour: Int64
    /// Until when support has exempted them; nil for all but a few.
    package let exemptUntil: Date?
    package let count: Int

    package init(
        role: Role,
        kinds: Set<Kind>,
        others: Set<Organisation.ID>,
        joinedHour: Int64,
        exemptUntil: Date? = nil,
        count: Int
    ) {
        self.role = role
        self.kinds = kinds
        self.others = others
        self.joinedHour = joinedHour
        self.exemptUntil = exemptUntil
        self.count = count
    }
}

/// What is asked of the store to see whom a policy would touch: groups, so that a hundred thousand people are one query.
package struct PeopleQuestion: Sendable {
    package let organisation: Organisation.ID
    /// The kinds that are told apart.
    package let kinds: [Kind]
    /// The other organisations that are told apart.
    package let others: [Organisation.ID]
    /// Who joined before is not asked in which hour.
    package let newSince: Date
    /// Exemptions that ended before are none.
    package let now: Date

    package init(
        organisation: Organisation.ID,
        kinds: [Kind],
        others: [Organisation.ID],
        newSince: Date,
        now: Date
    ) {
        self.organisation = organisation
        self.kinds = kinds
        self.others = others
        self.newSince = newSince
        self.now = now
    }
}

/// What a policy would do to the people of its organisation, if it were saved now.
package struct PolicyEffect: Sendable, Equatable {
    package var people = 0
    /// Who have no second factor that counts.
    package var unprotected = 0
    /// Who would get nothing before they add a factor, from this moment on.
    package var stoppedNow = 0
    /// Of these, whom the rules in force let through.
    package var newlyStopped = 0
    /// Who would be stopped some day unless they add a factor, today among them, by the day.
    package var stoppedByDay: [Day] = []
    /// How many have a factor of a kind, whether it counts or not.
    package var having: [Kind: Int] = [:]
    /// By kind that ends: who has it, and who has nothing else that lasts.
    package var ending: [Ending] = []

    package struct Day: Sendable, Equatable {
        package let at: Date
        package let count: Int

        package init(at: Date, count: Int) {
            self.at = at
            self.count = count
        }
    }

    package struct Ending: Sendable, Equatable {
        package let kind: Kind
        package let at: Date
        package var people: Int
        package var only: Int

        package init(kind: Kind, at: Date, people: Int, only: Int) {
            self.kind = kind
            self.at = at
            self.people = people
            self.only = only
        }
    }

    package init() {}

    /// Nil if nobody ever is.
    package var firstStop: Date? { stoppedByDay.first?.at }

    package var stoppedInTheEnd: Int { stoppedByDay.reduce(0) { $0 + $1.count } }
}

/// Works an effect out of groups of people. Pure: a hundred thousand people are a few hundred groups.
package struct PolicyForecast: Sendable {
    let floor: PolicyFloor
    let organisation: Organisation.ID
    let proposed: Policy
    let present: Policy
    /// Of other organisations, those that ask for something.
    let others: [Organisation.ID: Policy]
    let strong: Set<Kind>
    let now: Date

    static let day: TimeInterval = 24 * 3600

    func effect(on groups: [PeopleGroup]) -> PolicyEffect {
        var effect = PolicyEffect()
        var days: [Date: Int] = [:]
        var endings = proposed.kindsEnd.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { PolicyEffect.Ending(kind: $0.key, at: $0.value, people: 0, only: 0) }
        for group in groups {
            effect.people += group.count
            for kind in group.kinds { effect.having[kind, default: 0] += group.count }
            let policy = policy(proposed, for: group)
            if !group.kinds.contains(where: { policy.allows($0, at: now) }) { effect.unprotected += group.count }
            if let stop = stop(of: group, under: policy) {
                days[stop.at, default: 0] += group.count
                if stop.at <= now {
                    effect.stoppedNow += group.count
                    let before = self.stop(of: group, under: self.policy(present, for: group))
                    if before.map({ $0.at > now }) ?? true { effect.newlyStopped += group.count }
                }
            }
            for index in endings.indices where group.kinds.contains(endings[index].kind) {
                endings[index].people += group.count
                let lasting = group.kinds.filter { policy.end(of: $0) == nil }
                if lasting.isEmpty { endings[index].only += group.count }
            }
        }
        effect.stoppedByDay = days.sorted { $0.key < $1.key }.map { PolicyEffect.Day(at: $0.key, count: $0.value) }
        effect.ending = endings
        return effect
    }

    /// Of these, the people who would be stopped by then; by now if no moment is named.
    func stopped(among groups: [PeopleGroup], before moment: Date? = nil) -> [PeopleGroup] {
        groups.filter { group in
            stop(of: group, under: policy(proposed, for: group)).map { $0.at <= moment ?? now } ?? false
        }
    }

    private func stop(of group: PeopleGroup, under policy: EffectivePolicy) -> Stop? {
        policy.stop(having: group.kinds, strong: strong, exemptUntil: group.exemptUntil, at: now)
    }

    /// In other organisations people count as having joined long ago: their grace there is not what is asked about.
    private func policy(_ own: Policy, for group: PeopleGroup) -> EffectivePolicy {
        let joined = Date(timeIntervalSince1970: TimeInterval(group.joinedHour) * 3600)
        var says = [EffectivePolicy.Say(organisation: organisation, policy: own, joinedAt: joined)]
        for id in group.others.sorted(by: { $0.rawValue < $1.rawValue }) {
            if let policy = others[id] {
                says.append(EffectivePolicy.Say(organisation: id, policy: policy, joinedAt: .distantPast))
            }
        }
        return EffectivePolicy(floor: floor, says: says, role: group.role)
    }
}

/// People whom rules stop: found in groups once, then asked for page by page.
package struct StoppedPeople: Sendable {
    let groups: [PeopleGroup]
    let question: PeopleQuestion
    let world: Surroundings

    /// By id, after `after`.
    package func page(after: Account.ID?, limit: Int) async throws -> [Account] {
        guard !groups.isEmpty else { return [] }
        return try await world.store.people(in: groups, of: question, after: after, limit: limit)
    }
}
