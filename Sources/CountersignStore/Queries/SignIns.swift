import Countersign
import Foundation

/// Sign-ins under way, and browsers that are known from earlier ones.
enum SignIns {
    private static let columns: SQL = """
        id, token_hash, account_id, password_at, created_at, expires_at, client_address, user_agent, browser_id,
        pair_tried_at
        """

    private static func signIn(_ row: Row) throws -> SignInUnderWay {
        SignInUnderWay(
            id: try row.id(0),
            tokenHash: try row.bytes(1),
            accountID: try row.id(2),
            passwordAt: try row.date(3),
            createdAt: try row.date(4),
            expiresAt: try row.date(5),
            client: Client(address: try row.text(6), userAgent: try row.text(7)),
            browserID: try row.idIfAny(8),
            pairTriedAt: try row.dateIfAny(9)
        )
    }

    private static let byToken: SQL = "SELECT " + columns + " FROM sign_in WHERE token_hash = $1"

    static func signIn(tokenHash: [UInt8], in connection: any Connection) throws -> SignInUnderWay? {
        try connection.row(byToken, [.bytes(tokenHash)]).map(signIn)
    }

    private static let insert: SQL =
        "INSERT INTO sign_in (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"

    static func insert(_ signIn: SignInUnderWay, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(signIn.id), .bytes(signIn.tokenHash), Value(signIn.accountID), Value(signIn.passwordAt),
                Value(signIn.createdAt), Value(signIn.expiresAt), .text(signIn.client.address),
                .text(signIn.client.userAgent), Value(signIn.browserID), Value(signIn.pairTriedAt),
            ]
        )
    }

    /// Everything else of it is as it began.
    private static let save: SQL = "UPDATE sign_in SET pair_tried_at = $2, expires_at = $3 WHERE id = $1"

    static func save(_ signIn: SignInUnderWay, in connection: any Connection) throws {
        try connection.execute(save, [Value(signIn.id), Value(signIn.pairTriedAt), Value(signIn.expiresAt)])
    }

    private static let consume: SQL = "DELETE FROM sign_in WHERE id = $1"

    static func consume(_ id: SignInUnderWay.ID, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(consume, [Value(id)]), else: .gone)
    }

    private static let endAll: SQL = "DELETE FROM sign_in WHERE account_id = $1"

    static func endAll(of account: Account.ID, in connection: any Connection) throws {
        try connection.execute(endAll, [Value(account)])
    }
}

/// Browsers that have proved a second factor of an account.
enum KnownBrowsers {
    private static let columns: SQL = """
        id, token_hash, account_id, created_at, last_used_at, client_address, user_agent
        """

    private static func browser(_ row: Row) throws -> KnownBrowser {
        KnownBrowser(
            id: try row.id(0),
            tokenHash: try row.bytes(1),
            accountID: try row.id(2),
            createdAt: try row.date(3),
            lastUsedAt: try row.date(4),
            client: Client(address: try row.text(5), userAgent: try row.text(6))
        )
    }

    private static let byToken: SQL = "SELECT " + columns + " FROM known_browser WHERE token_hash = $1"

    static func browser(tokenHash: [UInt8], in connection: any Connection) throws -> KnownBrowser? {
        try connection.row(byToken, [.bytes(tokenHash)]).map(browser)
    }

    private static let ofAccount: SQL =
        "SELECT " + columns + " FROM known_browser WHERE account_id = $1 ORDER BY last_used_at, id"

    /// Least recently used first.
    static func browsers(of account: Account.ID, in connection: any Connection) throws -> [KnownBrowser] {
        try connection.rows(ofAccount, [Value(account)]).map(browser)
    }

    private static let insert: SQL =
        "INSERT INTO known_browser (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7)"

    static func insert(_ browser: KnownBrowser, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(browser.id), .bytes(browser.tokenHash), Value(browser.accountID), Value(browser.createdAt),
                Value(browser.lastUsedAt), .text(browser.client.address), .text(browser.client.userAgent),
            ]
        )
    }

    private static let touch: SQL = "UPDATE known_browser SET last_used_at = $2 WHERE id = $1"

    static func touch(_ id: KnownBrowser.ID, at date: Date, in connection: any Connection) throws {
        try connection.execute(touch, [Value(id), Value(date)])
    }

    private static let remove: SQL = "DELETE FROM known_browser WHERE id = $1"

    static func remove(_ id: KnownBrowser.ID, in connection: any Connection) throws {
        try connection.execute(remove, [Value(id)])
    }

    private static let removeAll: SQL = "DELETE FROM known_browser WHERE account_id = $1"

    static func removeAll(of account: Account.ID, in connection: any Connection) throws {
        try connection.execute(removeAll, [Value(account)])
    }
}
