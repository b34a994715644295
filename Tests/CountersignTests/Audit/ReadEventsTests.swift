import Countersign
import CountersignTesting
import Foundation
import Testing

/// Events as a list longer than a page.
@Suite("Reading events")
struct ReadEventsTests {
    @Test("all are read once and in order, from a moment on and up to one", arguments: [0, 1, 499, 500, 1201])
    func all(count: Int) async throws {
        try await World.run { world in
            let began = world.clock.now
            for _ in 0..<count {
                world.clock.advance(by: 60)
                try await world.surroundings.commit([
                    try world.surroundings.event(.backupMade, about: nil, by: .host, at: world.clock.now)
                ])
            }
            try await SealEvents(in: world.surroundings).finish()
            func read(since: Int?, until: Int?) async throws -> [Int] {
                var query = EventQuery()
                query.kinds = [.backupMade]
                query.since = since.map { began.addingTimeInterval(Double($0) * 60) }
                query.until = until.map { began.addingTimeInterval(Double($0) * 60) }
                var seen: [Int] = []
                try await ReadEvents(in: world.surroundings).all(of: query) { events in
                    seen += events.map { Int($0.event.at.timeIntervalSince(began) / 60) }
                }
                let newest = try await ReadEvents(in: world.surroundings).newest(7, of: query)
                #expect(newest.map { Int($0.event.at.timeIntervalSince(began) / 60) } == seen.suffix(7))
                return seen
            }
            #expect(try await read(since: nil, until: nil) == Array(0..<count).map { $0 + 1 })
            #expect(
                try await read(since: 400, until: 700) == Array(0..<count).map { $0 + 1 }.filter { 400..<700 ~= $0 }
            )
        }
    }
}
