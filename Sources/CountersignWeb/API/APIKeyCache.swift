import Countersign
import Foundation
import Synchronization

/// API keys as they were read within the last second, so that a busy app costs one read of its key a second. A revoked
/// key works at most that much longer.
final class APIKeyCache: Sendable {
    /// A key that is there, and whose it is.
    struct Known: Sendable {
        let key: APIKey
        let app: App
    }

    /// What was read, and when.
    private struct Entry {
        /// Nil: there is no such key.
        let known: Known?
        let readAt: Date
    }

    /// In seconds.
    private static let lifetime: TimeInterval = 1
    /// Whoever sends made-up keys must not fill memory with them.
    private static let most = 1000

    private let entries = Mutex<[[UInt8]: Entry]>([:])

    /// The key of a token; nil if there is none. Whether it is still good, the caller asks.
    func key(_ token: Token, in world: Surroundings) async throws -> Known? {
        let hash = token.hash
        let now = world.now()
        let entry = entries.withLock { $0[hash] }
        if let entry, abs(now.timeIntervalSince(entry.readAt)) < Self.lifetime { return entry.known }
        let known = try await world.store.apiKey(hash: hash).map { Known(key: $0.key, app: $0.app) }
        entries.withLock { entries in
            if entries.count >= Self.most {
                entries = entries.filter { abs(now.timeIntervalSince($0.value.readAt)) < Self.lifetime }
            }
            if entries.count < Self.most { entries[hash] = Entry(known: known, readAt: now) }
        }
        return known
    }
}
