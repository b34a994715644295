import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing
import YubicoOTP

/// Imported YubiKeys and the programs that ask about them.
@Suite struct YubiKeysTests {
    private func key(_ id: String, counters: Counters? = nil) throws -> YubiKey {
        YubiKey(
            publicID: try PublicID(id),
            sealedSecrets: [1, 2, 3],
            label: "Sam’s key",
            serial: 12_345_678,
            counters: counters,
            lastNonce: counters == nil ? nil : "abc",
            isEnabled: true,
            createdAt: Sample.moment(),
            lastUsedAt: counters == nil ? nil : Sample.moment(5)
        )
    }

    private func client(_ number: Int64, revoked: Bool = false) -> ValidationClient {
        ValidationClient(
            number: number,
            label: "pam",
            sealedKey: [4, 5],
            mayAskUnsigned: number == 2,
            createdAt: Sample.moment(),
            revokedAt: revoked ? Sample.moment(3) : nil
        )
    }

    @Test("keys come back whole, page by page", arguments: TestedDatabase.allCases)
    func roundTrip(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let fresh = try key("cccccccccccb")
            let used = try key("ccccccccccce", counters: Counters(session: 0x7fff, use: 255))
            try await store.mustCommit(.insertYubiKey(used), .insertYubiKey(fresh))
            #expect(try await store.yubiKey(fresh.publicID) == fresh)
            #expect(try await store.yubiKey(used.publicID) == used)
            #expect(try await store.yubiKey(PublicID("cccccccccccc")) == nil)
            #expect(try await store.yubiKeys(after: "", limit: 1) == [fresh])
            #expect(try await store.yubiKeys(after: fresh.publicID.text, limit: 9) == [used])
            let again = try await store.commit(Commit(changes: [.insertYubiKey(try key("cccccccccccb"))]))
            #expect(again == .taken)
        }
    }

    @Test("counters only go up", arguments: TestedDatabase.allCases)
    func counters(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let id = try PublicID("cccccccccccb")
            try await store.mustCommit(.insertYubiKey(try key(id.text)))
            func use(_ session: UInt16, _ use: UInt8) async throws -> CommitOutcome {
                let counters = Counters(session: session, use: use)
                return try await store.commit(
                    Commit(changes: [.useYubiKey(id, counters, nonce: "n\(session)\(use)", at: Sample.moment(7))])
                )
            }
            #expect(try await use(0, 0) == .committed)
            #expect(try await use(0, 0) == .gone)
            #expect(try await use(3, 7) == .committed)
            for (session, count) in [(3, 7), (3, 6), (2, 255), (0, 0)] as [(UInt16, UInt8)] {
                #expect(try await use(session, count) == .gone)
            }
            let kept = try #require(try await store.yubiKey(id))
            #expect(kept.counters == Counters(session: 3, use: 7))
            #expect(kept.lastNonce == "n37")
            #expect(kept.lastUsedAt == Sample.moment(7))
            #expect(try await use(3, 8) == .committed)
            #expect(try await use(4, 0) == .committed)
        }
    }

    @Test("of fifty that bring the same counters, one is first", arguments: TestedDatabase.allCases)
    func race(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let id = try PublicID("cccccccccccb")
            try await store.mustCommit(.insertYubiKey(try key(id.text)))
            let outcomes = try await withThrowingTaskGroup(of: CommitOutcome.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let counters = Counters(session: 1, use: 1)
                        return try await store.commit(
                            Commit(changes: [.useYubiKey(id, counters, nonce: "\(number)", at: Sample.moment())])
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .committed } == 1)
            #expect(outcomes.count { $0 == .gone } == 49)
        }
    }

    @Test("a disabled key counts nothing, and a removed one is gone", arguments: TestedDatabase.allCases)
    func disabling(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let id = try PublicID("cccccccccccb")
            try await store.mustCommit(.insertYubiKey(try key(id.text)))
            try await store.mustCommit(.enableYubiKey(id, false))
            let use = Change.useYubiKey(id, Counters(session: 1, use: 1), nonce: nil, at: Sample.moment())
            #expect(try await store.commit(Commit(changes: [use])) == .gone)
            #expect(try await store.yubiKey(id)?.isEnabled == false)
            try await store.mustCommit(.enableYubiKey(id, true))
            try await store.mustCommit(use)
            #expect(try await store.yubiKey(id)?.lastNonce == nil)
            try await store.mustCommit(.removeYubiKey(id))
            #expect(try await store.yubiKey(id) == nil)
            #expect(try await store.commit(Commit(changes: [.removeYubiKey(id)])) == .gone)
            #expect(try await store.commit(Commit(changes: [.enableYubiKey(id, true)])) == .gone)
        }
    }

    @Test("clients come back whole, in order, and are revoked once", arguments: TestedDatabase.allCases)
    func clients(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let many = [client(10), client(2), client(1, revoked: true)]
            for client in many { try await store.mustCommit(.insertValidationClient(client)) }
            #expect(try await store.validationClients() == [many[2], many[1], many[0]])
            #expect(try await store.validationClient(2) == many[1])
            #expect(try await store.validationClient(3) == nil)
            #expect(try await store.commit(Commit(changes: [.insertValidationClient(client(2))])) == .taken)
            try await store.mustCommit(.revokeValidationClient(2, at: Sample.moment(9)))
            let again = try await store.commit(Commit(changes: [.revokeValidationClient(2, at: Sample.moment(10))]))
            #expect(again == .gone)
            #expect(try await store.validationClient(2)?.revokedAt == Sample.moment(9))
        }
    }
}
