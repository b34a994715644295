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
            var count = 0
            for _ in 0..<60 {
                try await surroundings.commit(
                    try (0..<3).map { _ in
                        try surroundings.event(.backupMade, about: nil, by: .host, at: world.clock.now)
                    }
                )
                // Each its own, as nodes have: their looks at the log fall between each other's.
                let nodes = [SealEvents(in: surroundings), SealEvents(in: surroundings)]
                count += try await withThrowingTaskGroup(of: Int.self) { group in
                    for node in nodes { group.addTask { try await node.step().events.count } }
                    return try await group.reduce(0, +)
                }
            }
            try await SealEvents(in: surroundings).finish()
            #expect(count <= 180)
            let found = try await surroundings.store.events(EventQuery())
            #expect(found.events.first?.position == (found.events.last?.position ?? 0) + Int64(found.events.count) - 1)
        }
    }
}
