import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// Sessions, sign-ins under way, known browsers, throttles and challenges.
@Suite struct SigningInTests {
    private let sam = Account.ID("sam")

    private func run(_ kind: TestedDatabase, _ body: (SQLStore) async throws -> Void) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(
                .insertAccount(Sample.account("sam"), organisation: nil),
                .insertAccount(Sample.account("kim"), organisation: nil),
                .saveLane(sam, lane: "open", state: "x")
            )
            try await body(store)
        }
    }

    @Test("a session is found by its token, with its account", arguments: TestedDatabase.allCases)
    func session(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var session = Sample.session("s", of: "sam")
            try await store.mustCommit(.insertSession(session))
            let found = try #require(try await store.session(tokenHash: session.tokenHash))
            #expect(found.session == session)
            #expect(found.dossier.account.id == sam)
            #expect(found.dossier.lanes == ["open": "x"])
            #expect(try await store.session(tokenHash: [1]) == nil)
            session.proof = Proof(methods: ["pwd", "otp", "mfa"], passwordAt: nil, secondFactorAt: Sample.moment(9))
            session.lastSeenAt = Sample.moment(10)
            try await store.mustCommit(
                .saveProof(session.id, session.proof),
                .touchSession(session.id, at: Sample.moment(10))
            )
            #expect(try await store.session(tokenHash: session.tokenHash)?.session == session)
        }
    }

    @Test("a proof of nothing stays one of nothing", arguments: TestedDatabase.allCases)
    func emptyProof(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            let session = Sample.session("s", of: "sam")
            let proof = Proof(methods: [], passwordAt: nil, secondFactorAt: nil)
            try await store.mustCommit(.insertSession(session), .saveProof(session.id, proof))
            #expect(try await store.session(tokenHash: session.tokenHash)?.session.proof == proof)
        }
    }

    @Test("sessions end one by one, or all but one", arguments: TestedDatabase.allCases)
    func endSessions(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            for number in 0..<4 as Range<Int64> {
                try await store.mustCommit(.insertSession(Sample.session("\(number)", of: "sam", at: number)))
            }
            try await store.mustCommit(.insertSession(Sample.session("k", of: "kim")))
            func left() async throws -> [String] { try await store.sessions(of: sam).map(\.id.rawValue) }
            #expect(try await left() == ["3", "2", "1", "0"])
            try await store.mustCommit(.endSession(Session.ID("1"), Account.ID("kim")))
            #expect(try await left().count == 4)
            try await store.mustCommit(.endSession(Session.ID("1"), sam))
            #expect(try await left() == ["3", "2", "0"])
            try await store.mustCommit(.endSessions(of: sam, except: Session.ID("2")))
            #expect(try await left() == ["2"])
            try await store.mustCommit(.endSessions(of: sam, except: nil))
            #expect(try await left() == [])
            #expect(try await store.sessions(of: Account.ID("kim")).count == 1)
        }
    }

    @Test("a sign-in is found by its token and consumed once", arguments: TestedDatabase.allCases)
    func signIn(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var signIn = Sample.signIn("i", of: "sam")
            try await store.mustCommit(.insertSignIn(signIn), .insertSignIn(Sample.signIn("k", of: "kim")))
            #expect(try await store.signIn(tokenHash: signIn.tokenHash)?.signIn == signIn)
            #expect(try await store.signIn(tokenHash: signIn.tokenHash)?.dossier.account.id == sam)
            signIn.pairTriedAt = Sample.moment(7)
            try await store.mustCommit(.saveSignIn(signIn))
            #expect(try await store.signIn(tokenHash: signIn.tokenHash)?.signIn == signIn)
            try await store.mustCommit(.consumeSignIn(signIn.id))
            #expect(try await store.signIn(tokenHash: signIn.tokenHash) == nil)
            let again = try await store.commit(Commit(changes: [.consumeSignIn(signIn.id)]))
            #expect(again == .gone)
            try await store.mustCommit(.endSignIns(of: sam))
            let kim = try await store.signIn(tokenHash: Array("token k".utf8))
            #expect(kim != nil)
        }
    }

    @Test("known browsers are listed by their last use and forgotten", arguments: TestedDatabase.allCases)
    func knownBrowsers(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            let old = Sample.browser("b", of: "sam", at: 1)
            let young = Sample.browser("a", of: "sam", at: 2)
            try await store.mustCommit(
                .insertKnownBrowser(young),
                .insertKnownBrowser(old),
                .insertKnownBrowser(Sample.browser("k", of: "kim"))
            )
            #expect(try await store.knownBrowsers(of: sam) == [old, young])
            #expect(try await store.knownBrowser(tokenHash: old.tokenHash) == old)
            try await store.mustCommit(.touchKnownBrowser(old.id, at: Sample.moment(3)))
            #expect(try await store.knownBrowsers(of: sam).map(\.id) == [young.id, old.id])
            try await store.mustCommit(.removeKnownBrowser(young.id))
            #expect(try await store.knownBrowsers(of: sam).map(\.id) == [old.id])
            try await store.mustCommit(.removeKnownBrowsers(of: sam))
            #expect(try await store.knownBrowsers(of: sam).isEmpty)
            #expect(try await store.knownBrowsers(of: Account.ID("kim")).count == 1)
        }
    }

    @Test("a throttle is written on the version that was read", arguments: TestedDatabase.allCases)
    func throttles(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            func throttle(_ key: String, _ version: Int64, _ state: String) -> Throttle {
                Throttle(key: key, version: version, state: state, expiresAt: Sample.moment(60))
            }
            func outcome(_ throttle: Throttle) async throws -> CommitOutcome {
                try await store.commit(Commit(changes: [.saveThrottle(throttle)]))
            }
            #expect(try await store.throttles([]) == [:])
            #expect(try await store.throttles(["a"]) == [:])
            #expect(try await outcome(throttle("a", 0, "1")) == .committed)
            #expect(try await store.throttles(["a"]) == ["a": throttle("a", 1, "1")])
            #expect(try await outcome(throttle("a", 0, "2")) == .stale)
            #expect(try await outcome(throttle("a", 1, "3")) == .committed)
            #expect(try await outcome(throttle("a", 1, "4")) == .stale)
            #expect(try await store.throttles(["a"]) == ["a": throttle("a", 2, "3")])
            let many = (0..<11).map { "k\($0)" }
            for key in many { #expect(try await outcome(throttle(key, 0, key)) == .committed) }
            let found = try await store.throttles(many + ["none", "a"])
            #expect(Set(found.keys) == Set(many + ["a"]))
            #expect(found["k7"]?.state == "k7")
        }
    }

    @Test("of 20 that charge a throttle at once, one does", arguments: TestedDatabase.allCases)
    func throttleRace(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            for version in 0..<3 as Range<Int64> {
                let outcomes = try await withThrowingTaskGroup(of: CommitOutcome.self) { group in
                    for _ in 0..<20 {
                        group.addTask {
                            try await store.commit(
                                Commit(changes: [
                                    .saveThrottle(
                                        Throttle(key: "a", version: version, state: "", expiresAt: Sample.moment())
                                    )
                                ])
                            )
                        }
                    }
                    return try await group.reduce(into: [CommitOutcome]()) { $0.append($1) }
                }
                #expect(outcomes.count { $0 == .committed } == 1)
                #expect(outcomes.count { $0 == .stale } == 19)
            }
        }
    }

    @Test("a challenge is found by id and by link, and ends once", arguments: TestedDatabase.allCases)
    func challenge(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var challenge = Sample.challenge("c", of: "sam")
            let bare = Challenge(
                id: Challenge.ID("bare"),
                purpose: .signUp,
                accountID: nil,
                sealedPayload: [],
                createdAt: Sample.moment(),
                expiresAt: Sample.moment(1)
            )
            let alsoBare = Challenge(
                id: Challenge.ID("bare2"),
                purpose: .signUp,
                accountID: nil,
                sealedPayload: [],
                createdAt: Sample.moment(),
                expiresAt: Sample.moment(1)
            )
            try await store.mustCommit(.insertChallenge(challenge), .insertChallenge(bare), .insertChallenge(alsoBare))
            #expect(try await store.challenge(challenge.id) == challenge)
            #expect(try await store.challenge(bare.id) == bare)
            #expect(try await store.challenge(linkHash: Array("link c".utf8)) == challenge)
            #expect(try await store.challenge(linkHash: []) == nil)
            challenge.sealedPayload = [5, 5]
            challenge.wrongAnswers = 4
            try await store.mustCommit(.saveChallenge(challenge))
            #expect(try await store.challenge(challenge.id) == challenge)
            try await store.mustCommit(.endChallenge(challenge.id, .exhausted))
            challenge.ended = .exhausted
            #expect(try await store.challenge(challenge.id) == challenge)
            let again = try await store.commit(Commit(changes: [.endChallenge(challenge.id, .used)]))
            let saved = try await store.commit(Commit(changes: [.saveChallenge(challenge)]))
            #expect(again == .gone)
            #expect(saved == .gone)
            #expect(try await store.challenge(challenge.id)?.ended == .exhausted)
        }
    }

    @Test("the open challenges of one purpose and account end together", arguments: TestedDatabase.allCases)
    func endChallenges(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            try await store.mustCommit(
                .insertChallenge(Sample.challenge("1", of: "sam", at: 1)),
                .insertChallenge(Sample.challenge("2", of: "sam", at: 2)),
                .insertChallenge(Sample.challenge("3", of: "sam", purpose: .changeEmail)),
                .insertChallenge(Sample.challenge("4", of: "kim")),
                .endChallenge(Challenge.ID("1"), .used)
            )
            try await store.mustCommit(.endChallenges(of: sam, for: .resetPassword, .replaced))
            let resets = try await store.challenges(of: sam, for: .resetPassword)
            #expect(resets.map(\.id.rawValue) == ["2", "1"])
            #expect(resets.map(\.ended) == [.replaced, .used])
            let others = try await store.challenges(of: sam, for: .changeEmail)
            #expect(others.map(\.ended) == [nil])
            let kims = try await store.challenges(of: Account.ID("kim"), for: .resetPassword)
            #expect(kims.map(\.ended) == [nil])
        }
    }

    @Test("a moment keeps its milliseconds however often it is saved")
    func moments() async throws {
        try await TestedDatabase.sqliteInMemory.runStore { store in
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            try await store.mustCommit(.insertSession(Sample.session("s", of: "sam")))
            for milliseconds in stride(from: 1_699_999_999_000 as Int64, to: 1_700_000_001_000, by: 7) {
                let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
                try await store.mustCommit(.touchSession(Session.ID("s"), at: date))
                let read = try #require(try await store.sessions(of: sam).first?.lastSeenAt)
                #expect(read == date)
                try await store.mustCommit(.touchSession(Session.ID("s"), at: read))
                #expect(try await store.sessions(of: sam).first?.lastSeenAt == date)
            }
        }
    }
}
