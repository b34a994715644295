import Countersign
import Foundation
import YubicoOTP

/// Keys whose codes are judged here.
enum YubiKeys {
    private static let columns: SQL = """
        public_id, sealed_secrets, label, serial, session_counter, use_counter, last_nonce, enabled, created_at, last_used_at
        """

    private static func key(_ row: Row) throws -> YubiKey {
        guard let id = try? PublicID(try row.text(0)) else { throw StoreFailure.corrupt("a YubiKey's public id") }
        return YubiKey(
            publicID: id,
            sealedSecrets: try row.bytes(1),
            label: try row.text(2),
            serial: try row.integerIfAny(3),
            counters: try counters(session: row.integer(4), use: row.integer(5)),
            lastNonce: try row.textIfAny(6),
            isEnabled: try row.flag(7),
            createdAt: try row.date(8),
            lastUsedAt: try row.dateIfAny(9)
        )
    }

    /// Nil before the first code.
    private static func counters(session: Int64, use: Int64) throws -> Counters? {
        if session == -1, use == -1 { return nil }
        guard let session = UInt16(exactly: session), session <= Counters.largestSession, let use = UInt8(exactly: use)
        else { throw StoreFailure.corrupt("a YubiKey's counters") }
        return Counters(session: session, use: use)
    }

    private static let byID: SQL = "SELECT " + columns + " FROM yubikey WHERE public_id = $1"

    static func key(_ id: PublicID, in connection: any Connection) throws -> YubiKey? {
        try connection.row(byID, [.text(id.text)]).map(key)
    }

    private static let page: SQL =
        "SELECT " + columns + " FROM yubikey WHERE public_id > $1 ORDER BY public_id LIMIT $2"

    static func keys(after: String, limit: Int, in connection: any Connection) throws -> [YubiKey] {
        try connection.rows(page, [.text(after), Value(limit)]).map(key)
    }

    private static let insert: SQL =
        "INSERT INTO yubikey (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"

    static func insert(_ key: YubiKey, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                .text(key.publicID.text), .bytes(key.sealedSecrets), .text(key.label),
                key.serial.map { .integer($0) } ?? .null, .integer(key.counters.map { Int64($0.session) } ?? -1),
                .integer(key.counters.map { Int64($0.use) } ?? -1), Value(key.lastNonce), Value(key.isEnabled),
                Value(key.createdAt), Value(key.lastUsedAt),
            ]
        )
    }

    /// Looks and writes in one: of two requests with the same code, the second finds nothing to change.
    private static let use: SQL = """
        UPDATE yubikey SET session_counter = $2, use_counter = $3, last_nonce = $4, last_used_at = $5
        WHERE public_id = $1 AND enabled = 1
            AND (session_counter < $2 OR (session_counter = $2 AND use_counter < $3))
        """

    static func use(
        _ id: PublicID,
        _ counters: Counters,
        nonce: String?,
        at date: Date,
        in connection: any Connection
    ) throws {
        let values = [
            .text(id.text), .integer(Int64(counters.session)), .integer(Int64(counters.use)), Value(nonce), Value(date),
        ]
        try Refusal.unless(try connection.execute(use, values), else: .gone)
    }

    private static let enable: SQL = "UPDATE yubikey SET enabled = $2 WHERE public_id = $1"

    static func enable(_ id: PublicID, _ isEnabled: Bool, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(enable, [.text(id.text), Value(isEnabled)]), else: .gone)
    }

    private static let remove: SQL = "DELETE FROM yubikey WHERE public_id = $1"

    static func remove(_ id: PublicID, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(remove, [.text(id.text)]), else: .gone)
    }
}

/// Programs that ask about codes.
enum ValidationClients {
    private static let columns: SQL = "id, label, sealed_key, may_ask_unsigned, created_at, revoked_at"

    private static func client(_ row: Row) throws -> ValidationClient {
        ValidationClient(
            number: try row.integer(0),
            label: try row.text(1),
            sealedKey: try row.bytes(2),
            mayAskUnsigned: try row.flag(3),
            createdAt: try row.date(4),
            revokedAt: try row.dateIfAny(5)
        )
    }

    private static let byNumber: SQL = "SELECT " + columns + " FROM validation_client WHERE id = $1"

    static func client(_ number: Int64, in connection: any Connection) throws -> ValidationClient? {
        try connection.row(byNumber, [.integer(number)]).map(client)
    }

    private static let all: SQL = "SELECT " + columns + " FROM validation_client ORDER BY id"

    static func all(in connection: any Connection) throws -> [ValidationClient] {
        try connection.rows(all).map(client)
    }

    private static let insert: SQL =
        "INSERT INTO validation_client (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6)"

    static func insert(_ client: ValidationClient, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                .integer(client.number), .text(client.label), .bytes(client.sealedKey), Value(client.mayAskUnsigned),
                Value(client.createdAt), Value(client.revokedAt),
            ]
        )
    }

    private static let revoke: SQL =
        "UPDATE validation_client SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL"

    static func revoke(_ number: Int64, at date: Date, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(revoke, [.integer(number), Value(date)]), else: .gone)
    }
}
