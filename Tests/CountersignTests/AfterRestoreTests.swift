import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing
import YubicoOTP

/// What a restored database needs before it serves.
@Suite("After a restore")
struct AfterRestoreTests {
    private func key(_ id: String, _ session: UInt16, _ use: UInt8, enabled isEnabled: Bool = true) throws -> YubiKey {
        YubiKey(
            publicID: try PublicID(id),
            sealedSecrets: [1],
            counters: Counters(session: session, use: use),
            isEnabled: isEnabled,
            createdAt: Date(timeIntervalSince1970: 1_700_000_000)
        )
    }

    @Test(
        "YubiKeys go on from where the replaced database saw them last",
        arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL]
    )
    func yubiKeys(_ database: TestedDatabase) async throws {
        try await World.run { former in
            try await former.surroundings.commit([
                .insertYubiKey(try key("cccccccccccb", 5, 3)), .insertYubiKey(try key("cccccccccccd", 2, 1)),
                .insertYubiKey(try key("ccccccccccce", 9, 9)), .insertYubiKey(try key("cccccccccccf", 9, 9)),
                .insertYubiKey(try key("cccccccccccg", 1, 1, enabled: false)),
            ])
            try await World.run(on: database) { world in
                try await world.surroundings.commit([
                    // Used since, not used since, ahead of what is replaced, switched off, and switched off since.
                    .insertYubiKey(try key("cccccccccccb", 5, 2)), .insertYubiKey(try key("cccccccccccd", 2, 1)),
                    .insertYubiKey(try key("ccccccccccce", 10, 0)),
                    .insertYubiKey(try key("cccccccccccf", 1, 0, enabled: false)),
                    .insertYubiKey(try key("cccccccccccg", 1, 1)),
                ])
                let takeOver = TakeOver(in: world.surroundings, from: former.store)
                #expect(try await takeOver.run(.yubiKeys) == 2)
                func counters(_ id: String) async throws -> Counters? {
                    try await world.store.yubiKey(try PublicID(id))?.counters
                }
                #expect(try await counters("cccccccccccb") == Counters(session: 5, use: 3))
                #expect(try await counters("cccccccccccd") == Counters(session: 2, use: 1))
                #expect(try await counters("ccccccccccce") == Counters(session: 10, use: 0))
                #expect(try await counters("cccccccccccf") == Counters(session: 1, use: 0))
                #expect(try await world.store.yubiKey(try PublicID("cccccccccccg"))?.isEnabled == false)
                #expect(try await takeOver.run(.yubiKeys) == 0)
            }
        }
    }

    /// An account as it was at the backup, and the same as it is in the database that is replaced.
    private func copies(
        _ here: World,
        _ former: World,
        _ id: String,
        was: Account.State = .active,
        became: Account.State
    ) async throws -> Account.ID {
        let id = Account.ID(id)
        for (world, state) in [(here, was), (former, became)] {
            let account = Account(id: id, name: id.rawValue, state: state, createdAt: world.clock.now)
            try await world.surroundings.commit([.insertAccount(account, organisation: nil)])
        }
        return id
    }

    @Test("what was closed since the backup stays closed")
    func closedAccounts() async throws {
        try await World.run { former in
            try await World.run { world in
                let disabled = try await copies(world, former, "disabled", became: .disabled)
                let frozen = try await copies(world, former, "frozen", became: .frozen)
                let untouched = try await copies(world, former, "untouched", became: .active)
                let opened = try await copies(world, former, "opened", was: .disabled, became: .active)
                let unknown = Account(id: Account.ID("new"), name: "new", state: .disabled, createdAt: world.clock.now)
                try await former.surroundings.commit([.insertAccount(unknown, organisation: nil)])
                let takeOver = TakeOver(in: world.surroundings, from: former.store)
                #expect(try await takeOver.run(.closedAccounts) == 2)
                func state(_ id: Account.ID) async throws -> Account.State? {
                    try await world.store.dossier(of: id)?.account.state
                }
                #expect(try await state(disabled) == .disabled)
                #expect(try await state(frozen) == .frozen)
                #expect(try await state(untouched) == .active)
                #expect(try await state(opened) == .disabled)
                let events = try await world.store.unsealedEvents(limit: 100)
                #expect(events.contains { $0.event.kindName == "account.frozen" && $0.event.accountID == frozen })
                #expect(try await takeOver.run(.closedAccounts) == 0)
            }
        }
    }

    @Test("keys of programs that were revoked since the backup stay revoked, and no others")
    func keys() async throws {
        try await World.run { former in
            try await World.run { world in
                let app = App(id: App.ID("shop"), label: "shop", createdAt: world.clock.now)
                func apiKey(_ id: String, revoked: Date?) -> Countersign.APIKey {
                    Countersign.APIKey(
                        id: Countersign.APIKey.ID(id),
                        appID: app.id,
                        label: id,
                        keyHash: Array(id.utf8),
                        scopes: [.verify],
                        reach: .own,
                        createdAt: world.clock.now,
                        revokedAt: revoked
                    )
                }
                func client(_ number: Int64, created: Date, revoked: Date?) -> ValidationClient {
                    ValidationClient(
                        number: number,
                        label: "radius",
                        sealedKey: [1],
                        mayAskUnsigned: false,
                        createdAt: created,
                        revokedAt: revoked
                    )
                }
                let now = world.clock.now
                let earlier = now.addingTimeInterval(-60)
                try await world.surroundings.commit([
                    .insertApp(app), .insertAPIKey(apiKey("a", revoked: nil)), .insertAPIKey(apiKey("b", revoked: nil)),
                    .insertValidationClient(client(1, created: earlier, revoked: nil)),
                    .insertValidationClient(client(2, created: earlier, revoked: nil)),
                ])
                try await former.surroundings.commit([
                    .insertApp(app), .insertAPIKey(apiKey("a", revoked: now)), .insertAPIKey(apiKey("b", revoked: nil)),
                    .insertAPIKey(apiKey("c", revoked: now)),
                    .insertValidationClient(client(1, created: earlier, revoked: now)),
                    // The number was given anew after an earlier restore.
                    .insertValidationClient(client(2, created: now, revoked: now)),
                ])
                let takeOver = TakeOver(in: world.surroundings, from: former.store)
                #expect(try await takeOver.run(.apiKeys) == 1)
                #expect(try await takeOver.run(.validationClients) == 1)
                let keys = try await world.store.apiKeys()
                #expect(keys.filter { $0.revokedAt != nil }.map(\.id.rawValue) == ["a"])
                let clients = try await world.store.validationClients()
                #expect(clients.filter { $0.revokedAt != nil }.map(\.number) == [1])
                #expect(try await takeOver.run(.apiKeys) == 0)
            }
        }
    }

    @Test("tries that were spent since the backup are spent, and nothing comes back for it")
    func wrongCodes() async throws {
        try await World.run { former in
            try await World.run { world in
                let sam = try await copies(world, former, "sam", became: .active)
                let kim = try await copies(world, former, "kim", became: .active)
                func fail(_ id: Account.ID, _ count: Int, in place: World) async throws {
                    try await place.surroundings.decide(about: id) { dossier, now in
                        var guards = try place.surroundings.guards(of: dossier)
                        for number in 0..<count {
                            let moment = now.addingTimeInterval(-7200 * Double(count - number))
                            guards.recordFailure(in: .common, at: moment)
                        }
                        let changes = guards.changedRows.map { Change.saveLane(id, lane: $0.lane, state: $0.state) }
                        return Decision((), changes)
                    }
                }
                func left(_ id: Account.ID) async throws -> Int? {
                    let dossier = try #require(try await world.store.dossier(of: id))
                    return try world.surroundings.guards(of: dossier).state(of: .common)
                        .budgetLeft(at: world.clock.now, under: .normal)
                }
                // 7 wrong codes since the backup, and 3 before it; the other was guessed at before it only.
                try await fail(sam, 3, in: world)
                try await fail(sam, 10, in: former)
                try await fail(kim, 4, in: world)
                try await fail(kim, 1, in: former)
                let takeOver = TakeOver(in: world.surroundings, from: former.store)
                #expect(try await takeOver.run(.wrongCodes) == 1)
                #expect(try await left(sam) == 10)
                #expect(try await left(kim) == 16)
                #expect(try await takeOver.run(.wrongCodes) == 0)
            }
        }
    }
}
