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
