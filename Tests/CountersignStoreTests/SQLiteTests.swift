import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// What only a database in a file has to do.
@Suite struct SQLiteTests {
    private func run(_ body: (DatabasePlace, String) async throws -> Void) async throws {
        let place = try await DatabasePlace(.sqliteOnDisk)
        do {
            try await body(place, try #require(place.path))
            try await place.remove()
        } catch {
            try? await place.remove()
            throw error
        }
    }

    @Test("a commit waits for the disk: synchronous is FULL where writes happen")
    func synchronousIsFull() async throws {
        try await run { _, path in
            let database = try SQLiteDatabase(path: path, as: .server)
            let level = try await database.write { try $0.row("PRAGMA synchronous")?.integer(0) }
            let mode = try await database.write { try $0.row("PRAGMA journal_mode")?.text(0) }
            let keys = try await database.write { try $0.row("PRAGMA foreign_keys")?.integer(0) }
            #expect(level == 2)
            #expect(mode == "wal")
            #expect(keys == 1)
            await database.close()
        }
    }

    @Test("the file and its log are readable by their owner only")
    func fileMode() async throws {
        try await run { _, path in
            let database = try SQLiteDatabase(path: path, as: .server)
            try await database.write { try $0.execute("CREATE TABLE item (id TEXT)") }
            for name in [path, path + "-wal", path + "-shm", path + ".lock"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: name)
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
            await database.close()
        }
    }

    @Test("once it is closed the database is one file, whoever has read from it")
    func leavesOneFile() async throws {
        try await run { place, path in
            for number in 0..<50 {
                let database = try SQLiteDatabase(path: path, as: .tool)
                try await database.write { try $0.execute(.once("CREATE TABLE item\(number) (id TEXT)")) }
                _ = try await database.read { try $0.row("SELECT count(*) FROM sqlite_schema")?.integer(0) }
                _ = try await database.readLong { try $0.row("SELECT count(*) FROM sqlite_schema")?.integer(0) }
                await database.close()
                let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path()
                let left = try FileManager.default.contentsOfDirectory(atPath: folder)
                #expect(left == ["countersign.sqlite"], "after \(number) times")
            }
        }
    }

    @Test("a second server on the same file is refused, a tool is not")
    func secondServer() async throws {
        try await run { _, path in
            let server = try SQLiteDatabase(path: path, as: .server)
            let failure = #expect(throws: StoreFailure.self) { try SQLiteDatabase(path: path, as: .server) }
            guard case .refused(let message) = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(message.contains("another Countersign server is running on \(path)"))
            try await server.write { try $0.execute("CREATE TABLE item (id TEXT)") }
            let tool = try SQLiteDatabase(path: path, as: .tool)
            try await tool.write { try $0.execute("INSERT INTO item (id) VALUES ('a')") }
            let seen = try await server.read { try $0.row("SELECT id FROM item")?.text(0) }
            #expect(seen == "a")
            await tool.close()
            await server.close()
        }
    }

    @Test("a second server is refused under another name of the file too")
    func linkedFile() async throws {
        try await run { _, path in
            let server = try SQLiteDatabase(path: path, as: .server)
            let folder = (path as NSString).deletingLastPathComponent
            let link = folder + "/link.sqlite"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            try refuses(link, .server, "another Countersign server is running on \(link)")
            let tool = try SQLiteDatabase(path: link, as: .tool)
            await tool.close()
            let nowhere = folder + "/nowhere.sqlite"
            try FileManager.default.createSymbolicLink(atPath: nowhere, withDestinationPath: folder + "/absent")
            try refuses(nowhere, .server, "is a link to a file that is not there")
            // A second name of the file itself would have a log of its own, so nobody opens it.
            let second = folder + "/second.sqlite"
            try FileManager.default.linkItem(atPath: path, toPath: second)
            try refuses(second, .server, "hard links")
            try refuses(second, .tool, "hard links")
            await server.close()
            try refuses(path, .server, "hard links")
            try FileManager.default.removeItem(atPath: second)
            let next = try SQLiteDatabase(path: link, as: .server)
            await next.close()
            #expect(!FileManager.default.fileExists(atPath: link + ".lock"))
        }
    }

    private func refuses(_ path: String, _ role: SQLiteRole, _ words: String) throws {
        let failure = #expect(throws: StoreFailure.self) { try SQLiteDatabase(path: path, as: role) }
        guard case .refused(let message) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(message.contains(words))
    }

    @Test("a server may start once the one before has ended")
    func nextServer() async throws {
        try await run { _, path in
            for _ in 0..<3 {
                let server = try SQLiteDatabase(path: path, as: .server)
                try await server.write { try $0.execute("CREATE TABLE IF NOT EXISTS item (id TEXT)") }
                await server.close()
            }
            // The log was folded in by the last to close, so the file alone is a whole backup.
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        }
    }

    @Test("a reader does not wait for a writer in the middle of its transaction")
    func readsDoNotWait() async throws {
        try await run { _, path in
            let database = try SQLiteDatabase(path: path, as: .server)
            try await database.write { try $0.execute("CREATE TABLE item (id TEXT)") }
            let writing = Gate()
            let done = Gate()
            async let write: Void = database.write { connection in
                try connection.execute("INSERT INTO item (id) VALUES ('a')")
                writing.open()
                done.wait()
            }
            await writing.opened()
            let seen = try await database.read { try $0.row("SELECT COUNT(*) FROM item")?.integer(0) }
            done.open()
            try await write
            #expect(seen == 0)
            await database.close()
        }
    }

    @Test("reads share a snapshot until the next commit, and never keep the log from being folded")
    func sharedSnapshots() async throws {
        try await run { _, path in
            let database = try SQLiteDatabase(path: path, as: .server)
            try await database.write { try $0.execute("CREATE TABLE item (number BIGINT)") }
            for number in 1...50 {
                try await database.write { connection in
                    try connection.execute("INSERT INTO item (number) VALUES ($1)", [.integer(Int64(number))])
                }
                let counts = try await withThrowingTaskGroup(of: Int64?.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            try await database.read { try $0.row("SELECT COUNT(*) FROM item")?.integer(0) }
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(counts.allSatisfy { $0 == Int64(number) })
            }
            // Were the snapshots held, the log would keep all of these sixty megabytes.
            let large = Value.bytes([UInt8](repeating: 1, count: 10_000_000))
            try await database.write { try $0.execute("CREATE TABLE large (bytes BYTEA)") }
            for _ in 0..<6 {
                _ = try await database.read { try $0.row("SELECT COUNT(*) FROM large") }
                try await database.write { connection in
                    try connection.execute("DELETE FROM large")
                    try connection.execute("INSERT INTO large (bytes) VALUES ($1)", [large])
                }
            }
            let log = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
            #expect(try #require(log) < 30_000_000)
            await database.close()
        }
    }

    @Test("a full disk refuses what is to be written and harms nothing else")
    func fullDisk() async throws {
        try await run { _, path in
            let database = try SQLiteDatabase(path: path, as: .server)
            try await database.write { try $0.execute("CREATE TABLE item (id TEXT, bytes BYTEA)") }
            _ = try await database.write { try $0.rows("PRAGMA max_page_count = 10") }
            let insert: SQL = "INSERT INTO item (id, bytes) VALUES ($1, $2)"
            let large = Value.bytes([UInt8](repeating: 1, count: 100_000))
            await #expect(throws: StoreFailure.unavailable("database or disk is full")) {
                try await database.write { connection in
                    try connection.execute(insert, [.text("a"), .bytes([1])])
                    try connection.execute(insert, [.text("b"), large])
                }
            }
            _ = try await database.write { try $0.rows("PRAGMA max_page_count = 100000") }
            try await database.write { try $0.execute(insert, [.text("c"), large]) }
            let rows = try await database.read { try $0.rows("SELECT id FROM item").map { try $0.text(0) } }
            #expect(rows == ["c"])
            await database.close()
        }
    }

    @Test("a file that is no database is told as such")
    func notADatabase() async throws {
        try await run { _, path in
            try Data("this is a text, and a rather long one, so that it could hold a header".utf8)
                .write(to: URL(fileURLWithPath: path))
            let failure = #expect(throws: StoreFailure.self) { try SQLiteDatabase(path: path, as: .server) }
            guard case .corrupt = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
    }

    @Test("a place that cannot be written is refused at once")
    func noFolder() {
        #expect(throws: StoreFailure.self) { try SQLiteDatabase(path: "/nonexistent/a.sqlite", as: .server) }
    }

    @Test("a backup is whole, private, and never overwrites")
    func backup() async throws {
        try await run { _, path in
            let database = try SQLiteDatabase(path: path, as: .server)
            try await database.write { connection in
                try connection.execute("CREATE TABLE item (id TEXT)")
                try connection.execute("INSERT INTO item (id) VALUES ('a')")
            }
            let copy = path + "'s copy"
            try await database.backup(to: copy)
            await #expect(throws: StoreFailure.self) { try await database.backup(to: copy) }
            await database.close()
            let attributes = try FileManager.default.attributesOfItem(atPath: copy)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let opened = try SQLiteDatabase(path: copy, as: .tool)
            let seen = try await opened.read { try $0.row("SELECT id FROM item")?.text(0) }
            #expect(seen == "a")
            await opened.close()
        }
    }
}
