import Countersign
import CountersignStore

extension TestedDatabase {
    /// Runs a test on an empty store over a database of this kind.
    package func runStore<Result>(
        faults: Faults? = nil,
        _ body: (SQLStore) async throws -> Result
    ) async throws -> Result {
        try await run(faults: faults) { database in
            try await body(try await SQLStore.migrated(database))
        }
    }
}

extension SQLStore {
    /// A store over a database that is given this program's schema first.
    package static func migrated(_ database: any Database) async throws -> SQLStore {
        _ = try await Migrator(database).migrate(at: 0)
        return SQLStore(database)
    }
}
