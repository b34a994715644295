import Foundation

/// Reads sealed events in the order in which they happened, for lists that are longer than memory.
package struct ReadEvents: Sendable {
    private let world: Surroundings

    private static let page = 500
    /// Nodes' clocks differ by less, and an event may be sealed a little after a later one.
    private static let slack: TimeInterval = 60

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Page by page, the oldest first.
    package func all(of query: EventQuery, _ take: ([StoredEvent]) async throws -> Void) async throws {
        var after = try await start(of: query)
        while true {
            let page = try await world.store.events(after: after, limit: Self.page)
            guard let last = page.last, let position = last.position else { return }
            let shown = page.filter { query.shows($0.event) }
            if !shown.isEmpty { try await take(shown) }
            if let until = query.until, last.event.at >= until.addingTimeInterval(Self.slack) { return }
            after = position
        }
    }

    /// The newest of them, the oldest of those first.
    package func newest(_ limit: Int, of query: EventQuery) async throws -> [StoredEvent] {
        var query = query
        var events: [StoredEvent] = []
        while events.count < limit {
            query.limit = min(Self.page, limit - events.count)
            let found = try await world.store.events(query)
            events += found.events
            guard let next = found.next else { break }
            query.before = next
        }
        return events.reversed()
    }

    /// A position before all that is asked for, found by halving: positions follow the clock.
    private func start(of query: EventQuery) async throws -> Int64 {
        guard let since = query.since?.addingTimeInterval(-Self.slack) else { return 0 }
        var low: Int64 = 0
        var high = try await world.store.chainHead()?.position ?? 0
        while low < high {
            let middle = low + (high - low) / 2
            let event = try await world.store.events(after: middle, limit: 1).first
            guard let event, event.event.at < since, let position = event.position else {
                high = middle
                continue
            }
            low = position
        }
        return low
    }
}
