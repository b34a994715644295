import Countersign
import CountersignStore
import CountersignTesting
import Testing

/// A store that fails at any step has either done all of a write or nothing of it.
@Suite struct FaultsTests {
    private static let insert: SQL = "INSERT INTO item (id) VALUES ($1)"
    private static let ids: SQL = "SELECT id FROM item ORDER BY id"

    private static let write: @Sendable (any Connection) throws -> Void = { connection in
        for id in ["a", "b", "c"] { try connection.execute(insert, [.text(id)]) }
    }

    @Test(
        "a database lost at any step leaves all or nothing, and is never called done when it is not",
        arguments: TestedDatabase.allCases
    )
    func lostAnywhere(_ kind: TestedDatabase) async throws {
        // Three statements, before the commit, after it, and once with no fault at all.
        for step in 1...6 {
            let faults = Faults()
            try await kind.run(faults: faults) { database in
                try await database.write { try $0.execute("CREATE TABLE item (id TEXT NOT NULL PRIMARY KEY)") }
                faults.strike(.lostDatabase, at: step)
                var isDone = true
                do {
                    try await database.write(Self.write)
                } catch {
                    isDone = false
                    #expect(error as? StoreFailure == .unavailable("the connection to the database was lost"))
                }
                faults.heal()
                let ids = try await database.read { try $0.rows(Self.ids).map { try $0.text(0) } }
                #expect(isDone == (step == 6))
                // After the commit its answer is lost: it is there, and nobody was told so.
                #expect(ids == (step >= 5 ? ["a", "b", "c"] : []), "step \(step)")
            }
        }
    }

    @Test("an outage lasts until it is healed")
    func outage() async throws {
        let faults = Faults()
        try await TestedDatabase.sqliteInMemory.run(faults: faults) { database in
            faults.strike(.fullDisk)
            for _ in 0..<3 {
                await #expect(throws: StoreFailure.self) { try await database.read { try $0.rows("SELECT 1") } }
            }
            faults.heal()
            let one = try await database.read { try $0.row("SELECT 1")?.integer(0) }
            #expect(one == 1)
        }
    }

    @Test("a process that ends at any step leaves all or nothing", arguments: 1...5)
    func endedAnywhere(_ step: Int) async throws {
        let place = try await DatabasePlace(.sqliteOnDisk)
        let path = try #require(place.path)
        let before = try SQLiteDatabase(path: path, as: .server)
        try await before.write { try $0.execute("CREATE TABLE item (id TEXT NOT NULL PRIMARY KEY)") }
        await before.close()
        await #expect(processExitsWith: .exitCode(86)) { [path = path as String, step = step as Int] in
            let faults = Faults(.exit(86), at: step)
            let database = try SQLiteDatabase(path: path, as: .server, faults: faults)
            try await database.write(Self.write)
        }
        let after = try SQLiteDatabase(path: path, as: .server)
        let ids = try await after.read { try $0.rows(Self.ids).map { try $0.text(0) } }
        #expect(ids == (step == 5 ? ["a", "b", "c"] : []))
        await after.close()
        try await place.remove()
    }
}
