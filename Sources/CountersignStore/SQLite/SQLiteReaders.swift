import Countersign
import GRDB
import Synchronization

/// The read-only connections to a file, each lent to one reader at a time.
///
/// A connection forgets all pages that it has read when the writer has committed. So those who read between two commits
/// share a snapshot: most of what leads to a row is then in memory.
///
/// A read costs some 20 µs, and handing it to another thread and back as much again. So it runs where it was asked
/// for, as long as it need not wait: not for a free connection, and not for a lock (SQLite takes one in rare moments,
/// such as while another process closes the file). Those that would wait do so on threads of their own.
final class SQLiteReaders: Sendable {
    /// A connection changes hands only through the mutex, so two threads never have it at once.
    private struct Idle: @unchecked Sendable {
        let session: SQLiteSession
    }

    private struct State {
        var idle: [Idle] = []
        /// Open ones, idle or lent.
        var opened = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let limit: Int
    private let open: @Sendable (_ waitsForLocks: Bool) throws -> SQLiteSession
    private let commits: CommitCounter
    private let waiting: WorkerThreads<PatientReader>

    /// - Parameters:
    ///   - limit: how many reads may run at once where they were asked for; each takes a connection of its own.
    ///   - open: opens a connection, which waits for locks or does not.
    init(
        limit: Int,
        threads: Int,
        commits: CommitCounter,
        open: @escaping @Sendable (_ waitsForLocks: Bool) throws -> SQLiteSession
    ) {
        self.limit = limit
        self.commits = commits
        self.open = open
        waiting = WorkerThreads(count: threads, name: "sqlite-reader") { PatientReader { try open(true) } }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        if let reader = try borrow() {
            defer { takeBack(reader) }
            do {
                let moment = Snapshot(groupsEnded: commits.groupsEnded, takenAt: Uptime.current())
                return try reader.session.read(asOf: moment, body)
            } catch StoreFailure.unavailable {
                // Locked, most likely: it is done again where waiting harms nobody.
            }
        }
        return try await readLong(body)
    }

    /// An idle connection, or a new one; nil where that would be one too many.
    private func borrow() throws -> Idle? {
        let (reader, mayOpen): (Idle?, Bool) = state.withLock { state in
            if let reader = state.idle.popLast() { return (reader, false) }
            guard state.opened < limit, !state.isClosed else { return (nil, false) }
            state.opened += 1
            return (nil, true)
        }
        guard mayOpen else { return reader }
        do {
            return Idle(session: try open(false))
        } catch {
            state.withLock { $0.opened -= 1 }
            throw error
        }
    }

    /// On a thread of its own, for what takes long or has to wait.
    func readLong<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await waiting.run { try $0.session().snapshot(body) }
    }

    /// On a thread of its own too, and outside any transaction.
    func runAlone(_ body: @escaping @Sendable (SQLiteConnection) throws -> Void) async throws {
        try await waiting.run { try $0.session().run(body) }
    }

    /// Lets go of what no reader would want to see any more: SQLite cannot fold its log beyond an open snapshot.
    func endSnapshots() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for reader in idle {
            reader.session.endSnapshot()
            takeBack(reader)
        }
    }

    func close() async {
        let idle = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for reader in idle { reader.session.close() }
        await waiting.close()
    }

    private func takeBack(_ reader: Idle) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.idle.append(reader) }
            return state.isClosed
        }
        if isClosed { reader.session.close() }
    }
}

/// A thread's own connection, opened when it is first needed.
private final class PatientReader {
    private let open: () throws -> SQLiteSession
    private var opened: SQLiteSession?

    init(open: @escaping () throws -> SQLiteSession) {
        self.open = open
    }

    deinit {
        opened?.close()
    }

    func session() throws -> SQLiteSession {
        if let opened { return opened }
        let session = try open()
        opened = session
        return session
    }
}
