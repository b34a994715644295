import Countersign
import Foundation

/// What lists of people are made of: one row an account, written with what it tells.
enum Summaries {
    // MARK: Writing

    private static let insert: SQL = """
        INSERT INTO account_summary
            (account_id, sort_name, kinds, factors, protected_since, last_sign_in_at, is_current)
        VALUES ($1, $2, '', 0, NULL, 0, 1)
        """

    static func insert(_ account: Account, in connection: any Connection) throws {
        try connection.execute(insert, [Value(account.id), .bytes(account.sortName)])
    }

    private static let rename: SQL = """
        UPDATE account_summary SET sort_name = $2 WHERE account_id = $1 AND sort_name <> $2
        """

    static func rename(_ account: Account, in connection: any Connection) throws {
        try connection.execute(rename, [Value(account.id), .bytes(account.sortName)])
    }

    private static let signIn: SQL = "UPDATE account_summary SET last_sign_in_at = $2 WHERE account_id = $1"

    static func noteSignIn(of account: Account.ID, at date: Date, in connection: any Connection) throws {
        try connection.execute(signIn, [Value(account), Value(date)])
    }

    private static let factors: SQL = "SELECT kind, created_at FROM factor WHERE account_id = $1"
    private static let saveFactors: SQL = """
        UPDATE account_summary SET kinds = $2, factors = $3, protected_since = $4 WHERE account_id = $1
        """

    /// After a factor came or went.
    static func noteFactors(of account: Account.ID, in connection: any Connection) throws {
        let rows = try connection.rows(factors, [Value(account)])
        let kinds = Set(try rows.map { try $0.text(0) }).sorted()
        let since = try rows.map { try $0.integer(1) }.min()
        try connection.execute(
            saveFactors,
            [Value(account), .text(WordList.text(of: kinds)), Value(rows.count), since.map { .integer($0) } ?? .null]
        )
    }

    // MARK: Rows of before the table

    private static let stale: SQL = "SELECT account_id FROM account_summary WHERE is_current = 0 LIMIT $1"
    private static let refreshed: SQL = """
        UPDATE account_summary SET sort_name = $2, last_sign_in_at = $3, is_current = 1 WHERE account_id = $1
        """
    /// The latest sign of a sign-in that is left.
    private static let lastSeen: SQL = """
        SELECT MAX(at) FROM (
            SELECT created_at AS at FROM session WHERE account_id = $1
            UNION ALL SELECT last_used_at FROM known_browser WHERE account_id = $1
            UNION ALL SELECT last_used_at FROM factor WHERE account_id = $1 AND last_used_at IS NOT NULL) AS signs
        """

    /// - Returns: how many were brought up to date; 0 once all are.
    static func refresh(limit: Int, in connection: any Connection) throws -> Int {
        let ids: [Account.ID] = try connection.rows(stale, [Value(limit)]).map { try $0.id(0) }
        for id in ids {
            guard let account = try Accounts.account(id, in: connection)?.account else { continue }
            let seen = try connection.row(lastSeen, [Value(id)])?.integerIfAny(0) ?? 0
            try connection.saveTerms(of: account)
            try connection.execute(refreshed, [Value(id), .bytes(account.sortName), .integer(seen)])
            try noteFactors(of: id, in: connection)
        }
        return ids.count
    }
}
