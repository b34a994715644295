import Countersign
import Foundation
import Synchronization

/// The store over a database: every function is one transaction of queries.
package final class SQLStore: Store {
    let database: any Database
    /// Where the rotation of a column's values has come to; see `sealedValues`.
    let rotation = Mutex<[SealedColumn: String]>([:])
    private let membershipsAreNeeded = Mutex(true)
    private let afterMail = Mutex<@Sendable () -> Void>({})

    /// - Parameter database: with the schema of this program; see `Migrator`.
    package init(_ database: any Database) {
        self.database = database
    }

    /// What is done whenever a commit has written a mail: so that it leaves at once, whoever wrote it.
    package func whenMailIsWritten(_ act: @escaping @Sendable () -> Void) {
        afterMail.withLock { $0 = act }
    }

    func mailWasWritten() {
        afterMail.withLock { $0 }()
    }

    package func loadMemberships(_ areNeeded: Bool) {
        membershipsAreNeeded.withLock { $0 = areNeeded }
    }

    var needsMemberships: Bool { membershipsAreNeeded.withLock { $0 } }

    package var commitCounts: (operations: Int, commits: Int) {
        let counts = database.commitCounts
        return (counts.operations, counts.commits)
    }

    package func backup(to path: String) async throws {
        try await database.backup(to: path)
    }

    package func check() async throws {
        try await database.write { try Housekeeping.check(in: $0) }
    }
}
