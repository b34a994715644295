import Countersign
import CountersignStore
import CountersignTesting
import Testing

/// Many at once: nothing is lost, nothing counts twice, nobody hears about what is not durable.
@Suite struct ConcurrencyTests {
    private static let makeTable: SQL = "CREATE TABLE counter (id TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)"
    private static let make: SQL = "INSERT INTO counter (id, value) VALUES ($1, 0)"
    private static let value: SQL = "SELECT value FROM counter WHERE id = $1"
    private static let raise: SQL = "UPDATE counter SET value = value + 1 WHERE id = $1 AND value = $2"

    private func run(
        _ kind: TestedDatabase,
        faults: Faults? = nil,
        _ body: (any Database) async throws -> Void
    ) async throws {
        try await kind.run(faults: faults) { database in
            try await database.write { connection in
                try connection.execute(Self.makeTable)
                try connection.execute(Self.make, [.text("a")])
            }
            try await body(database)
        }
    }

    private func value(in database: any Database) async throws -> Int64? {
        try await database.read { try $0.row(Self.value, [.text("a")])?.integer(0) }
    }

    @Test("200 increments by compare-and-set in parallel all count once", arguments: TestedDatabase.allCases)
    func compareAndSet(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            let losses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        var losses = 0
                        while true {
                            let seen = try await value(in: database) ?? -1
                            let changed = try await database.write {
                                try $0.execute(Self.raise, [.text("a"), .integer(seen)])
                            }
                            if changed == 1 { return losses }
                            losses += 1
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(try await value(in: database) == 200)
            #expect(losses > 0, "nobody ever lost, so nothing was tested")
        }
    }

    @Test("of many that take one thing, one gets it", arguments: TestedDatabase.allCases)
    func takenOnce(_ kind: TestedDatabase) async throws {
        let take: SQL = "DELETE FROM counter WHERE id = $1 RETURNING value"
        try await run(kind) { database in
            let winners = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await database.write { try $0.rows(take, [.text("a")]).count } }
                }
                return try await group.reduce(0, +)
            }
            #expect(winners == 1)
        }
    }

    @Test("a deadlock is taken apart and both go on", arguments: [TestedDatabase.postgreSQL])
    func deadlock(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            try await database.write { try $0.execute(Self.make, [.text("b")]) }
            let bump: SQL = "UPDATE counter SET value = value + 1 WHERE id = $1"
            let first = Gate()
            let second = Gate()
            async let forwards: Void = database.write { connection in
                try connection.execute(bump, [.text("a")])
                first.open()
                second.wait()
                try connection.execute(bump, [.text("b")])
            }
            async let backwards: Void = database.write { connection in
                try connection.execute(bump, [.text("b")])
                second.open()
                first.wait()
                try connection.execute(bump, [.text("a")])
            }
            _ = try await (forwards, backwards)
            #expect(try await value(in: database) == 2)
        }
    }

    @Test("a group of writes shares a commit", arguments: [TestedDatabase.sqliteInMemory, .sqliteOnDisk])
    func groupCommit(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            let before = database.commitCounts
            try await hold(database, asking: 100) { database, _ in
                _ = try await database.write {
                    try $0.execute("UPDATE counter SET value = value + 1 WHERE id = $1", [.text("a")])
                }
            }
            let counts = database.commitCounts
            #expect(counts.operations - before.operations == 101)
            #expect(counts.commits - before.commits < 30)
            #expect(try await value(in: database) == 100)
        }
    }

    @Test("who fails in a group takes nobody along", arguments: [TestedDatabase.sqliteInMemory, .sqliteOnDisk])
    func savepoints(_ kind: TestedDatabase) async throws {
        try await run(kind) { database in
            try await hold(database, asking: 100) { database, number in
                do {
                    try await database.write { connection in
                        try connection.execute("UPDATE counter SET value = value + 1 WHERE id = $1", [.text("a")])
                        switch number % 4 {
                        case 1: throw Stop()
                        case 2: try connection.execute(Self.make, [.text("a")])
                        default: break
                        }
                    }
                    #expect(number % 4 == 0 || number % 4 == 3)
                } catch is Stop {
                    #expect(number % 4 == 1)
                } catch is ConstraintFailure {
                    #expect(number % 4 == 2)
                }
            }
            #expect(try await value(in: database) == 50)
        }
    }

    @Test("a commit that fails is everybody's failure", arguments: [TestedDatabase.sqliteInMemory, .sqliteOnDisk])
    func failedCommit(_ kind: TestedDatabase) async throws {
        let faults = Faults()
        try await run(kind, faults: faults) { database in
            let failures = Tally()
            try await hold(database, asking: 100, then: { faults.strike(.fullDisk, at: 90) }) { database, number in
                do {
                    try await database.write { connection in
                        if number == 0 { throw Stop() }
                        try connection.execute("UPDATE counter SET value = value + 1 WHERE id = $1", [.text("a")])
                    }
                    failures.add("none")
                } catch let failure as StoreFailure {
                    failures.add("\(failure)")
                } catch {
                    failures.add("other")
                }
            }
            faults.heal()
            let survivors = try #require(try await value(in: database))
            #expect(failures.count(of: "none") == Int(survivors))
            #expect(failures.total == 100)
            #expect(failures.count(of: "\(StoreFailure.unavailable("database or disk is full"))") > 0)
        }
    }

    /// Keeps the writer busy until all the others have asked, so that they form groups.
    private func hold(
        _ database: any Database,
        asking count: Int,
        then strike: @escaping @Sendable () -> Void = {},
        _ ask: @escaping @Sendable (any Database, Int) async throws -> Void
    ) async throws {
        let busy = Gate()
        let free = Gate()
        async let held: Void = database.write { _ in
            busy.open()
            free.wait()
        }
        await busy.opened()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask { try await ask(database, number) }
            }
            group.addTask {
                // Lets the others get as far as their question; whoever comes later forms another group.
                for _ in 0..<1000 { await Task.yield() }
                strike()
                free.open()
            }
            try await group.waitForAll()
        }
        try await held
    }
}
