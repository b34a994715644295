import Countersign
import Logging

/// The database on a server: a few connections, each on a thread of its own, for reads and writes alike.
package final class PostgreSQLDatabase: Database {
    private let sessions: WorkerThreads<PostgreSQLSession>
    private let counter = CommitCounter()

    /// Connects when it is first asked for something.
    /// - Parameter uptime: time that only goes forward, for the pause after a failure; nil for the machine's own.
    package init(
        _ settings: PostgreSQLSettings,
        connections: Int = 8,
        log: Logger,
        faults: Faults? = nil,
        uptime: (@Sendable () -> Duration)? = nil
    ) {
        let outage = Outage(log: log, uptime: uptime ?? Uptime.current)
        sessions = WorkerThreads(count: connections, name: "postgresql") {
            PostgreSQLSession(settings, outage: outage, faults: faults)
        }
    }

    package var commitCounts: CommitCounts { counter.current }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await sessions.run { try $0.run(.read, body) }
    }

    package func readLong<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await read(body)
    }

    @discardableResult
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await sessions.run { [counter] session in
            let result = try session.run(.write, body)
            // The server groups commits by itself; from here each is one.
            counter.committed(operations: 1)
            return result
        }
    }

    @discardableResult
    package func alter<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await sessions.run { try $0.run(.alter, body) }
    }

    package func backup(to _: String) async throws {
        throw StoreFailure.unsupported("a PostgreSQL database is backed up with pg_dump")
    }

    package func close() async {
        await sessions.close()
    }
}
