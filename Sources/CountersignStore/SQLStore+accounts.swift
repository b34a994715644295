import Countersign
import Foundation

extension SQLStore {
    package func dossier(of account: Account.ID) async throws -> Dossier? {
        let memberships = needsMemberships
        return try await database.read { try Self.dossier(of: account, memberships, in: $0) }
    }

    package func dossier(named identifier: SignInIdentifier) async throws -> Dossier? {
        let memberships = needsMemberships
        return try await database.read { connection in
            try Accounts.account(named: identifier, in: connection)
                .map { try Self.dossier($0, memberships, in: connection) }
        }
    }

    package func dossier(of kind: Kind, handle: String) async throws -> Dossier? {
        let memberships = needsMemberships
        return try await database.read { connection in
            try Factors.owner(of: kind, handle: handle, in: connection)
                .flatMap { try Self.dossier(of: $0, memberships, in: connection) }
        }
    }

    /// - Parameter memberships: whether they are read: where no organisation asks for anything, that is work for nothing.
    static func dossier(
        of id: Account.ID,
        _ memberships: Bool,
        in connection: any Connection
    ) throws -> Dossier? {
        try Accounts.account(id, in: connection).map { try dossier($0, memberships, in: connection) }
    }

    private static func dossier(
        _ found: Accounts.Found,
        _ memberships: Bool,
        in connection: any Connection
    ) throws -> Dossier {
        let account = found.account
        return Dossier(
            account: account,
            factors: try Factors.factors(of: account.id, in: connection),
            backupCodes: try BackupCodes.set(of: account.id, in: connection),
            lanes: try Guards.lanes(of: account.id, in: connection),
            hasOpenRecovery: found.hasOpenRecovery,
            memberships: memberships ? try Organisations.memberships(of: account.id, in: connection) : nil,
            measures: try Measures.measures(of: account.id, in: connection)
        )
    }

    package func account(externalID: String, of app: App.ID) async throws -> Account? {
        try await database.read { try Accounts.account(externalID: externalID, of: app, in: $0) }
    }

    package func accounts(prefix: String, after: Account.ID?, limit: Int) async throws -> [Account] {
        try await database.readLong { try Accounts.accounts(prefix: prefix, after: after, limit: limit, in: $0) }
    }

    package func owners() async throws -> [Account] {
        try await database.read { try Accounts.owners(in: $0) }
    }

    package func accountsLeaving(dueBy now: Date, toTellBy soon: Date, limit: Int) async throws -> [Account.ID] {
        try await database.read { try Accounts.leaving(dueBy: now, toTellBy: soon, limit: limit, in: $0) }
    }

    package func accountsLeaving(after: Account.ID?, limit: Int) async throws -> [Account.ID] {
        try await database.readLong { try Accounts.leaving(after: after, limit: limit, in: $0) }
    }

    package func countOfAccounts() async throws -> Int {
        try await database.readLong { try Accounts.count(in: $0) }
    }

    package func closedAccounts(after: Account.ID?, limit: Int) async throws -> [Account.ID] {
        try await database.readLong { try Accounts.closed(after: after, limit: limit, in: $0) }
    }

    package func accountsWithLanes(after: Account.ID?, limit: Int) async throws -> [Account.ID] {
        try await database.readLong { try Guards.accounts(after: after, limit: limit, in: $0) }
    }

    package func accountsWithFactors(after: Account.ID?, limit: Int) async throws -> [Account.ID] {
        try await database.readLong { try Factors.accounts(after: after, limit: limit, in: $0) }
    }
}
