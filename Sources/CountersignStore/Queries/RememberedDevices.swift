import Countersign
import Foundation

/// Browsers and apps' clients that skip the second step for a while.
enum Devices {
    private static let columns: SQL = """
        id, account_id, app_id, token_hash, previous_hash, rotated_at, created_at, last_used_at, expires_at,
        client_address, user_agent
        """

    private static func device(_ row: Row) throws -> RememberedDevice {
        RememberedDevice(
            id: try row.id(0),
            accountID: try row.id(1),
            appID: try row.idIfAny(2),
            tokenHash: try row.bytes(3),
            previousHash: try row.bytesIfAny(4),
            rotatedAt: try row.date(5),
            createdAt: try row.date(6),
            lastUsedAt: try row.date(7),
            expiresAt: try row.date(8),
            client: Client(address: try row.text(9), userAgent: try row.text(10))
        )
    }

    private static let byID: SQL = "SELECT " + columns + " FROM remembered_device WHERE id = $1"

    static func device(_ id: RememberedDevice.ID, in connection: any Connection) throws -> RememberedDevice? {
        try connection.row(byID, [Value(id)]).map(device)
    }

    private static let ofAccount: SQL =
        "SELECT " + columns + " FROM remembered_device WHERE account_id = $1 ORDER BY created_at, id"

    static func devices(of account: Account.ID, in connection: any Connection) throws -> [RememberedDevice] {
        try connection.rows(ofAccount, [Value(account)]).map(device)
    }

    private static let insert: SQL =
        "INSERT INTO remembered_device (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"

    static func insert(_ device: RememberedDevice, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(device.id), Value(device.accountID), Value(device.appID), .bytes(device.tokenHash),
                device.previousHash.map { .bytes($0) } ?? .null, Value(device.rotatedAt), Value(device.createdAt),
                Value(device.lastUsedAt), Value(device.expiresAt), .text(device.client.address),
                .text(device.client.userAgent),
            ]
        )
    }

    private static let save: SQL = """
        UPDATE remembered_device SET token_hash = $2, previous_hash = $3, rotated_at = $4, last_used_at = $5,
            client_address = $6, user_agent = $7
        WHERE id = $1
        """

    static func save(_ device: RememberedDevice, in connection: any Connection) throws {
        let changed = try connection.execute(
            save,
            [
                Value(device.id), .bytes(device.tokenHash), device.previousHash.map { .bytes($0) } ?? .null,
                Value(device.rotatedAt), Value(device.lastUsedAt), .text(device.client.address),
                .text(device.client.userAgent),
            ]
        )
        try Refusal.unless(changed, else: .stale)
    }

    private static let remove: SQL = "DELETE FROM remembered_device WHERE id = $1 AND account_id = $2"

    static func remove(
        _ id: RememberedDevice.ID,
        of account: Account.ID,
        in connection: any Connection
    ) throws {
        try connection.execute(remove, [Value(id), Value(account)])
    }

    private static let removeAll: SQL = "DELETE FROM remembered_device WHERE account_id = $1 AND id <> $2"

    static func removeAll(
        of account: Account.ID,
        except kept: RememberedDevice.ID?,
        in connection: any Connection
    ) throws {
        try connection.execute(removeAll, [Value(account), .text(kept?.rawValue ?? "")])
    }
}
