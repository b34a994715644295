import Foundation

/// Stands before every look at a password. A try is charged before it is hashed and given back when it was right, so
/// that a hundred at once are counted one by one.
struct PasswordGate: Sendable {
    let network: Network
    private let triesKey: String
    private let postsKey: String
    private let world: Surroundings

    /// Whether the password is looked at.
    enum Entry: Sendable {
        case wait(PasswordWait)
        /// Counted as wrong until it is known to be right; with the wait that begins if it stays so.
        case charged(FailureTally.Entry, thenWaits: PasswordWait?)
    }

    init(identifier: SignInIdentifier, browser: KnownBrowser.ID?, client: Client, world: Surroundings) {
        self.world = world
        network = Network(client.address) ?? .unknown
        let keys = world.keys.current
        triesKey =
            browser.map { PasswordThrottle.key(for: identifier, from: $0, keys: keys) }
            ?? PasswordThrottle.key(for: identifier, from: network, keys: keys)
        postsKey = PasswordPosts.key(for: network, keys: keys)
    }

    func enter() async throws -> Entry {
        try await world.throttling([triesKey, postsKey], keptFor: PasswordThrottle.keptFor) { states, now in
            var posts = try ThrottleJSON.read(PasswordPosts.self, states[postsKey], else: PasswordPosts())
            if let until = posts.wait(at: now) { return .wait(PasswordWait(until: until, wrongInRow: nil)) }
            var tries = try ThrottleJSON.read(PasswordThrottle.self, states[triesKey], else: PasswordThrottle())
                .reanchored(at: now)
            if let wait = PasswordWait(tries, at: now) { return .wait(wait) }
            posts.record(at: now)
            let entry = tries.recordFailure(at: now)
            states[postsKey] = try ThrottleJSON.text(posts)
            states[triesKey] = try ThrottleJSON.text(tries)
            return .charged(entry, thenWaits: PasswordWait(tries, at: now))
        }
    }

    /// The password was right: the row is cleared, and the wait with it.
    func leave() async throws {
        try await world.throttling([triesKey], keptFor: PasswordThrottle.keptFor) { states, now in
            var tries = try ThrottleJSON.read(PasswordThrottle.self, states[triesKey], else: PasswordThrottle())
            _ = tries.recordSuccess(at: now)
            states[triesKey] = try ThrottleJSON.text(tries)
        }
    }
}

/// Until when no password is looked at from there, and why.
package struct PasswordWait: Sendable, Equatable {
    package let until: Date
    /// Wrong passwords in a row; nil where it is for too many tries from the network.
    package let wrongInRow: Int?

    fileprivate init(until: Date, wrongInRow: Int?) {
        self.until = until
        self.wrongInRow = wrongInRow
    }

    fileprivate init?(_ tries: PasswordThrottle, at now: Date) {
        guard let until = tries.wait(at: now) else { return nil }
        self.init(until: until, wrongInRow: tries.wrongInRow)
    }
}
