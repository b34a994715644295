import Foundation

/// Accounts, each with all that decides about it, in one snapshot.
package protocol AccountStore: Sendable {
    func dossier(of account: Account.ID) async throws -> Dossier?
    /// By a folded sign-in identifier (a name or a confirmed address); see `SignInIdentifier`.
    func dossier(named identifier: SignInIdentifier) async throws -> Dossier?
    /// Of the one account that has the factor with this handle.
    func dossier(of kind: Kind, handle: String) async throws -> Dossier?
    func account(externalID: String, of app: App.ID) async throws -> Account?
    /// Accounts by folded name or address prefix ("" for all), ordered by id, after `after`.
    func accounts(prefix: String, after: Account.ID?, limit: Int) async throws -> [Account]
    func owners() async throws -> [Account]
    /// Those whose deletion is due, and those that are to be told that it is due by `soon`; the longest due first.
    func accountsLeaving(dueBy now: Date, toTellBy soon: Date, limit: Int) async throws -> [Account.ID]
    /// All that are to be deleted some day, ordered by id, after `after`.
    func accountsLeaving(after: Account.ID?, limit: Int) async throws -> [Account.ID]
    /// All with a role above `member`, by id.
    func staff() async throws -> [Account]
    /// Those of them that are there.
    func accounts(_ ids: Set<Account.ID>) async throws -> [Account.ID: Account]
    /// How many accounts there are; cheap only on small databases.
    func countOfAccounts() async throws -> Int
}
