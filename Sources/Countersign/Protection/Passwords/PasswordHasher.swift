import Foundation

/// Slow hashing, on threads of its own with a bounded queue.
///
/// Every function throws `HashingBusy` when the queue is full; the edge answers 503 with `Retry-After`.
package protocol PasswordHasher: Sendable {
    /// A PHC string for a new password.
    func hash(_ password: String, for caller: HashingCaller) async throws -> String
    /// Costs the same for nil (no such account, no password) as for a hash, and then answers `wrong`.
    func verify(_ password: String, against hash: String?, for caller: HashingCaller) async throws -> PasswordCheck
    /// Each code under the one salt of its set, 32 bytes each.
    func hashBackupCodes(_ codes: [String], salt: [UInt8], for caller: HashingCaller) async throws -> [[UInt8]]
}

/// Who waits for a hash: it decides the place in the queue.
package enum HashingCaller: Sendable, Equatable {
    /// Known browsers, people half or wholly signed in, apps with a key, the host: served first.
    case known
    /// Anybody else: at most two waiting per network.
    case stranger(network: String)

    static func stranger(_ client: Client) -> HashingCaller {
        .stranger(network: (Network(client.address) ?? .unknown).description)
    }
}

/// Too many wait for a hash: nothing was looked at.
package struct HashingBusy: Error, Sendable {
    package init() {}
}

extension Surroundings {
    /// The hash of a password that somebody chose, in the one form of what can be typed in several.
    ///
    /// - Throws: `HashingBusy`
    func hash(chosen password: String, for caller: HashingCaller) async throws -> String {
        try await hasher.hash(password.precomposedStringWithCanonicalMapping, for: caller)
    }
}
