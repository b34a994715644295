import Foundation

/// Organisations, who belongs to them, and their policies.
package protocol OrganisationStore: Sendable {
    func isMember(_ account: Account.ID, of organisation: Organisation.ID) async throws -> Bool
    /// The oldest first.
    func organisations() async throws -> [Organisation]
    func organisation(_ id: Organisation.ID) async throws -> Organisation?
    /// Whether dossiers are to say where accounts belong. They do until told otherwise.
    func loadMemberships(_ areNeeded: Bool)
    /// The oldest first.
    func memberships(of account: Account.ID) async throws -> [Membership]
    /// Ordered by id, after `after`.
    func members(
        of organisation: Organisation.ID,
        after: Account.ID?,
        limit: Int
    ) async throws -> [(account: Account, joinedAt: Date)]
    func countOfMembers(of organisation: Organisation.ID) async throws -> Int
    /// All people of an organisation, in groups of those who are alike in what policy looks at.
    func groups(_ question: PeopleQuestion) async throws -> [PeopleGroup]
    /// Those of some of these groups, by id, after `after`.
    func people(
        in groups: [PeopleGroup],
        of question: PeopleQuestion,
        after: Account.ID?,
        limit: Int
    ) async throws -> [Account]
    /// Of every organisation that ever saved one.
    func policiesInForce() async throws -> [PolicyVersion]
    func policy(of organisation: Organisation.ID, version: Int64) async throws -> PolicyVersion?
    /// Newest first, before a version.
    func policyHistory(of organisation: Organisation.ID, before: Int64?, limit: Int) async throws -> [PolicyVersion]
}
