import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// Organisations, who belongs to them, and the versions of their policies.
@Suite struct OrganisationsTests {
    private let north = Organisation(id: Organisation.ID("1"), name: "Nörthwind", createdAt: Sample.moment())
    private let south = Organisation(id: Organisation.ID("2"), name: "South", createdAt: Sample.moment(1))

    private func version(_ number: Int64, _ policy: Policy = Policy(), revertsTo: Int64? = nil) -> PolicyVersion {
        PolicyVersion(
            organisationID: north.id,
            version: number,
            policy: policy,
            savedBy: "member:a",
            savedAt: Sample.moment(number),
            note: "für Ä",
            revertsTo: revertsTo
        )
    }

    @Test("organisations come back whole and are renamed", arguments: TestedDatabase.allCases)
    func roundTrip(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertOrganisation(south), .insertOrganisation(north))
            #expect(try await store.organisations() == [north, south])
            #expect(try await store.organisation(south.id) == south)
            #expect(try await store.organisation(Organisation.ID("none")) == nil)
            var renamed = north
            renamed.name = "New"
            try await store.mustCommit(.saveOrganisation(renamed))
            #expect(try await store.organisation(north.id) == renamed)
            let none = Organisation(id: Organisation.ID("9"), name: "", createdAt: Sample.moment())
            #expect(try await store.commit(Commit(changes: [.saveOrganisation(none)])) == .gone)
        }
    }

    @Test("accounts join once, in order, and leave", arguments: TestedDatabase.allCases)
    func members(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let a = Sample.account("a")
            let b = Sample.account("b")
            try await store.mustCommit(
                .insertOrganisation(north),
                .insertOrganisation(south),
                .insertAccount(b, organisation: south.id),
                .insertAccount(a, organisation: nil),
                .join(Membership(organisationID: south.id, accountID: a.id, joinedAt: Sample.moment(7))),
                .join(Membership(organisationID: north.id, accountID: a.id, joinedAt: Sample.moment(3)))
            )
            // Joining again moves nobody's grace.
            try await store.mustCommit(
                .join(Membership(organisationID: south.id, accountID: a.id, joinedAt: Sample.moment(99)))
            )
            let expected = [
                Membership(organisationID: north.id, accountID: a.id, joinedAt: Sample.moment(3)),
                Membership(organisationID: south.id, accountID: a.id, joinedAt: Sample.moment(7)),
            ]
            #expect(try await store.memberships(of: a.id) == expected)
            #expect(try await store.countOfMembers(of: south.id) == 2)
            let page = try await store.members(of: south.id, after: nil, limit: 1)
            #expect(page.map(\.account) == [a])
            #expect(page.map(\.joinedAt) == [Sample.moment(7)])
            let rest = try await store.members(of: south.id, after: a.id, limit: 9)
            #expect(rest.map(\.account) == [b])
            #expect(rest.map(\.joinedAt) == [b.createdAt])
            try await store.mustCommit(.leave(south.id, a.id))
            #expect(try await store.commit(Commit(changes: [.leave(south.id, a.id)])) == .gone)
            #expect(try await store.memberships(of: a.id).map(\.organisationID) == [north.id])
        }
    }

    @Test("dossiers say where accounts belong, unless nobody need know", arguments: TestedDatabase.allCases)
    func dossiers(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let a = Sample.account("a")
            let session = Sample.session("s", of: "a")
            try await store.mustCommit(
                .insertOrganisation(north),
                .insertAccount(a, organisation: north.id),
                .claim(SignInIdentifier(a.name), a.id),
                .insertSession(session)
            )
            let there = [Membership(organisationID: north.id, accountID: a.id, joinedAt: a.createdAt)]
            #expect(try await store.dossier(of: a.id)?.memberships == there)
            #expect(try await store.dossier(named: SignInIdentifier(a.name))?.memberships == there)
            #expect(try await store.session(tokenHash: session.tokenHash)?.dossier.memberships == there)
            store.loadMemberships(false)
            #expect(try await store.dossier(of: a.id)?.memberships == nil)
            #expect(try await store.session(tokenHash: session.tokenHash)?.dossier.memberships == nil)
        }
    }

    @Test("of two who save the same version, one is told", arguments: TestedDatabase.allCases)
    func versions(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertOrganisation(north), .insertOrganisation(south))
            #expect(try await store.policiesInForce().isEmpty)
            var strict = Policy()
            strict.secondFactor = .required
            strict.requiredFrom = Sample.moment(50)
            strict.kindsEnd = [Kind(rawValue: "email"): Policy.neverAllowed]
            let first = version(1, strict)
            try await store.mustCommit(.savePolicy(first))
            let racing = try await store.commit(
                Commit(changes: [.append(Sample.event("e", of: nil)), .savePolicy(version(1))])
            )
            #expect(racing == .stale)
            #expect(try await store.unsealedEvents(limit: 1).isEmpty)
            #expect(try await store.commit(Commit(changes: [.savePolicy(version(3))])) == .stale)
            let second = version(2, revertsTo: 1)
            try await store.mustCommit(.savePolicy(second))
            #expect(try await store.policiesInForce() == [second])
            #expect(try await store.organisation(north.id)?.policyVersion == 2)
            #expect(try await store.policy(of: north.id, version: 1) == first)
            #expect(try await store.policy(of: south.id, version: 1) == nil)
            #expect(try await store.policyHistory(of: north.id, before: nil, limit: 9) == [second, first])
            #expect(try await store.policyHistory(of: north.id, before: 2, limit: 9) == [first])
            #expect(try await store.policyHistory(of: north.id, before: nil, limit: 1) == [second])
        }
    }

    @Test("of 20 who save at once, one is first", arguments: TestedDatabase.allCases)
    func racing(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertOrganisation(north))
            let outcomes = try await withThrowingTaskGroup(of: CommitOutcome.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await store.commit(Commit(changes: [.savePolicy(version(1))])) }
                }
                return try await group.reduce(into: [CommitOutcome]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .committed } == 1)
            #expect(outcomes.count { $0 == .stale } == 19)
        }
    }
}
