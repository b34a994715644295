import Foundation

/// Stands before every look at a password. A try is charged before it is hashed and given back when it was right, so
/// that a hundred at once are counted one by one.
struct PasswordGate: Sendable {
    let network: Network
    private let triesKey: String
    private let postsKey: String
    private let world: Surroundings

    enum Entry: Sendable {
        case wait(until: Date)
        case charged(FailureTally.Entry)
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
            if let until = posts.wait(at: now) { return .wait(until: until) }
            var tries = try ThrottleJSON.read(PasswordThrottle.self, states[triesKey], else: PasswordThrottle())
                .reanchored(at: now)
            if let until = tries.wait(at: now) { return .wait(until: until) }
            posts.record(at: now)
            let entry = tries.recordFailure(at: now)
            states[postsKey] = try ThrottleJSON.text(posts)
            states[triesKey] = try ThrottleJSON.text(tries)
            return .charged(entry)
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
