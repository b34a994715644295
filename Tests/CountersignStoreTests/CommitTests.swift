import Countersign
import CountersignStore
import CountersignTesting
import Testing

/// A commit is written whole or not at all, and only on the revision that it was decided on.
@Suite struct CommitTests {
    private let sam = Account.ID("sam")

    @Test("a commit on the expected revision is written and raises it", arguments: TestedDatabase.allCases)
    func expectedRevision(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            for revision in 0..<3 as Range<Int64> {
                try await store.mustCommit(
                    .saveLane(sam, lane: "open", state: "\(revision)"),
                    account: (sam, revision)
                )
            }
            let dossier = try #require(try await store.dossier(of: sam))
            #expect(dossier.account.revision == 3)
            #expect(dossier.lanes == ["open": "2"])
        }
    }

    @Test("a commit on another revision is stale and writes nothing", arguments: TestedDatabase.allCases)
    func otherRevision(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            for (id, revision) in [(sam, 1), (sam, -1), (Account.ID("nobody"), 0)] as [(Account.ID, Int64)] {
                let outcome = try await store.commit(
                    Commit(
                        account: (id, revision),
                        changes: [.append(Sample.event("e", of: "sam")), .saveLane(sam, lane: "open", state: "x")]
                    )
                )
                #expect(outcome == .stale)
            }
            let dossier = try #require(try await store.dossier(of: sam))
            #expect(dossier.account.revision == 0)
            #expect(dossier.lanes.isEmpty)
            #expect(try await store.unsealedEvents(limit: 10).isEmpty)
        }
    }

    @Test("a condition that fails undoes what stood before it, the revision too", arguments: TestedDatabase.allCases)
    func failedCondition(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(
                .insertAccount(Sample.account("sam"), organisation: nil),
                .insertAccount(Sample.account("kim"), organisation: nil),
                .claim(SignInIdentifier("kim"), Account.ID("kim"))
            )
            let conditions: [(Change, CommitOutcome)] = [
                (.consumeDraft(Factor.ID("none")), .gone),
                (.consumeSignIn(SignInUnderWay.ID("none")), .gone),
                (.endChallenge(Challenge.ID("none"), .used), .gone),
                (.saveChallenge(Sample.challenge("none", of: nil)), .gone),
                (.revokeAPIKey(APIKey.ID("none"), at: Sample.moment()), .gone),
                (.saveAnswer(AnswerKey(hash: [1]), StoredAnswer(status: 200, sealedBody: [])), .gone),
                (.claim(SignInIdentifier("KIM"), sam), .taken),
                (
                    .saveThrottle(Throttle(key: "k", version: 1, state: "", expiresAt: Sample.moment())),
                    .stale
                ),
                (.insertSession(Sample.session("s", of: "nobody")), .gone),
            ]
            for (change, expected) in conditions {
                let outcome = try await store.commit(
                    Commit(
                        account: (sam, 0),
                        changes: [
                            .saveLane(sam, lane: "open", state: "x"), .append(Sample.event("e", of: "sam")), change,
                        ]
                    )
                )
                #expect(outcome == expected, "\(change)")
            }
            let dossier = try #require(try await store.dossier(of: sam))
            #expect(dossier.account.revision == 0)
            #expect(dossier.lanes.isEmpty)
            #expect(try await store.unsealedEvents(limit: 10).isEmpty)
        }
    }

    @Test("of 50 commits on one revision one is written", arguments: TestedDatabase.allCases)
    func race(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            let outcomes = try await withThrowingTaskGroup(of: CommitOutcome.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        try await store.commit(
                            Commit(
                                account: (Account.ID("sam"), 0),
                                changes: [.append(Sample.event("e\(number)", of: "sam"))]
                            )
                        )
                    }
                }
                return try await group.reduce(into: [CommitOutcome]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .committed } == 1)
            #expect(outcomes.count { $0 == .stale } == 49)
            #expect(try await store.unsealedEvents(limit: 100).count == 1)
        }
    }

    @Test("of 50 that consume one thing, one does", arguments: TestedDatabase.allCases)
    func consumedOnce(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(
                .insertAccount(Sample.account("sam"), organisation: nil),
                .insertSignIn(Sample.signIn("i", of: "sam"))
            )
            let outcomes = try await withThrowingTaskGroup(of: CommitOutcome.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        try await store.commit(
                            Commit(changes: [
                                .insertSession(Sample.session("s\(number)", of: "sam")),
                                .consumeSignIn(SignInUnderWay.ID("i")),
                            ])
                        )
                    }
                }
                return try await group.reduce(into: [CommitOutcome]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .committed } == 1)
            #expect(outcomes.count { $0 == .gone } == 49)
            #expect(try await store.sessions(of: Account.ID("sam")).count == 1)
        }
    }

    @Test("a text with NUL is refused and nothing of its commit is written", arguments: TestedDatabase.allCases)
    func nul(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            await #expect(throws: StoreFailure.unstorable("a text must not contain the character NUL")) {
                try await store.commit(
                    Commit(
                        account: (sam, 0),
                        changes: [
                            .append(Sample.event("e", of: "sam")),
                            .insertOrganisation(
                                Organisation(id: Organisation.ID("o"), name: "a\0b", createdAt: Sample.moment())
                            ),
                        ]
                    )
                )
            }
            let revision = try await store.dossier(of: sam)?.account.revision
            #expect(revision == 0)
        }
    }

    @Test("an outage at any step of a commit leaves all or nothing of it", arguments: TestedDatabase.allCases)
    func outageAnywhere(_ kind: TestedDatabase) async throws {
        let commit = Commit(
            account: (sam, 0),
            changes: [
                .insertFactor(Sample.factor("f", of: "sam")), .saveBackupCodes(Sample.codes("c", of: "sam")),
                .saveLane(sam, lane: "open", state: "x"), .append(Sample.event("e", of: "sam")),
                .enqueue(Sample.mail("m", of: "sam")),
            ]
        )
        let faults = Faults()
        try await kind.runStore(faults: faults) { store in
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            // Counts the steps of the commit that follows, from here until it is through.
            var step = 0
            var isThrough = false
            while !isThrough {
                step += 1
                faults.strike(.lostDatabase, at: step)
                let outcome = try? await store.commit(commit)
                faults.heal()
                let dossier = try #require(try await store.dossier(of: sam))
                let parts = [
                    dossier.account.revision == 1, !dossier.factors.isEmpty, dossier.backupCodes != nil,
                    !dossier.lanes.isEmpty, try await !store.unsealedEvents(limit: 1).isEmpty,
                    try await store.mail(OutboxMail.ID("m")) != nil,
                ]
                isThrough = parts.allSatisfy { $0 }
                #expect(isThrough || parts.allSatisfy { !$0 }, "step \(step) left \(parts)")
                #expect(outcome == nil, "an outage at step \(step) was answered with \(String(describing: outcome))")
            }
            // Eleven statements, the moment before the commit, and the moment after it, at which all is there.
            #expect(step > 10)
        }
    }
}
