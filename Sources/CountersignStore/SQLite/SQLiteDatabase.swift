import Countersign
import Foundation
import GRDB

/// Who opens an SQLite file: at most one server at a time, and beside it any number of short-lived tools.
package enum SQLiteRole: Sendable {
    case server
    case tool
}

/// The database in one file: one writer that commits in groups, and readers that never wait for it.
package final class SQLiteDatabase: Database {
    private let writer: GroupCommit
    private let readers: WorkerThreads<SQLiteReader>
    private let lock: ServerLock?

    /// Opens the file, or makes it readable by its owner only.
    package convenience init(path: String, as role: SQLiteRole, readers: Int = 4, faults: Faults? = nil) throws {
        let lock = role == .server ? try ServerLock(databasePath: path) : nil
        try Self.makePrivateFile(path)
        let queue = try Self.openWriter(path)
        self.init(queue: queue, lock: lock, readers: readers, faults: faults) {
            try DatabaseQueue(path: path, configuration: Self.configuration(readOnly: true))
        }
    }

    /// A database that lives as long as this value, for tests.
    package convenience init(inMemoryWith faults: Faults?) throws {
        // There is no log beside memory; a database of its own needs none either.
        var configuration = Self.configuration(readOnly: false)
        configuration.journalMode = .default
        let queue = try DatabaseQueue(configuration: configuration)
        self.init(queue: queue, lock: nil, readers: 1, faults: faults) { queue }
    }

    private init(
        queue: DatabaseQueue,
        lock: ServerLock?,
        readers count: Int,
        faults: Faults?,
        openReader: @escaping @Sendable () throws -> DatabaseQueue
    ) {
        self.lock = lock
        writer = GroupCommit(faults: faults) { SQLiteSession(queue, faults: faults) }
        readers = WorkerThreads(count: count, name: "sqlite-reader") {
            SQLiteReader { SQLiteSession(try openReader(), faults: faults) }
        }
    }

    package var commitCounts: CommitCounts { writer.counter.current }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await readers.run { try $0.session().snapshot(body) }
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
        try await readers.run { reader in
            try reader.session().run { _ = try $0.pragma(.once("VACUUM INTO " + Self.quoted(path))) }
        }
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
        configuration.journalMode = readOnly ? .default : .wal
        return configuration
    }

    private static func openWriter(_ path: String) throws -> DatabaseQueue {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: false))
            try queue.writeWithoutTransaction { database in
                // GRDB sets NORMAL while it opens, under which a power cut can take the last commits back,
                // and with them the mark that a code was used.
                try database.execute(sql: "PRAGMA synchronous = FULL")
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

/// A thread's read-only connection, opened when it is first needed.
private final class SQLiteReader {
    private let open: () throws -> SQLiteSession
    private var opened: SQLiteSession?

    init(open: @escaping () throws -> SQLiteSession) {
        self.open = open
    }

    func session() throws -> SQLiteSession {
        if let opened { return opened }
        do {
            let session = try open()
            opened = session
            return session
        } catch {
            throw SQLiteFailure.make(error)
        }
    }
}
