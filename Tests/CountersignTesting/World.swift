import Countersign
import CountersignPasswords
import CountersignStore
import CountersignWeb
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging

/// A whole Countersign for one test: real rules, store and pages, with a clock to move and randomness that repeats.
package struct World: Sendable {
    package let clock: WorldClock
    package let log: WorldLog
    package let store: SQLStore
    package let surroundings: Surroundings
    package let web: Web
    /// The main listener, without a socket.
    package let client: any TestClientProtocol

    package static let publicURL = "http://localhost:8080"

    /// Runs a test in a new world on an empty database of this kind.
    package static func run<Result: Sendable>(
        on database: TestedDatabase = .sqliteInMemory,
        faults: Faults? = nil,
        settings: Settings = Settings(),
        webSettings: WebSettings = WebSettings(),
        yubico: (any YubicoValidator)? = nil,
        _ body: @Sendable (World) async throws -> Result
    ) async throws -> Result {
        await WorldPlaces.shared.take()
        defer { Task { await WorldPlaces.shared.give() } }
        return try await database.runStore(faults: faults) { store in
            let parts = try await Parts(store: store, settings: settings, webSettings: webSettings, yubico: yubico)
            let application = try WebServer(parts.web).main(at: WebServer.Endpoint(host: "127.0.0.1", port: 0))
            return try await application.test(.router) { client in
                try await body(parts.world(client))
            }
        }
    }

    /// The same with a socket: for what only a connection shows. The body is told the port.
    package static func runLive<Result: Sendable>(
        on database: TestedDatabase = .sqliteInMemory,
        settings: Settings = Settings(),
        webSettings: WebSettings = WebSettings(),
        limits: WebServer.Limits = WebServer.Limits(),
        _ body: @Sendable (World, Int) async throws -> Result
    ) async throws -> Result {
        await WorldPlaces.shared.take()
        defer { Task { await WorldPlaces.shared.give() } }
        return try await database.runStore { store in
            let parts = try await Parts(store: store, settings: settings, webSettings: webSettings)
            let server = WebServer(parts.web, limits: limits)
            let application = try server.main(at: WebServer.Endpoint(host: "127.0.0.1", port: 0))
            return try await application.test(.live) { client in
                try await body(parts.world(client), client.port ?? 0)
            }
        }
    }

    /// What is made before there is somebody to talk to it.
    private struct Parts: Sendable {
        let clock = WorldClock()
        let log = WorldLog()
        let store: SQLStore
        let surroundings: Surroundings
        let web: Web

        init(
            store: SQLStore,
            settings: Settings,
            webSettings: WebSettings,
            yubico: (any YubicoValidator)? = nil
        ) async throws {
            self.store = store
            let clock = clock
            let randomness = WorldRandomness(seed: 2026)
            let ring = try await ServerKeys.open(
                nil,
                store: store,
                now: clock.now,
                random: randomness.bytes,
                writing: { _ in }
            )
            // As cheap as Argon2id can be had: what it costs is another test's matter.
            let cost = Argon2id.Cost(memoryInKibibytes: 8, passes: 1)
            let hasher = HashingPool(cost: cost, codeCost: cost, threadCount: 2)
            let keys = KeyRingBox(ring)
            let imported = ImportedYubiKeys(store: store, keys: keys, now: { clock.now })
            surroundings = Surroundings(
                now: { clock.now },
                random: { randomness.bytes($0) },
                store: store,
                hasher: hasher,
                passwords: OwnPasswords(hasher: hasher),
                passwordScreen: CommonPasswords(),
                keys: keys,
                yubico: yubico ?? imported,
                methods: .standard(settings),
                settings: settings,
                log: log.logger
            )
            try await FirstOwner(in: surroundings).prepareOrganisation()
            try await surroundings.policies.refresh(from: store)
            web = try Web(world: surroundings, settings: webSettings)
        }

        func world(_ client: any TestClientProtocol) -> World {
            World(
                clock: clock,
                log: log,
                store: store,
                surroundings: surroundings,
                web: web,
                client: client
            )
        }
    }
}

/// Lets only so many worlds be at once: all tests begin together, and a PostgreSQL has only so many connections.
private actor WorldPlaces {
    static let shared = WorldPlaces()

    private var free = 24
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func give() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
