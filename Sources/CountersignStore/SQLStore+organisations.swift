import Countersign
import Foundation

extension SQLStore {
    package func organisations() async throws -> [Organisation] {
        try await database.read { try Organisations.all(in: $0) }
    }

    package func organisation(_ id: Organisation.ID) async throws -> Organisation? {
        try await database.read { try Organisations.organisation(id, in: $0) }
    }

    package func isMember(_ account: Account.ID, of organisation: Organisation.ID) async throws -> Bool {
        try await database.read { try Organisations.isMember(account, of: organisation, in: $0) }
    }

    package func memberships(of account: Account.ID) async throws -> [Membership] {
        try await database.read { try Organisations.memberships(of: account, in: $0) }
    }

    package func members(
        of organisation: Organisation.ID,
        after: Account.ID?,
        limit: Int
    ) async throws -> [(account: Account, joinedAt: Date)] {
        try await database.readLong { try Accounts.members(of: organisation, after: after, limit: limit, in: $0) }
    }

    package func countOfMembers(of organisation: Organisation.ID) async throws -> Int {
        try await database.readLong { try Organisations.countOfMembers(of: organisation, in: $0) }
    }

    package func groups(_ question: PeopleQuestion) async throws -> [PeopleGroup] {
        try await database.readLong { try PeopleUnderPolicy.groups(question, in: $0) }
    }

    package func people(
        in groups: [PeopleGroup],
        of question: PeopleQuestion,
        after: Account.ID?,
        limit: Int
    ) async throws -> [Account] {
        try await database.readLong {
            try PeopleUnderPolicy.people(in: groups, of: question, after: after, limit: limit, in: $0)
        }
    }

    // MARK: Policies

    package func policiesInForce() async throws -> [PolicyVersion] {
        try await database.read { try Policies.inForce(in: $0) }
    }

    package func policy(of organisation: Organisation.ID, version: Int64) async throws -> PolicyVersion? {
        try await database.read { try Policies.policy(of: organisation, version: version, in: $0) }
    }

    package func policyHistory(
        of organisation: Organisation.ID,
        before: Int64?,
        limit: Int
    ) async throws -> [PolicyVersion] {
        try await database.readLong { try Policies.history(of: organisation, before: before, limit: limit, in: $0) }
    }
}
