import CSQLite
import Countersign
import Foundation
import GRDB
import Synchronization

/// Who opens an SQLite file: at most one server at a time, and beside it any number of short-lived tools.
package enum SQLiteRole: Sendable {
    case server
    case tool
}

/// The database in one file: one writer that commits in groups, and readers that never wait for it.
package final class SQLiteDatabase: Database {
    private let writer: GroupCommit
    private let readers: SQLiteReaders
    private let lock: ServerLock?

    /// Opens the file, or makes one that only its owner can read.
    /// - Parameter readers: how many reads may run at once without waiting.
    package init(path name: String, as role: SQLiteRole, readers limit: Int = 8, faults: Faults? = nil) throws {
        let path = try DatabaseFile.resolved(name)
        lock = role == .server ? try ServerLock(databasePath: path, named: name) : nil
        try Self.makePrivateFile(path)
        let queue = try Self.openWriter(path)
        let counter = CommitCounter()
        let readers = SQLiteReaders(limit: limit, threads: 2, commits: counter) { waits in
            SQLiteSession(try Self.openReader(path, waitsForLocks: waits), faults: faults)
        }
        writer = GroupCommit(
            faults: faults,
            counter: counter,
            endSnapshots: { readers.endSnapshots() },
            makeSession: { SQLiteSession(queue, faults: faults) }
        )
        self.readers = readers
    }

    /// A database that lives as long as this value, for tests. Its one connection is shared by all.
    package init(inMemoryWith faults: Faults?) throws {
        let queue = try DatabaseQueue(configuration: Self.configuration(readOnly: false))
        lock = nil
        let counter = CommitCounter()
        writer = GroupCommit(
            faults: faults,
            counter: counter,
            endSnapshots: {},
            makeSession: { SQLiteSession(queue, faults: faults) }
        )
        readers = SQLiteReaders(limit: 0, threads: 1, commits: counter) { _ in SQLiteSession(queue, faults: faults) }
    }

    package var commitCounts: CommitCounts { writer.counter.current }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await readers.read(body)
    }

    package func readLong<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await readers.readLong(body)
    }

    @discardableResult
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await writer.write(body)
    }

    /// Every write is alone: `BEGIN IMMEDIATE` holds the lock of the file.
    @discardableResult
    package func alter<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await writer.write(body)
    }

    package func backup(to path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreFailure.refused("\(path) exists already")
        }
        try Self.makePrivateFile(path)
        // VACUUM INTO reads one snapshot and takes an empty file for its target.
        try await readers.runAlone { _ = try $0.pragma(.once("VACUUM INTO " + Self.quoted(path))) }
    }

    /// What is wrong with the file as a database; nil if nothing is. Reads all of it.
    package func damage() async throws -> String? {
        let found = Mutex<String?>(nil)
        try await readers.runAlone { connection in
            let said = try connection.pragma(.once("PRAGMA integrity_check(1)"))?.text(0)
            found.withLock { $0 = said }
        }
        let said = found.withLock { $0 }
        return said == "ok" ? nil : said ?? "it cannot be checked"
    }

    package func close() async {
        // The writer last: SQLite folds the log into the file when the last connection closes, and a reader cannot.
        await readers.close()
        await writer.close()
        lock?.release()
    }

    // MARK: Opening

    private static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = true
        // Only a tool on the same file, or the end of the log's folding, can make us wait.
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// Each allocation of each connection takes one lock of the whole process to be counted. Nobody asks for the counts.
    /// Without effect where SQLite is in use already.
    private static let withoutStatistics: Void = { _ = csqlite_keep_no_memory_statistics() }()

    private static func openReader(_ path: String, waitsForLocks: Bool) throws -> DatabaseQueue {
        do {
            // Opening may have to wait for a lock, whatever is to come.
            var configuration = configuration(readOnly: true)
            // Snapshots are left open from one read to the next.
            configuration.allowsUnsafeTransactions = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            if !waitsForLocks {
                try queue.unsafeRead { try $0.execute(sql: "PRAGMA busy_timeout = 0") }
            }
            return queue
        } catch {
            throw SQLiteFailure.make(error)
        }
    }

    private static func openWriter(_ path: String) throws -> DatabaseQueue {
        _ = withoutStatistics
        do {
            var configuration = configuration(readOnly: false)
            configuration.journalMode = .wal
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                // GRDB sets NORMAL while it opens, under which a power cut can take the last commits back,
                // and with them the mark that a code was used.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                // What a whole group changes fits in, or its pages are written to the log more than once. In KiB.
                try database.execute(sql: "PRAGMA cache_size = -16384")
                // The savepoint of a write keeps what it changes, and a file for that is slower than the write.
                try database.execute(sql: "PRAGMA temp_store = MEMORY")
                // After a burst the log is cut back to this.
                try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
            }
            return queue
        } catch {
            throw SQLiteFailure.make(error)
        }
    }

    /// SQLite gives its log and index files the mode of the database.
    private static func makePrivateFile(_ path: String) throws {
        // Only if it is new: closing any descriptor of an open database drops the locks that SQLite has on it.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw StoreFailure.refused("cannot make \(path): \(String(cString: strerror(errno)))")
        }
        Foundation.close(descriptor)
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "''") + "'"
    }
}
