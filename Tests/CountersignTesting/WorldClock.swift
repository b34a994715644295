import Foundation
import Synchronization

/// A clock that stands until a test moves it.
package final class WorldClock: Sendable {
    /// A Friday morning.
    package static let start = Date(timeIntervalSince1970: 1_790_931_600)

    private let moment: Mutex<Date>

    package init(_ start: Date = WorldClock.start) {
        moment = Mutex(start)
    }

    package var now: Date { moment.withLock { $0 } }

    package func advance(by seconds: TimeInterval) {
        moment.withLock { $0.addTimeInterval(seconds) }
    }

    package func set(to date: Date) {
        moment.withLock { $0 = date }
    }
}

/// The same bytes in every run (SplitMix64), so that a failure can be looked at again.
package final class WorldRandomness: Sendable {
    private let state: Mutex<UInt64>

    package init(seed: UInt64) {
        state = Mutex(seed)
    }

    package func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state &+= 0x9e37_79b9_7f4a_7c15
                var value = state
                value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
                value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
                return UInt8(truncatingIfNeeded: value ^ (value >> 31))
            }
        }
    }
}
