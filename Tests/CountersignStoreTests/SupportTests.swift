import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// What support does to accounts, and what waits for a second person.
@Suite struct SupportStoreTests {
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

    private func measure(
        _ id: String,
        _ kind: Measure.Kind = .suspension,
        of account: String = "sam",
        ends second: Int64? = 100
    ) -> Measure {
        var terms = Measure.Terms()
        terms.needsEmailCode = true
        terms.network = "192.0.2.0/24"
        terms.thenSetUpAgain = true
        return Measure(
            id: Measure.ID(id),
            accountID: Account.ID(account),
            kind: kind,
            begunAt: Sample.moment(),
            endsAt: second.map { Sample.moment($0) },
            actorName: "member:lee",
            terms: terms,
            codeHash: kind == .bypassCode ? [1, 2, 3] : nil,
            sealedDetails: [4, 5]
        )
    }

    private func request(
        _ id: String,
        of account: String = "sam",
        _ kind: SupportRequest.Kind = .approval,
        at second: Int64 = 0
    ) -> SupportRequest {
        SupportRequest(
            id: SupportRequest.ID(id),
            reference: "CS-\(id)",
            accountID: Account.ID(account),
            kind: kind,
            askedBy: "member:lee",
            askedAt: Sample.moment(second),
            expiresAt: Sample.moment(second + 100),
            sealedDetails: [6]
        )
    }

    @Test(
        "a measure is kept whole and comes with its account; a later one of its kind takes its place",
        arguments: TestedDatabase.allCases
    )
    func measures(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            let all = [
                measure("b", .bypassCode), measure("s", .setUpAgain, ends: nil), measure("p", .suspension),
                measure("x", .exemption),
            ]
            try await store.mustCommit(.saveMeasure(all[0]), .saveMeasure(all[1]), .saveMeasure(all[2]))
            try await store.mustCommit(.saveMeasure(all[3]), .saveMeasure(measure("k", of: "kim")))
            #expect(
                try await store.dossier(of: sam)?.measures.sorted { $0.id.rawValue < $1.id.rawValue }
                    == all.sorted { $0.id.rawValue < $1.id.rawValue }
            )
            let later = measure("p2", .suspension, ends: 200)
            try await store.mustCommit(.saveMeasure(later))
            #expect(try await store.dossier(of: sam)?.measures.first { $0.kind == .suspension } == later)
            #expect(try await store.dossier(of: Account.ID("kim"))?.measures == [measure("k", of: "kim")])
        }
    }

    @Test("a measure ends once, and only its own account's", arguments: TestedDatabase.allCases)
    func ends(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            try await store.mustCommit(.saveMeasure(measure("p")))
            let foreign = Commit(changes: [.endMeasure(Measure.ID("p"), Account.ID("kim"))])
            #expect(try await store.commit(foreign) == .gone)
            try await store.mustCommit(.endMeasure(Measure.ID("p"), sam))
            #expect(try await store.commit(Commit(changes: [.endMeasure(Measure.ID("p"), sam)])) == .gone)
            #expect(try await store.dossier(of: sam)?.measures.isEmpty == true)
        }
    }

    @Test(
        "live measures are listed by their end, page by page; the others are found as ended",
        arguments: TestedDatabase.allCases
    )
    func lists(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            try await store.mustCommit(.insertAccount(Sample.account("ada"), organisation: nil))
            let (first, second, third) = (
                measure("c", of: "kim", ends: 50), measure("a", of: "ada", ends: 60), measure("b", ends: 60)
            )
            for measure in [third, second, first] { try await store.mustCommit(.saveMeasure(measure)) }
            try await store.mustCommit(.saveMeasure(measure("y", .setUpAgain, ends: nil)))
            let now = Sample.moment(10)
            #expect(try await store.liveMeasures(.suspension, at: now, after: nil, limit: 2) == [first, second])
            #expect(try await store.liveMeasures(.suspension, at: now, after: second, limit: 2) == [third])
            #expect(try await store.countOfLiveMeasures(.suspension, at: now) == 3)
            #expect(try await store.endedMeasures(at: now, limit: 10).isEmpty)
            // At the very second of its end it counts no more.
            let end = Sample.moment(50)
            #expect(try await store.liveMeasures(.suspension, at: end, after: nil, limit: 9) == [second, third])
            #expect(try await store.endedMeasures(at: end, limit: 10) == [first])
            try await store.mustCommit(.removeAccount(Account.ID("kim")))
            #expect(try await store.endedMeasures(at: end, limit: 10).isEmpty)
        }
    }

    @Test("a request is kept whole, found, decided and in time forgotten", arguments: TestedDatabase.allCases)
    func requests(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var one = request("AAAA")
            try await store.mustCommit(
                .insertSupportRequest(one),
                .insertSupportRequest(request("BBBB", of: "kim", at: 1)),
                .insertSupportRequest(request("WISH", of: "kim", .turnOff, at: 2))
            )
            func open(_ kind: SupportRequest.Kind = .approval, at second: Int64 = 9) async throws -> [String] {
                try await store.openSupportRequests(kind, at: Sample.moment(second), limit: 9).map(\.reference)
            }
            #expect(try await store.supportRequest(reference: "CS-AAAA") == one)
            #expect(try await store.supportRequest(reference: "CS-CCCC") == nil)
            #expect(try await open() == ["CS-AAAA", "CS-BBBB"])
            #expect(try await open(.turnOff) == ["CS-WISH"])
            #expect(try await open(at: 100) == ["CS-BBBB"])
            #expect(
                try await store.runOutSupportRequests(at: Sample.moment(100), limit: 9).map(\.reference) == ["CS-AAAA"]
            )
            func counted(_ roles: Set<Role>, orBy asker: String = "member:nobody") async throws -> OpenRequests {
                try await store.countOpenRequests(at: Sample.moment(100), about: roles, orBy: asker)
            }
            #expect(try await counted([.member, .owner]) == OpenRequests(approvals: 1, turnOffs: 1))
            // What is about somebody with more power does not count, but for who asked.
            #expect(try await counted([.owner]) == OpenRequests())
            #expect(try await counted([.owner], orBy: one.askedBy) == OpenRequests(approvals: 1, turnOffs: 1))
            #expect(try await store.supportRequests(of: sam) == [one])
            one.state = .declined
            one.decidedBy = "member:ann"
            one.decidedAt = Sample.moment(7)
            one.expiresAt = Sample.moment(9)
            one.sealedDetails = [8]
            try await store.mustCommit(.saveSupportRequest(one))
            #expect(try await store.supportRequest(reference: "CS-AAAA") == one)
            #expect(try await open() == ["CS-BBBB"])
            #expect(try await store.closedSupportRequests(.approval, limit: 9) == [one])
            #expect(try await store.closedSupportRequests(.turnOff, limit: 9).isEmpty)
            let month: Int64 = 31 * 24 * 3600
            #expect(try await store.removeExpired(now: Sample.moment(month), limit: 100) == 1)
            #expect(try await store.supportRequest(reference: "CS-AAAA") == nil)
            #expect(try await store.commit(Commit(changes: [.saveSupportRequest(one)])) == .stale)
        }
    }

    @Test(
        "after a restore nothing is lifted any more, and what was asked for still is",
        arguments: TestedDatabase.allCases
    )
    func restore(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            for kind in Measure.Kind.allCases { try await store.mustCommit(.saveMeasure(measure(kind.rawValue, kind))) }
            try await store.mustCommit(.insertSupportRequest(request("AAAA")))
            try await store.endEverythingAfterRestore()
            let kept = try await store.dossier(of: sam)?.measures.map(\.kind.rawValue).sorted()
            #expect(kept == ["exemption", "set_up_again"])
            let left = try await store.countOpenRequests(at: Sample.moment(), about: [.member], orBy: "member:lee")
            #expect(left == OpenRequests())
        }
    }

    @Test("what is sealed is found for the rotation of keys", arguments: TestedDatabase.allCases)
    func keys(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            try await store.mustCommit(.insertSupportRequest(request("AAAA")))
            #expect(
                try await store.sealedValues(of: .supportRequestDetails, notUnder: "k", limit: 9).map(\.row) == ["AAAA"]
            )
            try await store.mustCommit(.saveMeasure(measure("p")))
            let value = try #require(try await store.sealedValues(of: .measureDetails, notUnder: "k", limit: 9).first)
            #expect(value.row == "p" && value.account == "sam")
            #expect(try await store.replaceSealedValue(value, with: [9]))
            #expect(try await store.dossier(of: sam)?.measures.first?.sealedDetails == [9])
        }
    }
}
