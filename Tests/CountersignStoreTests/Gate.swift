import Dispatch
import Synchronization

/// Lets a blocking thread and a task wait for each other, in a test that needs an order of events.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: CheckedContinuation<Void, Never>?)>((false, nil))
    private let threads = DispatchSemaphore(value: 0)

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
        threads.signal()
    }

    /// Blocks; for bodies that run on a database's thread.
    func wait() {
        threads.wait()
        threads.signal()
    }

    func opened() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting = continuation }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }
}
