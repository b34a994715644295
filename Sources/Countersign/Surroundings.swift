import Foundation
import Logging

/// All of the outside world in one value: whoever holds it can run the rules; a test hands in another.
package struct Surroundings: Sendable {
    package let now: @Sendable () -> Date
    /// That many bytes from a cryptographic source.
    package let random: @Sendable (Int) -> [UInt8]
    package let store: any Store
    package let hasher: any PasswordHasher
    package let passwords: any PasswordSource
    package let passwordScreen: any PasswordScreen
    /// The keys of the moment; the box changes when an operator rotates them.
    package let keys: KeyRingBox
    package let yubico: any YubicoValidator
    package let methods: Methods
    /// The configuration's, and over them what owners set in the console.
    package let settingsBox: SettingsBox
    package let queue: AccountQueue
    package let alarm: AlarmBox
    package let policies: PolicyBook
    private let ids = IDMaker()
    package let log: Logger

    package init(
        now: @escaping @Sendable () -> Date,
        random: @escaping @Sendable (Int) -> [UInt8],
        store: any Store,
        hasher: any PasswordHasher,
        passwords: any PasswordSource,
        passwordScreen: any PasswordScreen,
        keys: KeyRingBox,
        yubico: any YubicoValidator = NoYubicoValidator(),
        methods: Methods,
        settings: Settings,
        queue: AccountQueue = AccountQueue(),
        alarm: AlarmBox = AlarmBox(),
        policies: PolicyBook = PolicyBook(),
        log: Logger
    ) {
        self.now = now
        self.random = random
        self.store = store
        self.hasher = hasher
        self.passwords = passwords
        self.passwordScreen = passwordScreen
        self.keys = keys
        self.yubico = yubico
        self.methods = methods
        settingsBox = SettingsBox(settings)
        self.queue = queue
        self.alarm = alarm
        self.policies = policies
        self.log = log
    }

    package var settings: Settings { settingsBox.settings }

    /// A new id of any subject, ordered by time.
    package func makeID<Subject>(of _: Subject.Type = Subject.self) -> Identifier<Subject> {
        let milliseconds = Int64((now().timeIntervalSince1970 * 1000).rounded(.down))
        return Identifier(ids.make(milliseconds: milliseconds, random: random(10)))
    }
}

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
}

package enum PasswordCheck: Sendable, Equatable {
    case right
    /// Right, under settings that are no longer ours: hash it anew.
    case rightButOutdated
    case wrong

    package var isRight: Bool { self != .wrong }
}

package struct HashingBusy: Error, Sendable {
    package init() {}
}

/// Where a password is checked: our own hashes now, a directory or another provider later. The rules never see the column.
package protocol PasswordSource: Sendable {
    /// - Parameter account: nil for a name that nobody has; costs and answers as a wrong password.
    func check(_ password: String, of account: Account?, for caller: HashingCaller) async throws -> PasswordCheck
}

/// Passwords that are kept here, as PHC strings.
package struct OwnPasswords: PasswordSource {
    let hasher: any PasswordHasher

    package init(hasher: any PasswordHasher) {
        self.hasher = hasher
    }

    package func check(
        _ password: String,
        of account: Account?,
        for caller: HashingCaller
    ) async throws -> PasswordCheck {
        try await hasher.verify(
            password.precomposedStringWithCanonicalMapping,
            against: account?.passwordHash,
            for: caller
        )
    }
}

/// Knows the passwords that everybody tries first.
package protocol PasswordScreen: Sendable {
    func isCommon(_ password: String) -> Bool
    /// Whether it is made of one of the words: a sign-in name, an address, the organisation's name.
    func isMade(_ password: String, of words: [String]) -> Bool
}
