import Foundation

/// Removes what has run out, in small steps, so that nothing waits for it.
package struct CleanUp: Sendable {
    let world: Surroundings

    private static let step = 500

    package init(in world: Surroundings) {
        self.world = world
    }

    /// - Returns: how many rows went.
    package func run() async throws -> Int {
        var total = 0
        while true {
            let removed = try await world.store.removeExpired(now: world.now(), limit: Self.step)
            total += removed
            if removed == 0 || Task.isCancelled { break }
        }
        if world.settings.eventRetentionDays > 0 {
            total += try await removeOldEvents()
        }
        return total
    }

    /// Whole sealed runs past their keeping; an event says so first, or `audit verify` would call it theft.
    private func removeOldEvents() async throws -> Int {
        let now = world.now()
        let moment = now.addingTimeInterval(-Double(world.settings.eventRetentionDays) * 24 * 3600)
        guard let through = try await world.store.lastCheckpoint(before: moment) else { return 0 }
        try await world.commit([
            try world.event(.eventsRemoved, about: nil, by: .system, data: ["through": String(through)], at: now)
        ])
        var total = 0
        while true {
            let removed = try await world.store.removeEvents(through: through, limit: Self.step)
            total += removed
            if removed == 0 || Task.isCancelled { return total }
        }
    }
}
