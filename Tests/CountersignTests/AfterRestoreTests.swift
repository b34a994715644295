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
            ])
            try await World.run(on: database) { world in
                try await world.surroundings.commit([
                    // Used since, not used since, ahead of what is replaced, and switched off.
                    .insertYubiKey(try key("cccccccccccb", 5, 2)), .insertYubiKey(try key("cccccccccccd", 2, 1)),
                    .insertYubiKey(try key("ccccccccccce", 10, 0)),
                    .insertYubiKey(try key("cccccccccccf", 1, 0, enabled: false)),
                ])
                let moved = try await AfterRestore(in: world.surroundings).takeOverYubiKeys(from: former.store)
                #expect(moved == 1)
                func counters(_ id: String) async throws -> Counters? {
                    try await world.store.yubiKey(try PublicID(id))?.counters
                }
                #expect(try await counters("cccccccccccb") == Counters(session: 5, use: 3))
                #expect(try await counters("cccccccccccd") == Counters(session: 2, use: 1))
                #expect(try await counters("ccccccccccce") == Counters(session: 10, use: 0))
                #expect(try await counters("cccccccccccf") == Counters(session: 1, use: 0))
                #expect(try await AfterRestore(in: world.surroundings).takeOverYubiKeys(from: former.store) == 0)
            }
        }
    }
}
