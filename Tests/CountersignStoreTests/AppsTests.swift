import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// Apps, their keys, and the answers that their calls got.
@Suite struct AppsTests {
    @Test("apps and keys come back whole", arguments: TestedDatabase.allCases)
    func roundTrip(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let shop = Sample.app("1")
            let bare = App(id: App.ID("2"), label: "", createdAt: Sample.moment())
            let key = Sample.apiKey("k", of: "1")
            let other = APIKey(
                id: APIKey.ID("l"),
                appID: bare.id,
                label: "",
                keyHash: [1],
                scopes: [],
                reach: .own,
                createdAt: Sample.moment()
            )
            try await store.mustCommit(.insertApp(bare), .insertApp(shop), .insertAPIKey(other), .insertAPIKey(key))
            #expect(try await store.apps() == [shop, bare])
            #expect(try await store.app(shop.id) == shop)
            #expect(try await store.app(App.ID("none")) == nil)
            #expect(try await store.apiKeys() == [key, other])
            let found = try #require(try await store.apiKey(hash: key.keyHash))
            #expect(found.key == key)
            #expect(found.app == shop)
            #expect(try await store.apiKey(hash: [9]) == nil)
        }
    }

    @Test("a key is revoked once, and stays to be seen", arguments: TestedDatabase.allCases)
    func revoke(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let key = Sample.apiKey("k", of: "a")
            try await store.mustCommit(.insertApp(Sample.app("a")), .insertAPIKey(key))
            try await store.mustCommit(.revokeAPIKey(key.id, at: Sample.moment(9)))
            let again = try await store.commit(Commit(changes: [.revokeAPIKey(key.id, at: Sample.moment(10))]))
            #expect(again == .gone)
            #expect(try await store.apiKey(hash: key.keyHash)?.key.revokedAt == Sample.moment(9))
        }
    }

    // MARK: Answers

    private let key = AnswerKey(hash: Array("key".utf8))

    private func claim(_ store: SQLStore, body: UInt8 = 1, at second: Int64 = 0) async throws -> AnswerClaim {
        try await store.claimAnswer(key, bodyHash: [body], now: Sample.moment(second), lifetime: 86400)
    }

    @Test("of 50 calls with one key, one is new", arguments: TestedDatabase.allCases)
    func claimedOnce(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let claims = try await withThrowingTaskGroup(of: AnswerClaim.self) { group in
                for _ in 0..<50 { group.addTask { try await claim(store) } }
                return try await group.reduce(into: [AnswerClaim]()) { $0.append($1) }
            }
            #expect(claims.count { $0 == .new } == 1)
            #expect(claims.count { $0 == .running } == 49)
        }
    }

    @Test("a repeat gets the first call's answer, and another body is told so", arguments: TestedDatabase.allCases)
    func repeated(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let answer = StoredAnswer(status: 201, sealedBody: [1, 2])
            #expect(try await claim(store) == .new)
            #expect(try await claim(store, body: 2) == .otherBody)
            try await store.mustCommit(.saveAnswer(key, answer))
            #expect(try await claim(store) == .done(answer))
            #expect(try await claim(store, body: 2) == .otherBody)
            // Two calls that both took themselves for the first: the second one's work is undone.
            let second = try await store.commit(
                Commit(changes: [.append(Sample.event("e", of: nil)), .saveAnswer(key, answer)])
            )
            #expect(second == .gone)
            #expect(try await store.unsealedEvents(limit: 1).isEmpty)
            // An answer is not given up.
            try await store.releaseAnswer(key)
            #expect(try await claim(store) == .done(answer))
        }
    }

    @Test("a claim that is given up, cut off or run out is handed out anew", arguments: TestedDatabase.allCases)
    func claimedAnew(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            #expect(try await claim(store) == .new)
            try await store.releaseAnswer(key)
            #expect(try await claim(store) == .new)
            #expect(try await claim(store, at: 14) == .running)
            #expect(try await claim(store, body: 2, at: 15) == .otherBody)
            #expect(try await claim(store, at: 15) == .new)
            #expect(try await claim(store, at: 60) == .new)
            #expect(try await claim(store, at: 61) == .running)
            // As a server does that starts alone.
            try await store.releaseAllAnswers()
            #expect(try await claim(store, at: 60) == .new)
            try await store.mustCommit(.saveAnswer(key, StoredAnswer(status: 200, sealedBody: [])))
            #expect(try await claim(store, at: 86459) == .done(StoredAnswer(status: 200, sealedBody: [])))
            try await store.releaseAllAnswers()
            #expect(try await claim(store, at: 86459) == .done(StoredAnswer(status: 200, sealedBody: [])))
            #expect(try await claim(store, body: 2, at: 86460) == .new)
        }
    }
}
