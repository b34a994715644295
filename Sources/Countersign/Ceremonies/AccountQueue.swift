import Synchronization

/// Lets the acts on one account wait for each other within this process, so that only another node can win the race
/// for its revision. It is no lock of record: the revision is.
package final class AccountQueue: Sendable {
    /// Accounts that an act is at, and the acts that wait for it, in their order.
    private struct State {
        var busy: Set<Account.ID> = []
        var waiting: [Account.ID: [CheckedContinuation<Void, Never>]] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Runs an act once no other of this process is at the account.
    package func alone<Result: Sendable>(
        with account: Account.ID,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        await enter(account)
        defer { leave(account) }
        return try await body()
    }

    private func enter(_ account: Account.ID) async {
        // The usual case takes no continuation: nobody else is at this account.
        let entered = state.withLock { $0.busy.insert(account).inserted }
        if entered { return }
        await withCheckedContinuation { continuation in
            let free = state.withLock { state in
                if state.busy.insert(account).inserted { return true }
                state.waiting[account, default: []].append(continuation)
                return false
            }
            if free { continuation.resume() }
        }
    }

    private func leave(_ account: Account.ID) {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard var queue = state.waiting[account], !queue.isEmpty else {
                state.waiting[account] = nil
                state.busy.remove(account)
                return nil
            }
            let first = queue.removeFirst()
            state.waiting[account] = queue.isEmpty ? nil : queue
            return first
        }
        next?.resume()
    }
}
