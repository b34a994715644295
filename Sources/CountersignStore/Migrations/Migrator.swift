import Countersign

/// Brings a database to the schema of this program, each step once, and refuses one that is newer.
package struct Migrator: Sendable {
    private let database: any Database
    private let migrations: [Migration]

    package init(_ database: any Database, migrations: [Migration] = Migration.all) {
        self.database = database
        self.migrations = migrations
    }

    /// The steps that have not run yet; all of them on an empty database.
    package func pending() async throws -> [Migration] {
        try await database.alter { [self] in try pending(in: $0) }
    }

    /// Runs them, each in a transaction of its own that also records it. Of several nodes one does it, the others wait.
    /// - Parameter now: milliseconds since 1970.
    /// - Returns: the steps that this call ran.
    package func migrate(at now: Int64) async throws -> [Migration] {
        var ran: [Migration] = []
        while true {
            let next = try await database.alter { [self] connection in
                let next = try pending(in: connection).first
                if let next { try run(next, at: now, in: connection) }
                return next
            }
            guard let next else { return ran }
            ran.append(next)
        }
    }

    private func run(_ migration: Migration, at now: Int64, in connection: any Connection) throws {
        for statement in SQLScript.statements(of: migration.script) {
            try connection.execute(.once(statement))
        }
        try connection.execute(
            Self.record,
            [.integer(migration.number), .text(migration.name), .text(migration.checksum), .integer(now)]
        )
    }

    private func pending(in connection: any Connection) throws -> [Migration] {
        try connection.execute(Self.makeTable)
        let rows = try connection.rows(Self.all)
        for row in rows {
            let number = try row.integer(0)
            guard let known = migrations.first(where: { $0.number == number }) else {
                throw StoreFailure.refused(
                    """
                    the database is newer than this program: it has migration \(number) (\(try row.text(1))); \
                    run a Countersign that knows it, or restore an older backup
                    """
                )
            }
            guard try row.text(2) == known.checksum else {
                throw StoreFailure.refused("migration \(number) (\(known.name)) is not the one that made this database")
            }
        }
        // They run in order, so what is there must be a beginning.
        guard rows.count <= migrations.count,
            try zip(rows, migrations).allSatisfy({ try $0.integer(0) == $1.number })
        else { throw StoreFailure.refused("a migration between others is missing in the database") }
        return Array(migrations[rows.count...])
    }

    private static let makeTable = SQL.once(
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
            number BIGINT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        )
        """
    )
    private static let all = SQL.once("SELECT number, name, checksum FROM schema_migration ORDER BY number")
    private static let record = SQL.once(
        "INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)"
    )
}
