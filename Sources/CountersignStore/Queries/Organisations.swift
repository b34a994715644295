import Countersign
import Foundation

/// Organisations and who belongs to them.
enum Organisations {
    private static let columns: SQL = "id, name, policy_version, created_at"

    private static func organisation(_ row: Row) throws -> Organisation {
        Organisation(
            id: try row.id(0),
            name: try row.text(1),
            policyVersion: try row.integer(2),
            createdAt: try row.date(3)
        )
    }

    private static let all: SQL = "SELECT " + columns + " FROM organisation ORDER BY id"

    static func all(in connection: any Connection) throws -> [Organisation] {
        try connection.rows(all).map(organisation)
    }

    private static let byID: SQL = "SELECT " + columns + " FROM organisation WHERE id = $1"

    static func organisation(_ id: Organisation.ID, in connection: any Connection) throws -> Organisation? {
        try connection.row(byID, [Value(id)]).map(organisation)
    }

    private static let insert: SQL = "INSERT INTO organisation (" + columns + ") VALUES ($1, $2, $3, $4)"

    static func insert(_ organisation: Organisation, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(organisation.id), .text(organisation.name), .integer(organisation.policyVersion),
                Value(organisation.createdAt),
            ]
        )
    }

    private static let save: SQL = "UPDATE organisation SET name = $2 WHERE id = $1"

    static func save(_ organisation: Organisation, in connection: any Connection) throws {
        let changed = try connection.execute(save, [Value(organisation.id), .text(organisation.name)])
        try Refusal.unless(changed, else: .gone)
    }

    // MARK: Members

    private static let member: SQL = "SELECT 1 FROM membership WHERE organisation_id = $1 AND account_id = $2"

    static func isMember(
        _ account: Account.ID,
        of organisation: Organisation.ID,
        in connection: any Connection
    ) throws -> Bool {
        try connection.row(member, [Value(organisation), Value(account)]) != nil
    }

    private static let ofAccount: SQL = "SELECT organisation_id, joined_at FROM membership WHERE account_id = $1"

    /// Sorted here, for a database sets up a sorter even for the one row that most accounts have.
    static func memberships(of account: Account.ID, in connection: any Connection) throws -> [Membership] {
        try connection.rows(ofAccount, [Value(account)])
            .map { Membership(organisationID: try $0.id(0), accountID: account, joinedAt: try $0.date(1)) }
            .sorted { ($0.joinedAt, $0.organisationID.rawValue) < ($1.joinedAt, $1.organisationID.rawValue) }
    }

    private static let count: SQL = "SELECT COUNT(*) FROM membership WHERE organisation_id = $1"

    static func countOfMembers(of organisation: Organisation.ID, in connection: any Connection) throws -> Int {
        try connection.row(count, [Value(organisation)])?.number(0) ?? 0
    }

    private static let join: SQL = """
        INSERT INTO membership (organisation_id, account_id, joined_at) VALUES ($1, $2, $3)
        ON CONFLICT (organisation_id, account_id) DO NOTHING
        """

    static func join(_ membership: Membership, in connection: any Connection) throws {
        try connection.execute(
            join,
            [Value(membership.organisationID), Value(membership.accountID), Value(membership.joinedAt)]
        )
    }

    private static let leave: SQL = "DELETE FROM membership WHERE organisation_id = $1 AND account_id = $2"

    static func leave(
        _ organisation: Organisation.ID,
        _ account: Account.ID,
        in connection: any Connection
    ) throws {
        try Refusal.unless(try connection.execute(leave, [Value(organisation), Value(account)]), else: .gone)
    }
}
