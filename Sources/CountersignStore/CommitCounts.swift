import Synchronization

/// How many writes were asked for and how many durable commits carried them; their quotient is the size of a group.
package struct CommitCounts: Sendable, Equatable {
    package var operations: Int
    package var commits: Int
}

/// Counts commits from any thread.
final class CommitCounter: Sendable {
    private struct State {
        var counts = CommitCounts(operations: 0, commits: 0)
        var groupsEnded = 0
    }

    private let state = Mutex(State())

    var current: CommitCounts { state.withLock { $0.counts } }

    /// Groups that were tried, whatever came of them.
    var groupsEnded: Int { state.withLock { $0.groupsEnded } }

    func committed(operations: Int) {
        groupEnded(operations: operations)
    }

    /// - Parameter operations: how many are durable; nil if the commit failed.
    func groupEnded(operations: Int?) {
        state.withLock { state in
            state.groupsEnded += 1
            guard let operations else { return }
            state.counts.operations += operations
            state.counts.commits += 1
        }
    }
}
