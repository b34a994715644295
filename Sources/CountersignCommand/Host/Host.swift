import Countersign
import CountersignPasswords
import CountersignStore
import Foundation
import Logging

/// The rules over the opened database: what the server and the commands beside it both stand on.
struct Host: Sendable {
    let loaded: LoadedConfiguration
    let world: Surroundings
    let database: any Database
    /// The same store that the world has, with what only its maker may set.
    let store: SQLStore
    let hasher: HashingPool
    private let yubiKeyValidators: YubiKeyValidators

    /// Opens what the configuration names. Close it in the end, so that SQLite folds its log into the file.
    ///
    /// - Parameter validating: whether YubiKeys' codes will be asked about.
    static func open(
        _ loaded: LoadedConfiguration,
        as role: SQLiteRole,
        creating: Bool,
        validating: Bool = false,
        log: Logger
    ) async throws -> Host {
        let opened = try await OpenedDatabase.open(loaded, as: role, creating: creating, log: log)
        do {
            return try await make(loaded, over: opened, validating: validating, log: log)
        } catch {
            await opened.database.close()
            throw error
        }
    }

    static func make(
        _ loaded: LoadedConfiguration,
        over opened: OpenedDatabase,
        validating: Bool = false,
        log: Logger
    ) async throws -> Host {
        let configuration = loaded.configuration
        let hasher = HashingPool(
            // A backup code has 65 bits of its own, so its hash needs less work than a password's (NIST 800-63B §3.1.2).
            codeCost: Argon2id.Cost(memoryInKibibytes: 19 * 1024, passes: 2),
            threadCount: configuration.hashingThreads
        )
        let breached = try configuration.passwordList.map { try BreachedPasswordFile(path: $0.path) }
        let keys = KeyRingBox(try await MasterKeys(loaded).open(over: opened.store))
        // No command asks about a code, and some run as users who may not read the key for asking.
        let validators =
            validating
            ? try YubiKeyValidators(
                configuration,
                imported: ImportedYubiKeys(store: opened.store, keys: keys, now: SystemWorld.now),
                log: log
            ) : YubiKeyValidators()
        let world = Surroundings(
            now: SystemWorld.now,
            random: SystemWorld.random,
            store: opened.store,
            hasher: hasher,
            passwords: OwnPasswords(hasher: hasher),
            passwordScreen: CommonPasswords(breached: breached) {
                log.error("The list of breached passwords cannot be read", metadata: ["error": "\($0)"])
            },
            keys: keys,
            yubico: validators.validator,
            methods: .standard(configuration.rules),
            settings: configuration.rules,
            log: log
        )
        let host = Host(
            loaded: loaded,
            world: world,
            database: opened.database,
            store: opened.store,
            hasher: hasher,
            yubiKeyValidators: validators
        )
        do {
            // Before the first account, which belongs to it.
            try await FirstOwner(in: world).prepareOrganisation()
            try await world.policies.refresh(from: world.store)
        } catch {
            await validators.close()
            throw error
        }
        return host
    }

    func close() async {
        await yubiKeyValidators.close()
        await database.close()
    }
}

/// The clock and the randomness of the machine. Nothing else in the program asks for them.
enum SystemWorld {
    static let now: @Sendable () -> Date = { Date() }

    /// From the kernel's cryptographic source.
    static let random: @Sendable (Int) -> [UInt8] = { count in
        var source = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        // Eight at a time: asking the kernel for each byte would cost more than what they are for.
        while bytes.count < count { withUnsafeBytes(of: source.next()) { bytes.append(contentsOf: $0) } }
        return Array(bytes.prefix(max(0, count)))
    }
}

extension GlobalOptions {
    /// Runs a command's work over the opened database, and closes it whatever comes of it.
    ///
    /// - Parameter creating: whether a database that is not there is made.
    func withHost<Outcome>(
        creating: Bool = false,
        _ work: (Host) async throws -> Outcome
    ) async throws -> Outcome {
        let loaded = try load()
        LoggingSystem.bootstrap(loaded.configuration, atLeast: .critical, now: SystemWorld.now)
        let host = try await Host.open(loaded, as: .tool, creating: creating, log: Logger(label: "countersign"))
        do {
            let outcome = try await work(host)
            await host.close()
            return outcome
        } catch {
            await host.close()
            throw error
        }
    }
}
