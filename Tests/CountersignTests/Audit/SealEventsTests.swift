import Countersign
import CountersignTesting
import Testing

@Suite("Sealing events")
struct SealEventsTests {
    @Test(
        "two nodes that seal at once seal each event once, and neither speaks of corruption",
        arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL]
    )
    func twoNodes(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let surroundings = world.surroundings
            try await SealEvents(in: surroundings).finish()
            // Each goes on by itself, as nodes do: their looks at the log fall between each other's.
            let sealed = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let node = SealEvents(in: surroundings)
                        var count = 0
                        for _ in 0..<150 { count += try await node.step().events.count }
                        return count
                    }
                }
                group.addTask {
                    for _ in 0..<150 {
                        try await surroundings.commit([
                            try surroundings.event(.backupMade, about: nil, by: .host, at: world.clock.now)
                        ])
                    }
                    return 0
                }
                return try await group.reduce(0, +)
            }
            try await SealEvents(in: surroundings).finish()
            #expect(sealed <= 150)
            let found = try await surroundings.store.events(EventQuery())
            #expect(found.events.first?.position == (found.events.last?.position ?? 0) + Int64(found.events.count) - 1)
        }
    }
}
