import Foundation

/// Looks every minute at how many accounts fail their second step, and raises or ends the alarm for all nodes.
package struct WatchForGuessing: Sendable {
    let world: Surroundings

    private static let fact = "alarm"

    package init(in world: Surroundings) {
        self.world = world
    }

    package func look() async throws {
        let now = world.now()
        let window = Alarm.window(at: now)
        let count = try await world.store.countOfFailingAccounts(
            since: window.since,
            createdBefore: window.createdBefore
        )
        let before = try await world.store.fact(Self.fact)
        var alarm = before.flatMap { try? JSONDecoder().decode(Alarm.self, from: Data($0)) } ?? Alarm()
        let change = alarm.observe(distinctAccounts: count, at: now)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let after = [UInt8](try encoder.encode(alarm))
        // Who loses this race sees the winner's word a minute later.
        if after != before, try await world.store.setFact(Self.fact, to: after, expected: before) {
            try await tell(change, at: now)
        }
        world.alarm.isRaised = alarm.isStrict(at: now)
    }

    private func tell(_ change: AlarmChange, at now: Date) async throws {
        switch change {
        case .none: return
        case .ended:
            try await world.commit([try world.event(.alarmEnded, about: nil, by: .system, at: now)])
        case .raised(let accounts, let usual):
            let facts = ["accounts": String(accounts), "usual": String(usual)]
            var changes = [try world.event(.alarmRaised, about: nil, by: .system, data: facts, at: now)]
            for owner in try await world.store.owners() {
                guard let address = owner.confirmedEmail else { continue }
                changes.append(
                    try world.mail(
                        .alarm,
                        to: address,
                        language: owner.language,
                        account: owner.id,
                        facts: facts,
                        at: now
                    )
                )
            }
            try await world.commit(changes)
        }
    }
}
