/// What both databases do for the queries: a snapshot to read from and a transaction to write in.
///
/// A body is synchronous, and does nothing but talk to its connection: it may be run more than once (after a deadlock,
/// or when an idle connection turns out to be dead) and holds a thread meanwhile. An error that a statement throws
/// dooms the transaction, even if the body swallows it.
package protocol Database: Sendable {
    /// Runs the body on one snapshot: all its statements see the same state, whatever is written meanwhile.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// As `read`, for what walks over many rows: never on the thread that asked.
    func readLong<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// Runs the body in one transaction and returns once that is durable. Nothing of it stays if the body throws.
    @discardableResult
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// As `write`, alone among all processes on this database and without time limits: for migrations.
    @discardableResult
    func alter<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// Writes a consistent copy to a file that must not exist yet.
    func backup(to path: String) async throws

    /// Ends the threads and connections once what was begun is finished. Later calls throw.
    func close() async

    var commitCounts: CommitCounts { get }
}

/// The statements' way to a database, valid only inside the body that it was handed to.
package protocol Connection {
    /// Runs a statement and returns how many rows its INSERT, UPDATE or DELETE changed itself, cascades not counted.
    @discardableResult
    func execute(_ sql: SQL, _ values: [Value]) throws -> Int

    /// Runs a statement and returns all of its rows; the statement itself has to limit them.
    func rows(_ sql: SQL, _ values: [Value]) throws -> [Row]
}

extension Connection {
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        try execute(sql, [])
    }

    package func rows(_ sql: SQL) throws -> [Row] {
        try rows(sql, [])
    }

    /// The first row, where the statement has one.
    package func row(_ sql: SQL, _ values: [Value] = []) throws -> Row? {
        try rows(sql, values).first
    }
}
