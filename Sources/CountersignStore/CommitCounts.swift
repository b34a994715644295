import Synchronization

/// How many writes were asked for and how many durable commits carried them; their quotient is the size of a group.
package struct CommitCounts: Sendable, Equatable {
    package var operations: Int
    package var commits: Int
}

/// Counts commits from any thread.
final class CommitCounter: Sendable {
    private let counts = Mutex(CommitCounts(operations: 0, commits: 0))

    var current: CommitCounts {
        counts.withLock { $0 }
    }

    func committed(operations: Int) {
        counts.withLock { counts in
            counts.operations += operations
            counts.commits += 1
        }
    }
}
