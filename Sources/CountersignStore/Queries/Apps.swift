import Countersign
import Foundation

/// Apps and the keys that they call with.
enum Apps {
    private static let columns: SQL = "id, label, allows_verify_without_first_factor, created_at"

    private static func app(_ row: Row) throws -> App {
        App(
            id: try row.id(0),
            label: try row.text(1),
            allowsVerifyWithoutFirstFactor: try row.flag(2),
            createdAt: try row.date(3)
        )
    }

    private static let all: SQL = "SELECT " + columns + " FROM app ORDER BY id"

    static func all(in connection: any Connection) throws -> [App] {
        try connection.rows(all).map(app)
    }

    private static let byID: SQL = "SELECT " + columns + " FROM app WHERE id = $1"

    static func app(_ id: App.ID, in connection: any Connection) throws -> App? {
        try connection.row(byID, [Value(id)]).map(app)
    }

    private static let insert: SQL = "INSERT INTO app (" + columns + ") VALUES ($1, $2, $3, $4)"

    static func insert(_ app: App, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [Value(app.id), .text(app.label), Value(app.allowsVerifyWithoutFirstFactor), Value(app.createdAt)]
        )
    }
}

/// API keys, by their hashes.
enum APIKeys {
    private static let columns: SQL = """
        id, app_id, label, key_hash, scopes, reach, created_at, expires_at, revoked_at
        """

    private static func key(_ row: Row) throws -> APIKey {
        let scopes = try WordList.words(in: try row.text(4)).map { word in
            guard let scope = Scope(rawValue: word) else { throw StoreFailure.corrupt("the unknown scope \(word)") }
            return scope
        }
        return APIKey(
            id: try row.id(0),
            appID: try row.id(1),
            label: try row.text(2),
            keyHash: try row.bytes(3),
            scopes: Set(scopes),
            reach: try row.word(5),
            createdAt: try row.date(6),
            expiresAt: try row.dateIfAny(7),
            revokedAt: try row.dateIfAny(8)
        )
    }

    private static let byHash: SQL = "SELECT " + columns + " FROM api_key WHERE key_hash = $1"

    /// Revoked and expired ones too; the rules judge.
    static func key(hash: [UInt8], in connection: any Connection) throws -> APIKey? {
        try connection.row(byHash, [.bytes(hash)]).map(key)
    }

    private static let all: SQL = "SELECT " + columns + " FROM api_key ORDER BY id"

    static func all(in connection: any Connection) throws -> [APIKey] {
        try connection.rows(all).map(key)
    }

    private static let insert: SQL =
        "INSERT INTO api_key (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"

    static func insert(_ key: APIKey, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(key.id), Value(key.appID), .text(key.label), .bytes(key.keyHash),
                .text(WordList.text(of: key.scopes.map(\.rawValue).sorted())), Value(word: key.reach),
                Value(key.createdAt), Value(key.expiresAt), Value(key.revokedAt),
            ]
        )
    }

    private static let revoke: SQL = "UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL"

    static func revoke(_ id: APIKey.ID, at date: Date, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(revoke, [Value(id), Value(date)]), else: .gone)
    }
}
