import Countersign
import Foundation
import Synchronization

/// Whether the server can serve, asked of the store at most once a second however many ask.
final class Readiness: Sendable {
    private static let lifetime: TimeInterval = 1

    private let last = Mutex<(isReady: Bool, at: Date)?>(nil)

    func isReady(in world: Surroundings) async -> Bool {
        let now = world.now()
        if let last = last.withLock({ $0 }), abs(now.timeIntervalSince(last.at)) < Self.lifetime { return last.isReady }
        let isReady: Bool
        do {
            try await world.store.check()
            isReady = true
        } catch {
            isReady = false
        }
        last.withLock { $0 = (isReady, now) }
        return isReady
    }
}
