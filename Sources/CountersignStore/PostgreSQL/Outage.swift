import Countersign
import Logging
import Synchronization

/// Whether the server could be reached lately. After a failure nobody tries again for a growing while, so that calls
/// fail at once instead of each waiting for a dead server.
final class Outage: Sendable {
    private struct State {
        var failures = 0
        var notBefore = Duration.zero
    }

    private static let firstPause = Duration.milliseconds(50)
    private static let longestPause = Duration.seconds(5)

    private let state = Mutex(State())
    private let log: Logger
    private let uptime: @Sendable () -> Duration

    init(log: Logger, uptime: @escaping @Sendable () -> Duration) {
        self.log = log
        self.uptime = uptime
    }

    /// Throws while the server is to be left alone.
    func checkMayTry() throws {
        let waits = state.withLock { uptime() < $0.notBefore }
        if waits {
            throw StoreFailure.unavailable("the database cannot be reached; it is tried again in a moment")
        }
    }

    func failed(_ reason: String) {
        let isFirst = state.withLock { state in
            state.failures = min(state.failures + 1, 16)
            let pause = Self.firstPause * (1 << (state.failures - 1))
            state.notBefore = uptime() + min(pause, Self.longestPause)
            return state.failures == 1
        }
        if isFirst {
            log.warning("the database cannot be reached", metadata: ["reason": "\(reason)"])
        }
    }

    func ended() {
        let wasOut = state.withLock { state in
            defer { state = State() }
            return state.failures > 0
        }
        if wasOut {
            log.notice("the database is reached again")
        }
    }
}
