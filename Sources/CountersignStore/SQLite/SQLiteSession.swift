import Countersign
import GRDB
import GRDBSQLite

/// One open connection to SQLite with its prepared statements; it never leaves its thread.
final class SQLiteSession {
    private let queue: DatabaseQueue
    private let faults: Faults?
    private var statements: [SQL: SQLiteStatement] = [:]
    /// The snapshot that was left open, if there is one.
    private var shown: Snapshot?

    init(_ queue: DatabaseQueue, faults: Faults?) {
        self.queue = queue
        self.faults = faults
    }

    /// Hands out the connection for a while. Whoever begins a transaction in it ends it in it.
    func run<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        do {
            return try queue.writeWithoutTransaction { database in
                try body(SQLiteConnection(database, session: self, faults: faults))
            }
        } catch {
            throw SQLiteFailure.make(error)
        }
    }

    /// A snapshot for reading: the transaction takes no lock that a writer would wait for.
    func snapshot<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
        try run { connection in
            connection.isReadOnly = true
            try connection.control(.begin)
            do {
                let result = try body(connection)
                if let failure = connection.failure { throw failure }
                try connection.control(.rollback)
                return result
            } catch {
                connection.rollbackIfNeeded()
                throw error
            }
        }
    }

    /// As `snapshot`, but leaves it open: a reader that is content with the same state finds its pages in memory.
    func read<Result>(asOf moment: Snapshot, _ body: (any Connection) throws -> Result) throws -> Result {
        try run { connection in
            connection.isReadOnly = true
            do {
                if shown.map({ !$0.serves(moment) }) ?? true {
                    connection.rollbackIfNeeded()
                    try connection.control(.begin)
                    shown = moment
                }
                let result = try body(connection)
                if let failure = connection.failure { throw failure }
                return result
            } catch {
                shown = nil
                connection.rollbackIfNeeded()
                throw error
            }
        }
    }

    func writeAheadLog() -> WriteAheadLog {
        queue.inDatabase { WriteAheadLog(of: $0.sqliteConnection) }
    }

    func forget(_ log: WriteAheadLog) {
        queue.inDatabase { log.forget(on: $0.sqliteConnection) }
    }

    func endSnapshot() {
        guard shown != nil else { return }
        shown = nil
        try? run { $0.rollbackIfNeeded() }
    }

    func close() {
        endSnapshot()
        statements = [:]
        try? queue.close()
    }

    fileprivate func statement(_ sql: SQL, in database: GRDB.Database) throws -> SQLiteStatement {
        if let statement = statements[sql] { return statement }
        let statement = try SQLiteStatement(database.makeStatement(sql: sql.text))
        if sql.isKept { statements[sql] = statement }
        return statement
    }
}

/// The state of the database that somebody wants to see, or sees.
struct Snapshot: Sendable {
    /// Groups of writes that this process had tried to commit.
    let groupsEnded: Int
    let takenAt: Duration

    /// A tool beside the server commits too, and is not counted: so a snapshot serves others for a moment only.
    private static let lifetime = Duration.milliseconds(2)

    /// Whether it shows whatever this process had answered for at that moment.
    func serves(_ moment: Snapshot) -> Bool {
        groupsEnded == moment.groupsEnded && moment.takenAt - takenAt < Self.lifetime
    }
}

/// The statements' way to SQLite inside one transaction.
final class SQLiteConnection: Connection {
    private let database: GRDB.Database
    private let session: SQLiteSession
    private let faults: Faults?
    var isReadOnly = false
    /// The first error of a statement; after it the transaction cannot be committed, as on PostgreSQL.
    var failure: (any Error)?

    init(_ database: GRDB.Database, session: SQLiteSession, faults: Faults?) {
        self.database = database
        self.session = session
        self.faults = faults
    }

    func execute(_ sql: SQL, _ values: [Value]) throws -> Int {
        try run(sql, values) { _ in }
        return Int(sqlite3_changes64(database.sqliteConnection))
    }

    func rows(_ sql: SQL, _ values: [Value]) throws -> [Row] {
        var rows: [Row] = []
        try run(sql, values) { rows.append($0) }
        return rows
    }

    private func run(_ sql: SQL, _ values: [Value], each row: (Row) -> Void) throws {
        if let failure { throw failure }
        do {
            try values.checkStorable()
            try faults?.pass()
            let statement = try session.statement(sql, in: database)
            guard statement.isReadOnly || !isReadOnly else {
                throw StoreFailure.unsupported("a read must not write")
            }
            try statement.run(values, each: row)
        } catch {
            let error = SQLiteFailure.make(error)
            failure = error
            throw error
        }
    }

    // MARK: Transactions

    /// The driver's own statements.
    struct Control {
        let sql: SQL

        static let begin = Control(sql: "BEGIN DEFERRED")
        static let beginToWrite = Control(sql: "BEGIN IMMEDIATE")
        static let commit = Control(sql: "COMMIT")
        static let rollback = Control(sql: "ROLLBACK")
        static let save = Control(sql: "SAVEPOINT operation")
        static let release = Control(sql: "RELEASE operation")
        static let rollbackToSave = Control(sql: "ROLLBACK TO operation")
    }

    /// Runs one of them, past the failure of the operation that it may have to undo.
    func control(_ control: Control) throws {
        do {
            try session.statement(control.sql, in: database).run([]) { _ in }
        } catch {
            throw SQLiteFailure.make(error)
        }
    }

    func pragma(_ sql: SQL) throws -> Row? {
        var first: Row?
        try session.statement(sql, in: database).run([]) { first = first ?? $0 }
        return first
    }

    /// SQLite ends the transaction by itself after some errors: a full disk, an I/O error.
    var isInsideTransaction: Bool { database.isInsideTransaction }

    func rollbackIfNeeded() {
        if isInsideTransaction { try? control(.rollback) }
    }
}
