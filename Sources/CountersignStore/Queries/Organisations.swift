import Countersign

/// Organisations and who belongs to them.
enum Organisations {
    private static let all: SQL = "SELECT id, name, created_at FROM organisation ORDER BY id"

    static func all(in connection: any Connection) throws -> [Organisation] {
        try connection.rows(all).map { row in
            Organisation(id: try row.id(0), name: try row.text(1), createdAt: try row.date(2))
        }
    }

    private static let member: SQL = "SELECT 1 FROM membership WHERE organisation_id = $1 AND account_id = $2"

    static func isMember(
        _ account: Account.ID,
        of organisation: Organisation.ID,
        in connection: any Connection
    ) throws -> Bool {
        try connection.row(member, [Value(organisation), Value(account)]) != nil
    }

    private static let insert: SQL = "INSERT INTO organisation (id, name, created_at) VALUES ($1, $2, $3)"

    static func insert(_ organisation: Organisation, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [Value(organisation.id), .text(organisation.name), Value(organisation.createdAt)]
        )
    }
}
