import Countersign
import GRDB
import Synchronization

/// The read-only connections to a file, each lent to one reader at a time.
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
        var isClosed = false
    }

    private let state = Mutex(State())
    private let waiting: WorkerThreads<PatientReader>

    /// - Parameter open: opens a connection, which waits for locks or does not.
    init(count: Int, threads: Int, open: @escaping @Sendable (_ waitsForLocks: Bool) throws -> SQLiteSession) throws {
        let idle = try (0..<count).map { _ in Idle(session: try open(false)) }
        state.withLock { $0.idle = idle }
        waiting = WorkerThreads(count: threads, name: "sqlite-reader") { PatientReader { try open(true) } }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        if let reader = state.withLock({ $0.idle.popLast() }) {
            defer { takeBack(reader) }
            do {
                return try reader.session.snapshot(body)
            } catch StoreFailure.unavailable {
                // Locked, most likely: it is done again where waiting harms nobody.
            }
        }
        return try await readLong(body)
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

    func session() throws -> SQLiteSession {
        if let opened { return opened }
        let session = try open()
        opened = session
        return session
    }
}
