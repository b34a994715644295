import Foundation

/// Wrong passwords for one name from one network, or from one known browser: a row of the throttle table.
///
/// Waits only, and only for that source: a name alone shuts nobody out. The row also thins out events: more than twenty
/// failures in an hour become one event that says how many they were.
package struct PasswordThrottle: Sendable, Equatable, Codable {
    private var tries = LaneState()
    private var failures = FailureTally()

    private enum CodingKeys: String, CodingKey {
        case tries = "t"
        case failures = "f"
    }

    package init() {}

    /// When a password from there may be looked at; nil for now.
    package func wait(at now: Date) -> Date? {
        guard case .wait(let until) = tries.decide(at: now, under: .password) else { return nil }
        return until
    }

    /// - Returns: what to write to the audit log for this failure.
    package mutating func recordFailure(at now: Date) -> FailureTally.Entry {
        tries = tries.afterFailure(at: now, under: .password)
        return failures.record(at: now)
    }

    /// A password that was not looked at, because of the wait: nothing is charged and the wait does not grow.
    package mutating func recordRefusal(at now: Date) -> FailureTally.Entry {
        failures.record(at: now)
    }

    /// - Returns: how many failures were counted without an event of their own, for the one event that tells.
    package mutating func recordSuccess(at now: Date) -> FailureTally.Entry {
        tries = tries.afterSuccess()
        return failures.close()
    }

    /// The clock was set back: a wait keeps its length. Store the result if it differs.
    package func reanchored(at now: Date) -> PasswordThrottle {
        var throttle = self
        throttle.tries = tries.reanchored(at: now)
        return throttle
    }

    package var wrongInRow: Int { tries.wrongInRow }

    /// How long a row is kept after its last failure; then five wrong ones are free again.
    package static let keptFor: TimeInterval = 30 * 24 * 3600

    // MARK: Whose row

    /// The key of the row for a name from a network, by a keyed hash: the table tells neither.
    package static func key(for name: SignInIdentifier, from network: Network, keys: KeyRing) -> String {
        "password:" + keys.lookupHash(of: [name.folded, network.description], for: .passwordThrottle)
    }

    /// A browser that proved a second factor of the account has a row of its own.
    package static func key(for name: SignInIdentifier, from browser: KnownBrowser.ID, keys: KeyRing) -> String {
        "password:" + keys.lookupHash(of: [name.folded, "browser", browser.rawValue], for: .passwordThrottle)
    }
}

/// Password posts of one network over all names, so that one machine cannot try one password with a thousand names.
package struct PasswordPosts: Sendable, Equatable, Codable {
    private var posts = SlidingLog()

    package static let rate = SlidingLog.Rate(60, in: 600)

    package init() {}

    package init(from decoder: any Decoder) throws {
        posts = try decoder.singleValueContainer().decode(SlidingLog.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(posts)
    }

    /// When the next post from there is looked at; nil for now.
    package func wait(at now: Date) -> Date? { posts.blocked(at: now, under: Self.rate) }

    package mutating func record(at now: Date) { posts = posts.recording(now, under: Self.rate) }

    package static func key(for network: Network, keys: KeyRing) -> String {
        "posts:" + keys.lookupHash(of: [network.description], for: .passwordThrottle)
    }
}
