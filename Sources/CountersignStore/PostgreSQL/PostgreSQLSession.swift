import Countersign

/// One thread's way to the server: a connection that is made when first needed, and made anew after it was lost.
final class PostgreSQLSession {
    enum Kind {
        case read
        case write
        case alter
    }

    /// How often the same work is done again after a deadlock.
    private static let attempts = 5

    private let settings: PostgreSQLSettings
    private let outage: Outage
    private let faults: Faults?
    private var connection: PostgreSQLConnection?

    init(_ settings: PostgreSQLSettings, outage: Outage, faults: Faults?) {
        self.settings = settings
        self.outage = outage
        self.faults = faults
    }

    func run<Result>(_ kind: Kind, _ body: (any Connection) throws -> Result) throws -> Result {
        var attempt = 1
        while true {
            let isFresh = connection == nil
            let connection = try connected()
            do {
                return try transaction(kind, over: connection, body)
            } catch {
                if connection.isBroken { self.connection = nil }
                // An idle connection may have died long ago, and only its next use shows it. Before COMMIT was sent,
                // nothing can have been written, so the work may be done again.
                let wasDead = connection.isBroken && !isFresh && !connection.isCommitSent
                guard wasDead || connection.isWorthRepeating, attempt < Self.attempts else { throw error }
                attempt += 1
            }
        }
    }

    private func transaction<Result>(
        _ kind: Kind,
        over connection: PostgreSQLConnection,
        _ body: (any Connection) throws -> Result
    ) throws -> Result {
        do {
            switch kind {
            case .read:
                connection.begin(Self.beginRead)
                let result = try body(connection)
                if let failure = connection.failure { throw failure }
                connection.endRead()
                return result
            case .write:
                connection.begin(Self.beginWrite)
                let result = try body(connection)
                try connection.commit()
                return result
            case .alter:
                connection.begin(Self.beginWrite)
                return try connection.withoutTimeLimits {
                    _ = try connection.rows(PostgreSQLOpening.noTimeLimits)
                    _ = try connection.rows(Self.takeAlterLock)
                    let result = try body(connection)
                    try connection.commit()
                    return result
                }
            }
        } catch {
            connection.rollback()
            throw error
        }
    }

    private func connected() throws -> PostgreSQLConnection {
        if let connection { return connection }
        try outage.checkMayTry()
        do {
            let connection = try PostgreSQLConnection(settings, faults: faults)
            outage.ended()
            self.connection = connection
            return connection
        } catch {
            outage.failed("\(error)")
            throw error
        }
    }

    // Said in full, because an operator may have set other defaults.
    private static let beginRead = SQL.once("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    private static let beginWrite = SQL.once("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    /// The key is "Counters" in ASCII. The lock ends with the transaction.
    private static let takeAlterLock = SQL.once("SELECT pg_advisory_xact_lock(4859231640215712371)")
}
