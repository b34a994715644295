import Synchronization

/// Wakes the one who waits, or lets the next wait pass if nobody does. A ring is never lost; two may count as one.
final class Bell: Sendable {
    private enum State {
        case quiet
        case rung
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    func ring() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard case .waiting(let continuation) = state else {
                state = .rung
                return nil
            }
            state = .quiet
            return continuation
        }
        waiter?.resume()
    }

    /// Waits for a ring, at most as long as `pause` takes. For one caller at a time.
    func wait(atMost pause: @escaping @Sendable () async throws -> Void) async {
        let timer = Task { [self] in
            // Cancelled: the ring came first.
            if (try? await pause()) != nil { ring() }
        }
        await withCheckedContinuation { continuation in
            let isRung = state.withLock { state in
                guard case .rung = state else {
                    state = .waiting(continuation)
                    return false
                }
                state = .quiet
                return true
            }
            if isRung { continuation.resume() }
        }
        timer.cancel()
    }
}
