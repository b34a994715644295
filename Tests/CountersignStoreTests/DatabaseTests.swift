import Countersign
import CountersignStore
import CountersignTesting
import Testing

/// What every database does, whatever is asked of it: values, transactions, snapshots.
@Suite struct DatabaseTests {
    private static let makeTable: SQL =
        "CREATE TABLE item (id TEXT NOT NULL PRIMARY KEY, count BIGINT, word TEXT, bytes BYTEA)"
    private static let insert: SQL = "INSERT INTO item (id, count, word, bytes) VALUES ($1, $2, $3, $4)"
    private static let select: SQL = "SELECT count, word, bytes FROM item WHERE id = $1"
    private static let countRows: SQL = "SELECT COUNT(*) FROM item"

    private func run(_ kind: TestedDatabase, _ body: (any Database) async throws -> Void) async throws {
        try await kind.run { database in
            try await database.write { try $0.execute(Self.makeTable) }
            try await body(database)
        }
    }

    private func count(in database: any Database) async throws -> Int64? {
        try await database.read { try $0.row(Self.countRows)?.integer(0) }
    }

    @Test("values come back as they went in", arguments: TestedDatabase.allCases)
    func roundTrip(_ kind: TestedDatabase) async throws {
        let long = String(repeating: "ß€😀", count: 100_000)
        let rows: [[Value]] = [
            [.integer(0), .text("000123"), .bytes(Array("000123".utf8))],
            [.integer(.max), .text(""), .bytes([])],
            [.integer(.min), .text("a'b\"c\\d\u{1}\u{FEFF}e\u{301}"), .bytes([0, 255, 0, 128])],
            [.integer(-1), .text("1e5"), .bytes(Array("1e5".utf8))],
            [.integer(1_700_000_000_000), .text(long), .bytes([UInt8](repeating: 7, count: 300_000))],
            [.null, .null, .null],
        ]
        try await run(kind) { database in
            try await database.write { connection in
                for (number, row) in rows.enumerated() {
                    try connection.execute(Self.insert, [.text("\(number)")] + row)
                }
            }
            let read = try await database.read { connection in
                try rows.indices.map { try connection.row(Self.select, [.text("\($0)")])?.values }
            }
            #expect(read == rows)
        }
    }

    @Test("a parameter is its number, not its place", arguments: TestedDatabase.allCases)
    func parameterOrder(_ kind: TestedDatabase) async throws {
        let swapped: SQL = "UPDATE item SET word = $3, count = $2 WHERE id = $1 AND $3 = $3 AND count <> $2"
        try await run(kind) { database in
            let row = try await database.write { connection in
                try connection.execute(Self.insert, [.text("a"), .integer(1), .text("old"), .null])
                let changed = try connection.execute(swapped, [.text("a"), .integer(2), .text("new")])
                #expect(changed == 1)
                return try connection.row(Self.select, [.text("a")])
            }
            #expect(row?.values == [.integer(2), .text("new"), .null])
        }
    }

    @Test("a statement tells how many rows it changed", arguments: TestedDatabase.allCases)
    func changedRows(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            let counts = try await database.write { connection in
                try (1...3).map { try connection.execute(Self.insert, [.text("\($0)"), .integer($0), .null, .null]) }
                    + [
                        try connection.execute(
                            "UPDATE item SET word = $1 WHERE count > $2",
                            [.text("x"), .integer(1)]
                        ),
                        try connection.execute(
                            "UPDATE item SET word = $1 WHERE count > $2",
                            [.text("x"), .integer(9)]
                        ),
                        try connection.execute(
                            "INSERT INTO item (id) VALUES ($1) ON CONFLICT (id) DO NOTHING",
                            [.text("1")]
                        ),
                        try connection.execute("DELETE FROM item"),
                    ]
            }
            #expect(counts == [1, 1, 1, 2, 0, 0, 3])
        }
    }

    @Test("a statement returns what it deletes, and so one of two takes it", arguments: TestedDatabase.allCases)
    func returning(_ kind: TestedDatabase) async throws {
        let consume: SQL = "DELETE FROM item WHERE id = $1 RETURNING word"
        try await run(kind) { database in
            try await database.write { try $0.execute(Self.insert, [.text("a"), .null, .text("once"), .null]) }
            let first = try await database.write { try $0.row(consume, [.text("a")])?.text(0) }
            let second = try await database.write { try $0.row(consume, [.text("a")])?.text(0) }
            #expect(first == "once")
            #expect(second == nil)
        }
    }

    @Test("nothing of a write stays if its body throws", arguments: TestedDatabase.allCases)
    func rollback(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            await #expect(throws: Stop.self) {
                try await database.write { connection in
                    try connection.execute(Self.insert, [.text("a"), .null, .null, .null])
                    throw Stop()
                }
            }
            let left = try await count(in: database)
            #expect(left == 0)
        }
    }

    @Test("a swallowed error of a statement still undoes the write", arguments: TestedDatabase.allCases)
    func swallowedError(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            await #expect(throws: ConstraintFailure.self) {
                try await database.write { connection in
                    try connection.execute(Self.insert, [.text("a"), .null, .null, .null])
                    _ = try? connection.execute(Self.insert, [.text("a"), .null, .null, .null])
                }
            }
            let left = try await count(in: database)
            #expect(left == 0)
        }
    }

    @Test("a statement after a failed one of the same write does nothing", arguments: TestedDatabase.allCases)
    func statementAfterError(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            await #expect(throws: ConstraintFailure.self) {
                try await database.write { connection in
                    try connection.execute(Self.insert, [.text("a"), .null, .null, .null])
                    _ = try? connection.execute(Self.insert, [.text("a"), .null, .null, .null])
                    #expect(throws: ConstraintFailure.self) { try connection.rows(Self.countRows) }
                }
            }
        }
    }

    @Test("a write sees what it wrote, others only what is committed", arguments: TestedDatabase.allCases)
    func ownWrites(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            let inside = try await database.write { connection in
                try connection.execute(Self.insert, [.text("a"), .null, .null, .null])
                return try connection.row(Self.countRows)?.integer(0)
            }
            #expect(inside == 1)
            let left = try await count(in: database)
            #expect(left == 1)
        }
    }

    @Test("a read cannot write", arguments: TestedDatabase.allCases)
    func readOnly(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            await #expect(throws: StoreFailure.self) {
                try await database.read { try $0.execute(Self.insert, [.text("a"), .null, .null, .null]) }
            }
            let left = try await count(in: database)
            #expect(left == 0)
        }
    }

    @Test("the number of values must be that of the parameters", arguments: TestedDatabase.allCases)
    func valueCount(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            await #expect(throws: StoreFailure.self) {
                try await database.read { try $0.rows(Self.select, [.text("a"), .text("b")]) }
            }
            await #expect(throws: StoreFailure.self) {
                try await database.read { try $0.rows(Self.select, []) }
            }
            let rows = try await database.read { try $0.rows(Self.select, [.text("a")]) }
            #expect(rows == [])
        }
    }

    @Test("a text with NUL is refused before it reaches the database", arguments: TestedDatabase.allCases)
    func nulInText(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            await #expect(throws: StoreFailure.unstorable("a text must not contain the character NUL")) {
                try await database.write { try $0.execute(Self.insert, [.text("a\0b"), .null, .null, .null]) }
            }
            let left = try await count(in: database)
            #expect(left == 0)
        }
    }

    @Test(
        "a statement that does not fit the schema is told from a database that is away",
        arguments: TestedDatabase.allCases
    )
    func unknownTable(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            let failure = await #expect(throws: StoreFailure.self) {
                try await database.read { try $0.rows("SELECT 1 FROM nowhere") }
            }
            guard case .corrupt = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
    }

    @Test("a column that is read as what it is not is an error, no trap", arguments: TestedDatabase.allCases)
    func wrongColumn(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            let row = try #require(
                try await database.write { connection in
                    try connection.execute(Self.insert, [.text("a"), .integer(7), .text("t"), .null])
                    return try connection.row(Self.select, [.text("a")])
                }
            )
            #expect(throws: StoreFailure.self) { try row.text(0) }
            #expect(throws: StoreFailure.self) { try row.integer(1) }
            #expect(throws: StoreFailure.self) { try row.bytes(1) }
            #expect(throws: StoreFailure.self) { try row.bytes(2) }
            #expect(throws: StoreFailure.self) { try row.flag(0) }
            #expect(throws: StoreFailure.self) { try row.integer(3) }
            #expect(throws: StoreFailure.self) { try row.integer(-1) }
            #expect(try row.bytesIfAny(2) == nil)
            #expect(try row.integerIfAny(0) == 7)
        }
    }

    @Test("broken rules of the schema are named alike", arguments: TestedDatabase.allCases)
    func constraints(_ kind: TestedDatabase) async throws {
        let statements: [SQL] = [
            "CREATE TABLE owner (id TEXT NOT NULL PRIMARY KEY, flag BIGINT NOT NULL CHECK (flag IN (0, 1)))",
            """
            CREATE TABLE pet (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL REFERENCES owner (id) ON DELETE CASCADE,
                kind TEXT NOT NULL, name TEXT NOT NULL)
            """,
            "CREATE UNIQUE INDEX pet_by_name ON pet (kind, name)",
            "INSERT INTO owner (id, flag) VALUES ('o', 1)",
            "INSERT INTO pet (id, owner, kind, name) VALUES ('p', 'o', 'cat', 'Tom')",
        ]
        let breaches: [(SQL, ConstraintFailure)] = [
            ("INSERT INTO owner (id, flag) VALUES ('o', 1)", ConstraintFailure(.unique, columns: "owner.id")),
            (
                "INSERT INTO pet (id, owner, kind, name) VALUES ('q', 'o', 'cat', 'Tom')",
                ConstraintFailure(.unique, columns: "pet.kind, pet.name")
            ),
            (
                "INSERT INTO pet (id, owner, kind, name) VALUES ('q', 'nobody', 'cat', 'Kit')",
                ConstraintFailure(.foreignKey)
            ),
            ("INSERT INTO owner (id, flag) VALUES ('r', 2)", ConstraintFailure(.check)),
            ("INSERT INTO owner (id, flag) VALUES ('r', NULL)", ConstraintFailure(.check)),
        ]
        try await kind.run { database in
            try await database.write { connection in
                for statement in statements { try connection.execute(statement) }
            }
            for (statement, failure) in breaches {
                await #expect(throws: failure) { try await database.write { try $0.execute(statement) } }
            }
            let pets: SQL = "SELECT COUNT(*) FROM pet"
            let left = try await database.write { connection in
                try connection.execute("DELETE FROM owner")
                return try connection.row(pets)?.integer(0)
            }
            #expect(left == 0)
        }
    }

    @Test("what is read in one go is of one moment", arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL])
    func snapshot(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            let reading = Gate()
            let written = Gate()
            // Its body waits, so it must not do so on a thread of the pool.
            async let counts = database.readLong { connection in
                let before = try connection.row(Self.countRows)?.integer(0)
                reading.open()
                written.wait()
                return [before, try connection.row(Self.countRows)?.integer(0)]
            }
            await reading.opened()
            try await database.write { try $0.execute(Self.insert, [.text("a"), .null, .null, .null]) }
            written.open()
            let seen = try await counts
            #expect(seen == [0, 0])
            let left = try await count(in: database)
            #expect(left == 1)
        }
    }

    @Test("a closed database answers with an error", arguments: TestedDatabase.allCases)
    func closed(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            await database.close()
            await #expect(throws: StoreFailure.self) { try await database.read { try $0.rows(Self.countRows) } }
            await #expect(throws: StoreFailure.self) { try await database.write { try $0.rows(Self.countRows) } }
        }
    }
}

/// Thrown by a body, to see that it comes out unchanged.
struct Stop: Error {}
