import Countersign
import CountersignStore
import CountersignTesting
import Logging
import Synchronization
import Testing

/// What only a database behind a socket has to do: be away, hang, come back.
@Suite struct PostgreSQLTests {
    private static let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    private static let processID: SQL = "SELECT pg_backend_pid()"
    private static let end: SQL = "SELECT pg_terminate_backend($1::int)"

    private func run(
        statementTimeout: Duration = .seconds(5),
        answerTimeout: Duration = .seconds(8),
        _ body: (PostgreSQLDatabase, any Database) async throws -> Void
    ) async throws {
        try await TestedDatabase.postgreSQL.run { other in
            let address = try #require(try await other.read { try $0.row("SELECT current_schema()")?.text(0) })
            let server = try await PostgreSQLServer.shared.url
            var settings = try PostgreSQLSettings(
                url: server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(address)"
            )
            settings.statementTimeout = statementTimeout
            settings.answerTimeout = answerTimeout
            let database = PostgreSQLDatabase(settings, connections: 1, log: Self.log)
            try await body(database, other)
            await database.close()
        }
    }

    @Test("an idle connection that died is replaced without anybody noticing")
    func idleConnection() async throws {
        try await run { database, other in
            let first = try #require(try await database.read { try $0.row(Self.processID)?.integer(0) })
            _ = try await other.read { try $0.rows(Self.end, [.integer(first)]) }
            let second = try await database.write { try $0.row(Self.processID)?.integer(0) }
            #expect(second != nil && second != first)
        }
    }

    @Test("a connection that is found dead at the commit leaves nothing behind and is an error")
    func lostAtCommit() async throws {
        try await run { database, other in
            try await other.write { try $0.execute("CREATE TABLE item (id TEXT)") }
            let first = try #require(try await database.read { try $0.row(Self.processID)?.integer(0) })
            let written = Gate()
            let ended = Gate()
            let write = Task {
                try await database.write { connection in
                    try connection.execute("INSERT INTO item (id) VALUES ('a')")
                    written.open()
                    ended.wait()
                }
            }
            await written.opened()
            _ = try await other.read { try $0.rows(Self.end, [.integer(first)]) }
            ended.open()
            // COMMIT was sent, so nobody can know what became of it.
            await #expect(throws: StoreFailure.self) { try await write.value }
            let count = try await other.read { try $0.row("SELECT COUNT(*) FROM item")?.integer(0) }
            #expect(count == 0)
            let again = try await database.write { try $0.execute("INSERT INTO item (id) VALUES ('b')") }
            #expect(again == 1)
        }
    }

    @Test("a statement that takes too long is ended by the server")
    func statementTimeout() async throws {
        try await run(statementTimeout: .milliseconds(50)) { database, _ in
            let failure = await #expect(throws: StoreFailure.self) {
                try await database.read { try $0.rows("SELECT pg_sleep(60)") }
            }
            guard case .unavailable = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            let one = try await database.read { try $0.row("SELECT 1")?.integer(0) }
            #expect(one == 1)
        }
    }

    @Test("a server that hangs is given up")
    func hangingServer() async throws {
        try await run(answerTimeout: .milliseconds(50)) { database, _ in
            await #expect(throws: StoreFailure.unavailable("the database did not answer in time")) {
                try await database.read { try $0.rows("SELECT pg_sleep(4)") }
            }
            let one = try await database.read { try $0.row("SELECT 1")?.integer(0) }
            #expect(one == 1)
        }
    }

    @Test("a migration has no time limit")
    func alterWithoutLimit() async throws {
        try await run(statementTimeout: .milliseconds(50), answerTimeout: .milliseconds(50)) { database, _ in
            let done = try await database.alter { connection in
                _ = try connection.rows("SELECT pg_sleep(0.3)")
                return true
            }
            #expect(done)
            await #expect(throws: StoreFailure.self) {
                try await database.read { try $0.rows("SELECT pg_sleep(0.3)") }
            }
        }
    }

    @Test("a server that is not there is an outage, and is left alone for a while")
    func noServer() async throws {
        let settings = try PostgreSQLSettings(url: "postgres://nobody:secret@/none?host=%2Fnonexistent")
        let clock = Mutex(Duration.zero)
        let database = PostgreSQLDatabase(settings, connections: 1, log: Self.log, uptime: { clock.withLock { $0 } })
        func failure(after pause: Duration) async -> String {
            clock.withLock { $0 += pause }
            let failure = await #expect(throws: StoreFailure.self) {
                try await database.read { try $0.rows("SELECT 1") }
            }
            guard case .unavailable(let reason) = failure else { return "" }
            return reason
        }
        let first = await failure(after: .zero)
        #expect(first.contains("/nonexistent"))
        #expect(!first.contains("secret"))
        #expect(await failure(after: .milliseconds(49)).contains("tried again in a moment"))
        #expect(await failure(after: .milliseconds(1)).contains("/nonexistent"))
        // The pause grows.
        #expect(await failure(after: .milliseconds(99)).contains("tried again in a moment"))
        #expect(await failure(after: .milliseconds(1)).contains("/nonexistent"))
        await database.close()
    }

    @Test("an address is checked without its password being told")
    func badAddress() {
        for address in ["mysql://a:secret@b/c", "postgres://a:secret@[::1/c", "postgres://a:secret@b/c?nonsense=1"] {
            let failure = #expect(throws: StoreFailure.self) { try PostgreSQLSettings(url: address) }
            #expect(!"\(String(describing: failure))".contains("secret"))
        }
    }

    @Test("settings print without their password")
    func settingsPrint() throws {
        let settings = try PostgreSQLSettings(url: "postgres://a:secret@b/c")
        #expect(!"\(settings)".contains("secret"))
        #expect(!String(reflecting: settings).contains("secret"))
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("secret"))
    }

    @Test("a value far larger than any buffer goes through")
    func largeValue() async throws {
        try await run { database, _ in
            try await database.write { try $0.execute("CREATE TABLE item (bytes BYTEA)") }
            let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
            try await database.write { try $0.execute("INSERT INTO item (bytes) VALUES ($1)", [.bytes(bytes)]) }
            let read = try await database.read { try $0.row("SELECT bytes FROM item")?.bytes(0) }
            #expect(read == bytes)
        }
    }

    @Test("a commit is durable before it is answered, whatever the operator's default")
    func synchronousCommit() async throws {
        let server = try await PostgreSQLServer.shared.url
        let joint = server.contains("?") ? "&" : "?"
        let settings = try PostgreSQLSettings(url: server + joint + "options=-csynchronous_commit%3Doff")
        let database = PostgreSQLDatabase(settings, connections: 1, log: Self.log)
        let level = try await database.read { try $0.row("SELECT current_setting('synchronous_commit')")?.text(0) }
        #expect(level == "on")
        await database.close()
    }
}
