import Countersign
import CountersignStore
import CountersignTesting
import Testing

/// The schema is made step by step, each once, and never by a program that does not know it.
@Suite struct MigratorTests {
    private static let first = Migration(
        number: 1,
        name: "items",
        script: """
            -- What is kept; and why.
            CREATE TABLE item (id TEXT NOT NULL PRIMARY KEY, word TEXT NOT NULL);
            INSERT INTO item (id, word) VALUES ('a', 'one; two -- three');
            """
    )
    private static let second = Migration(
        number: 2,
        name: "more",
        script: "ALTER TABLE item ADD COLUMN count BIGINT; UPDATE item SET count = 7"
    )
    private static let broken = Migration(
        number: 2,
        name: "broken",
        script: "CREATE TABLE half (id TEXT); INSERT INTO nowhere (id) VALUES (1)"
    )

    @Test("steps run in order, once, and are recorded", arguments: TestedDatabase.allCases)
    func runOnce(_ kind: TestedDatabase) async throws {
        try await kind.run { database in
            let old = Migrator(database, migrations: [Self.first])
            #expect(try await old.pending().map(\.number) == [1])
            #expect(try await old.migrate(at: 100).map(\.number) == [1])
            let new = Migrator(database, migrations: [Self.first, Self.second])
            #expect(try await new.migrate(at: 200).map(\.number) == [2])
            #expect(try await new.migrate(at: 300).map(\.number) == [])
            #expect(try await new.pending().isEmpty)
            let record = try await database.read {
                try $0.rows("SELECT number, name, applied_at FROM schema_migration ORDER BY number")
            }
            #expect(
                record.map(\.values) == [
                    [.integer(1), .text("items"), .integer(100)], [.integer(2), .text("more"), .integer(200)],
                ]
            )
            let item = try await database.read { try $0.row("SELECT word, count FROM item") }
            #expect(item?.values == [.text("one; two -- three"), .integer(7)])
        }
    }

    @Test("a newer schema is refused, and the program says so", arguments: TestedDatabase.allCases)
    func newerSchema(_ kind: TestedDatabase) async throws {
        try await kind.run { database in
            _ = try await Migrator(database, migrations: [Self.first, Self.second]).migrate(at: 100)
            let failure = await #expect(throws: StoreFailure.self) {
                try await Migrator(database, migrations: [Self.first]).migrate(at: 200)
            }
            guard case .refused(let message) = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(message.contains("newer than this program: it has migration 2 (more)"))
        }
    }

    @Test("a step that was edited after it ran is refused", arguments: TestedDatabase.allCases)
    func editedStep(_ kind: TestedDatabase) async throws {
        try await kind.run { database in
            _ = try await Migrator(database, migrations: [Self.first]).migrate(at: 100)
            let edited = Migration(number: 1, name: "items", script: Self.first.script + " ")
            let failure = await #expect(throws: StoreFailure.self) {
                try await Migrator(database, migrations: [edited]).migrate(at: 200)
            }
            #expect(failure == .refused("migration 1 (items) is not the one that made this database"))
        }
    }

    @Test("a step that fails leaves nothing of itself", arguments: TestedDatabase.allCases)
    func failingStep(_ kind: TestedDatabase) async throws {
        try await kind.run { database in
            await #expect(throws: StoreFailure.self) {
                try await Migrator(database, migrations: [Self.first, Self.broken]).migrate(at: 100)
            }
            let numbers = try await database.read {
                try $0.rows("SELECT number FROM schema_migration").map { try $0.integer(0) }
            }
            #expect(numbers == [1])
            await #expect(throws: StoreFailure.self) {
                try await database.read { try $0.rows("SELECT id FROM half") }
            }
        }
    }

    @Test("several nodes that start together migrate once", arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL])
    func severalNodes(_ kind: TestedDatabase) async throws {
        let place = try await DatabasePlace(kind)
        let nodes = try (0..<4).map { _ in try place.open(as: .tool) }
        let ran = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for node in nodes {
                group.addTask {
                    try await Migrator(node, migrations: [Self.first, Self.second]).migrate(at: 1).map(\.number)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(ran.sorted() == [1, 2])
        for node in nodes { await node.close() }
        try await place.remove()
    }

    @Test("a script is split where statements end, and nowhere else")
    func splitting() {
        let script = """
            -- a comment; with a semicolon
            CREATE TABLE a (b TEXT DEFAULT 'x;''y;', "c;d" TEXT);;
            /* another; one * / */ SELECT 1 -- the end;
            ; SELECT '--no comment', 2-1, 4/2
            """
        #expect(
            SQLScript.statements(of: script) == [
                "CREATE TABLE a (b TEXT DEFAULT 'x;''y;', \"c;d\" TEXT)",
                "SELECT 1",
                "SELECT '--no comment', 2-1, 4/2",
            ]
        )
        #expect(SQLScript.statements(of: " ; \n -- nothing").isEmpty)
        #expect(SQLScript.statements(of: "SELECT 'open") == ["SELECT 'open"])
        #expect(SQLScript.statements(of: "/* open").isEmpty)
    }
}
