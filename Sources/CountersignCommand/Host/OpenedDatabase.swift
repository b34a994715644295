import Countersign
import CountersignStore
import Foundation
import Logging

/// The database, brought to this program's schema.
struct OpenedDatabase: Sendable {
    let database: any Database
    let store: SQLStore

    /// The server brings an older database to its schema, after a backup; a tool does so only with an empty one, so that
    /// nobody's small command changes what a running older server works on.
    ///
    /// - Parameter creating: whether a database that is not there may be made. A command that only looks must not: it
    ///   would find nothing wrong with an empty one beside the right one.
    static func open(
        _ loaded: LoadedConfiguration,
        as role: SQLiteRole,
        creating: Bool,
        log: Logger
    ) async throws -> OpenedDatabase {
        let configuration = loaded.configuration
        let database = try connect(to: loaded, as: role, creating: creating, log: log)
        do {
            try await migrate(database, configuration, as: role, creating: creating, log: log)
            return OpenedDatabase(database: database, store: SQLStore(database))
        } catch {
            await database.close()
            throw error
        }
    }

    private static func connect(
        to loaded: LoadedConfiguration,
        as role: SQLiteRole,
        creating: Bool,
        log: Logger
    ) throws -> any Database {
        let configuration = loaded.configuration
        if creating {
            try PrivateFolder.make(configuration.data.path)
            try loaded.checkDatabaseFolder()
        }
        let faults = Self.faults(of: role)
        switch configuration.database {
        case .sqlite(let path):
            guard creating || FileManager.default.fileExists(atPath: path) else { throw Self.absent(path) }
            return try SQLiteDatabase(path: path, as: role, faults: faults)
        case .postgres(let url):
            return PostgreSQLDatabase(try PostgreSQLSettings(url: url.revealed), log: log, faults: faults)
        }
    }

    /// None, but for the server of a debug build that a test wants to end in the middle of something.
    private static func faults(of role: SQLiteRole) -> Faults? {
        #if DEBUG
        if role == .server, let path = ProcessInfo.processInfo.environment["TEST_END_AT_STATEMENT"] {
            return Faults(endingAsOrderedAt: path)
        }
        #endif
        return nil
    }

    private static func migrate(
        _ database: any Database,
        _ configuration: Configuration,
        as role: SQLiteRole,
        creating: Bool,
        log: Logger
    ) async throws {
        let migrator = Migrator(database)
        let pending = try await migrator.pending()
        guard let first = pending.first else { return }
        let isEmpty = pending.count == Migration.all.count
        guard !isEmpty || creating else { throw Self.absent(configuration.database.settingText) }
        guard isEmpty || role == .server else {
            throw StoreFailure.refused(
                "the database is of an older version; start the server of this version once, which brings it up to date"
            )
        }
        if !isEmpty { try await backUp(database, before: first, in: configuration, log: log) }
        let milliseconds = Int64((SystemWorld.now().timeIntervalSince1970 * 1000).rounded(.down))
        for migration in try await migrator.migrate(at: milliseconds) {
            log.notice("Migrated the database", metadata: ["migration": "\(migration.number) \(migration.name)"])
        }
    }

    private static func absent(_ place: String) -> CommandFailure {
        CommandFailure("there is no database at \(place); look at --data and --database, or start the server first")
    }

    /// A migration is tried on every released version, and still this is somebody's only database.
    private static func backUp(
        _ database: any Database,
        before migration: Migration,
        in configuration: Configuration,
        log: Logger
    ) async throws {
        let path = "\(configuration.data.path)/before-migration-\(migration.number).sqlite"
        do {
            try await database.backup(to: path)
            log.notice("Made a backup before migrating", metadata: ["path": "\(path)"])
        } catch StoreFailure.unsupported(let why) {
            log.warning("No backup before migrating", metadata: ["why": "\(why)"])
        } catch StoreFailure.refused(let why) where FileManager.default.fileExists(atPath: path) {
            // An earlier attempt made it, and this database has not been migrated since.
            log.notice("Kept the backup of an earlier attempt", metadata: ["why": "\(why)"])
        }
    }
}

/// Folders and files for the operator's eyes only.
enum PrivateFolder {
    static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure("cannot make the folder \(path): \(String(cString: strerror(errno)))")
        }
    }
}
