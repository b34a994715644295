import Foundation
import Repeatable
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

/// The same bytes in every run, whoever asks.
package final class WorldRandomness: Sendable {
    private let generator: Mutex<SeededGenerator>

    package init(seed: UInt64) {
        generator = Mutex(SeededGenerator(seed: seed))
    }

    package func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { $0.bytes(count) }
    }
}
