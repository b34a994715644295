import CountersignStore
import Foundation
import Logging
import Synchronization

/// The three databases that every contract holds for.
package enum TestedDatabase: String, CaseIterable, Sendable {
    case sqliteInMemory = "SQLite in memory"
    case sqliteOnDisk = "SQLite on disk"
    case postgreSQL = "PostgreSQL"

    /// Runs a test on an empty database of this kind, which is gone afterwards.
    package func run<Result>(
        faults: Faults? = nil,
        _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        let place = try await DatabasePlace(self)
        let database = try place.open(faults: faults)
        do {
            let result = try await body(database)
            await database.close()
            try await place.remove()
            return result
        } catch {
            await database.close()
            try? await place.remove()
            throw error
        }
    }
}

/// Where a test's database is, so that it can be opened more than once: by a second process, or after a crash.
package struct DatabasePlace: Sendable {
    private enum Kind {
        case memory
        case file(folder: String)
        case schema(String, server: String)
    }

    private static let number = Mutex(0)
    private let kind: Kind

    package init(_ database: TestedDatabase) async throws {
        let number = Self.number.withLock { number in
            number += 1
            return number
        }
        let name = "countersign_test_\(getpid())_\(number)"
        switch database {
        case .sqliteInMemory:
            kind = .memory
        case .sqliteOnDisk:
            let folder = NSTemporaryDirectory() + "/" + name
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            kind = .file(folder: folder)
        case .postgreSQL:
            let server = try await PostgreSQLServer.shared
            kind = .schema(name, server: server.url)
            try await Self.tell(server.url, "CREATE SCHEMA \(name)")
        }
    }

    /// What an operator would write into the configuration; nil for memory.
    package var address: String? {
        switch kind {
        case .memory: nil
        case .file(let folder): "sqlite:\(folder)/countersign.sqlite"
        case .schema(let name, let server):
            server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(name)"
        }
    }

    /// The file, where it is one.
    package var path: String? {
        if case .file(let folder) = kind { "\(folder)/countersign.sqlite" } else { nil }
    }

    package func open(as role: SQLiteRole = .server, faults: Faults? = nil) throws -> any Database {
        switch kind {
        case .memory: return try SQLiteDatabase(inMemoryWith: faults)
        case .file(let folder):
            return try SQLiteDatabase(path: "\(folder)/countersign.sqlite", as: role, faults: faults)
        case .schema:
            let settings = try PostgreSQLSettings(url: address ?? "")
            return PostgreSQLDatabase(settings, connections: 4, log: Self.log, faults: faults)
        }
    }

    package func remove() async throws {
        switch kind {
        case .memory: break
        case .file(let folder): try FileManager.default.removeItem(atPath: folder)
        case .schema(let name, let server): try await Self.tell(server, "DROP SCHEMA \(name) CASCADE")
        }
    }

    private static let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private static func tell(_ url: String, _ statement: String) async throws {
        let database = PostgreSQLDatabase(try PostgreSQLSettings(url: url), connections: 1, log: log)
        do {
            try await database.write { try $0.execute(.once(statement)) }
            await database.close()
        } catch {
            await database.close()
            throw error
        }
    }
}
