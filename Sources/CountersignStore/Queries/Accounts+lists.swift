import Countersign
import Foundation

/// Several accounts at once: by their ids, page by page, of one role, of one organisation, on their way out.
extension Accounts {
    private static let idsInOne = 16
    private static let byIDs: SQL =
        "SELECT " + columns
            + """
             FROM account
            WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """

    static func accounts(_ ids: Set<Account.ID>, in connection: any Connection) throws -> [Account.ID: Account] {
        let ids = ids.sorted { $0.rawValue < $1.rawValue }
        var found: [Account.ID: Account] = [:]
        for start in stride(from: 0, to: ids.count, by: idsInOne) {
            // A statement has a fixed number of places; those to spare repeat an id.
            let values = (0..<idsInOne).map { Value(ids[min(start + $0, ids.count - 1)]) }
            for row in try connection.rows(byIDs, values) {
                let account = try account(row)
                found[account.id] = account
            }
        }
        return found
    }

    private static let page: SQL = "SELECT " + columns + " FROM account WHERE id > $1 ORDER BY id LIMIT $2"
    private static let pageByTerm: SQL =
        "SELECT " + columns
            + """
             FROM account
            WHERE id > $1 AND id IN (SELECT account_id FROM search_term WHERE term >= $3 AND term < $4)
            ORDER BY id LIMIT $2
            """

    static func accounts(
        prefix: String,
        after: Account.ID?,
        limit: Int,
        in connection: any Connection
    ) throws -> [Account] {
        let place = [Value.text(after?.rawValue ?? ""), Value(limit)]
        let start = Array(SignInIdentifier(prefix).folded.utf8)
        guard !start.isEmpty else { return try connection.rows(page, place).map(account) }
        // No byte of UTF-8 is 0xFF, so this is beyond everything that begins so.
        let range = [Value.bytes(start), .bytes(start + [0xFF])]
        return try connection.rows(pageByTerm, place + range).map(account)
    }

    /// The second condition is that of the index.
    private static let owners: SQL =
        "SELECT " + columns + " FROM account WHERE role = 'owner' AND role <> 'member' ORDER BY id"

    static func owners(in connection: any Connection) throws -> [Account] {
        try connection.rows(owners).map(account)
    }

    private static let due: SQL = """
        SELECT id FROM account
        WHERE deletion_due_at <= $2 AND (deletion_due_at <= $1 OR deletion_is_reminded = 0)
        ORDER BY deletion_due_at LIMIT $3
        """

    static func leaving(
        dueBy now: Date,
        toTellBy soon: Date,
        limit: Int,
        in connection: any Connection
    ) throws -> [Account.ID] {
        try connection.rows(due, [Value(now), Value(max(now, soon)), Value(limit)]).map { try $0.id(0) }
    }

    private static let leaving: SQL = """
        SELECT id FROM account WHERE id > $1 AND deletion_due_at IS NOT NULL ORDER BY id LIMIT $2
        """

    static func leaving(after: Account.ID?, limit: Int, in connection: any Connection) throws -> [Account.ID] {
        try connection.rows(leaving, [.text(after?.rawValue ?? ""), Value(limit)]).map { try $0.id(0) }
    }

    private static let closed: SQL = """
        SELECT id FROM account WHERE id > $1 AND state <> 'active' ORDER BY id LIMIT $2
        """

    static func closed(after: Account.ID?, limit: Int, in connection: any Connection) throws -> [Account.ID] {
        try connection.rows(closed, [.text(after?.rawValue ?? ""), Value(limit)]).map { try $0.id(0) }
    }

    private static let staff: SQL = "SELECT " + columns + " FROM account WHERE role <> 'member' ORDER BY id"

    static func staff(in connection: any Connection) throws -> [Account] {
        try connection.rows(staff).map(account)
    }

    private static let membersPage: SQL =
        "SELECT " + columns
            + """
            , (SELECT joined_at FROM membership WHERE organisation_id = $1 AND account_id = account.id)
             FROM account WHERE id IN (
                SELECT account_id FROM membership WHERE organisation_id = $1 AND account_id > $2
                ORDER BY account_id LIMIT $3
            ) ORDER BY id
            """

    static func members(
        of organisation: Organisation.ID,
        after: Account.ID?,
        limit: Int,
        in connection: any Connection
    ) throws -> [(account: Account, joinedAt: Date)] {
        try connection.rows(membersPage, [Value(organisation), .text(after?.rawValue ?? ""), Value(limit)])
            .map { (try account($0), try $0.date($0.values.count - 1)) }
    }

    private static let count: SQL = "SELECT COUNT(*) FROM account"

    static func count(in connection: any Connection) throws -> Int {
        try connection.row(count)?.number(0) ?? 0
    }
}
