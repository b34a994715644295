import Countersign
import Foundation
import Synchronization

/// Makes a database fail at a chosen step, for tests that kill the server anywhere or take its disk away.
///
/// A step is a statement, the moment before a commit, or the moment after it. Drivers are given one only by tests
/// and by debug builds that are asked to.
package final class Faults: Sendable {
    package enum Blow: Sendable, Equatable {
        /// Ends the process at once, as `kill -9` would.
        case exit(Int32)
        /// Fails until `heal`, as a full disk does.
        case fullDisk
        /// Fails until `heal`, as a server that went away does.
        case lostDatabase
    }

    private struct State {
        var passed = 0
        var next: (step: Int, blow: Blow)?
        var lasting: Blow?
        /// Where a test writes at which step from then on the process is to end.
        var orders: String?
    }

    private let state = Mutex(State())

    /// Strikes at the given step, counted from 1, or not at all.
    package init(_ blow: Blow? = nil, at step: Int = 1) {
        if let blow {
            state.withLock { $0.next = (step, blow) }
        }
    }

    #if DEBUG
    /// Ends the process at the k-th step after a file with the number k has appeared at `path`: so a test lets the server
    /// start, and then chooses what it is ended in. A release build has no such thing.
    package init(endingAsOrderedAt path: String) {
        state.withLock { $0.orders = path }
    }
    #endif

    /// How many steps were passed: how far a test that strikes at every step has to count.
    package var stepsPassed: Int {
        state.withLock { $0.passed }
    }

    /// Strikes at the next step from here, counted from 1.
    package func strike(_ blow: Blow, at step: Int = 1) {
        state.withLock { $0.next = ($0.passed + step, blow) }
    }

    /// Ends an outage; what follows succeeds.
    package func heal() {
        state.withLock { state in
            state.next = nil
            state.lasting = nil
        }
    }

    /// Called by the drivers at every step.
    func pass() throws {
        let blow: Blow? = state.withLock { state in
            state.passed += 1
            #if DEBUG
            if let orders = state.orders, let text = try? String(contentsOfFile: orders, encoding: .utf8),
                let step = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
            {
                state.orders = nil
                state.next = (state.passed - 1 + step, .exit(86))
            }
            #endif
            if let next = state.next, state.passed >= next.step {
                state.next = nil
                state.lasting = next.blow
            }
            return state.lasting
        }
        switch blow {
        case nil: break
        case .exit(let code): _exit(code)
        case .fullDisk: throw StoreFailure.unavailable("database or disk is full")
        case .lostDatabase: throw StoreFailure.unavailable("the connection to the database was lost")
        }
    }
}
