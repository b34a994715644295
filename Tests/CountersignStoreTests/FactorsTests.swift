import Countersign
import CountersignStore
import CountersignTesting
import Testing

/// Factors, drafts, backup codes and lanes of an account.
@Suite struct FactorsTests {
    private let sam = Account.ID("sam")

    private func run(_ kind: TestedDatabase, _ body: (SQLStore) async throws -> Void) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(
                .insertAccount(Sample.account("sam"), organisation: nil),
                .insertAccount(Sample.account("kim"), organisation: nil)
            )
            try await body(store)
        }
    }

    @Test("factors come back whole, oldest first", arguments: TestedDatabase.allCases)
    func factors(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            let young = Sample.factor("a", of: "sam", handle: "h", at: 10)
            var old = Sample.factor("b", of: "sam", at: 5)
            old.lastUsedAt = Sample.moment(20)
            try await store.mustCommit(
                .insertFactor(young),
                .insertFactor(old),
                .insertFactor(Sample.factor("c", of: "kim"))
            )
            #expect(try await store.dossier(of: sam)?.factors == [old, young])
        }
    }

    @Test("a factor is saved and removed by its owner's account only", arguments: TestedDatabase.allCases)
    func saveFactor(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var factor = Sample.factor("f", of: "sam")
            try await store.mustCommit(.insertFactor(factor))
            factor.label = "new"
            factor.handle = "handle"
            factor.sealedState = []
            factor.lastUsedAt = Sample.moment(3)
            try await store.mustCommit(.saveFactor(factor))
            #expect(try await store.dossier(of: sam)?.factors == [factor])
            // Neither of these is Kim's.
            try await store.mustCommit(
                .saveFactor(Sample.factor("f", of: "kim")),
                .removeFactor(factor.id, Account.ID("kim"))
            )
            #expect(try await store.dossier(of: sam)?.factors == [factor])
            // One that was removed is not written back.
            try await store.mustCommit(.removeFactor(factor.id, sam))
            try await store.mustCommit(.saveFactor(factor))
            #expect(try await store.dossier(of: sam)?.factors == [])
        }
    }

    @Test("an account is found by the handle of a factor, kind by kind", arguments: TestedDatabase.allCases)
    func byHandle(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            let factor = Sample.factor("a", of: "kim", handle: "x")
            try await store.mustCommit(.insertFactor(factor), .insertFactor(Sample.factor("b", of: "sam")))
            #expect(try await store.dossier(of: factor.kind, handle: "x")?.account.id == Account.ID("kim"))
            #expect(try await store.dossier(of: factor.kind, handle: "x")?.factors == [factor])
            #expect(try await store.dossier(of: factor.kind, handle: "X") == nil)
            #expect(try await store.dossier(of: Kind(rawValue: "other"), handle: "x") == nil)
        }
    }

    @Test("a handle belongs to one factor of a kind", arguments: TestedDatabase.allCases)
    func handles(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            try await store.mustCommit(
                .insertFactor(Sample.factor("a", of: "sam", handle: "x")),
                .insertFactor(Sample.factor("b", of: "sam")),
                .insertFactor(Sample.factor("c", of: "kim"))
            )
            let inserted = try await store.commit(
                Commit(changes: [.insertFactor(Sample.factor("d", of: "kim", handle: "x"))])
            )
            let saved = try await store.commit(
                Commit(changes: [.saveFactor(Sample.factor("c", of: "kim", handle: "x"))])
            )
            #expect(inserted == .taken)
            #expect(saved == .taken)
            let other = Factor(
                id: Factor.ID("e"),
                accountID: Account.ID("kim"),
                kind: Kind(rawValue: "yubikey"),
                label: "",
                handle: "x",
                sealedState: [],
                createdAt: Sample.moment()
            )
            try await store.mustCommit(.insertFactor(other))
        }
    }

    @Test("accounts with factors are listed once each, page by page", arguments: TestedDatabase.allCases)
    func accountsWithFactors(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            for id in ["a", "b", "c"] {
                try await store.mustCommit(.insertAccount(Sample.account(id), organisation: nil))
                for number in 0..<3 where id != "b" {
                    try await store.mustCommit(.insertFactor(Sample.factor("\(id)\(number)", of: id)))
                }
            }
            let first = try await store.accountsWithFactors(after: nil, limit: 1)
            let second = try await store.accountsWithFactors(after: first.last, limit: 10)
            #expect(first.map(\.rawValue) == ["a"])
            #expect(second.map(\.rawValue) == ["c"])
        }
    }

    @Test("accounts that are closed, or counted against, are listed once each", arguments: TestedDatabase.allCases)
    func accountsForRestore(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            for (id, state) in [("a", Account.State.frozen), ("b", .active), ("c", .disabled)] {
                var account = Sample.account(id)
                account.state = state
                try await store.mustCommit(.insertAccount(account, organisation: nil))
                for lane in ["common", "app:shop"] where id != "c" {
                    try await store.mustCommit(.saveLane(account.id, lane: lane, state: "{}"))
                }
            }
            let closed = try await store.closedAccounts(after: nil, limit: 1)
            #expect(closed.map(\.rawValue) == ["a"])
            #expect(try await store.closedAccounts(after: closed.last, limit: 5).map(\.rawValue) == ["c"])
            let counted = try await store.accountsWithLanes(after: nil, limit: 1)
            #expect(counted.map(\.rawValue) == ["a"])
            #expect(try await store.accountsWithLanes(after: counted.last, limit: 5).map(\.rawValue) == ["b"])
        }
    }

    @Test("a draft is kept, replaced by its id, and consumed once", arguments: TestedDatabase.allCases)
    func drafts(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var draft = Sample.draft("d", of: "sam", at: 1)
            let newer = Sample.draft("e", of: "sam", at: 2)
            try await store.mustCommit(.saveDraft(draft), .saveDraft(newer), .saveDraft(Sample.draft("k", of: "kim")))
            #expect(try await store.draft(draft.id) == draft)
            draft.label = "other"
            draft.sealedState = [1, 1]
            draft.wrongAnswers = 19
            try await store.mustCommit(.saveDraft(draft))
            #expect(try await store.drafts(of: sam) == [newer, draft])
            try await store.mustCommit(.consumeDraft(draft.id))
            let again = try await store.commit(Commit(changes: [.consumeDraft(draft.id)]))
            #expect(again == .gone)
            try await store.mustCommit(.removeDrafts(of: sam))
            #expect(try await store.drafts(of: sam).isEmpty)
            #expect(try await store.drafts(of: Account.ID("kim")).count == 1)
        }
    }

    @Test("backup codes come back in order, with what was used and what is shown", arguments: TestedDatabase.allCases)
    func backupCodes(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var set = Sample.codes("c", of: "sam", count: 12)
            try await store.mustCommit(.saveBackupCodes(set), .saveBackupCodes(Sample.codes("k", of: "kim")))
            #expect(try await store.dossier(of: sam)?.backupCodes == set)
            set.codes[10].usedAt = Sample.moment(5)
            set.showing = nil
            try await store.mustCommit(.saveBackupCodes(set))
            #expect(try await store.dossier(of: sam)?.backupCodes == set)
            // Another set takes its place, codes and all.
            let next = Sample.codes("n", of: "sam", count: 2)
            try await store.mustCommit(.saveBackupCodes(next))
            #expect(try await store.dossier(of: sam)?.backupCodes == next)
            try await store.mustCommit(.removeBackupCodes(sam))
            let dossier = try #require(try await store.dossier(of: sam))
            #expect(dossier.backupCodes == nil)
            #expect(try await store.dossier(of: Account.ID("kim"))?.backupCodes?.left == 5)
        }
    }

    @Test("lanes are written, replaced and removed one by one", arguments: TestedDatabase.allCases)
    func lanes(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            try await store.mustCommit(
                .saveLane(sam, lane: "open", state: "{\"a\":1}"),
                .saveLane(sam, lane: "browser:x", state: "{}"),
                .saveLane(Account.ID("kim"), lane: "open", state: "k")
            )
            try await store.mustCommit(
                .saveLane(sam, lane: "open", state: "{\"a\":2}"),
                .saveLane(sam, lane: "browser:x", state: nil),
                .saveLane(sam, lane: "never", state: nil)
            )
            #expect(try await store.dossier(of: sam)?.lanes == ["open": "{\"a\":2}"])
            #expect(try await store.dossier(of: Account.ID("kim"))?.lanes == ["open": "k"])
        }
    }
}
