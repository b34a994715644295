import Countersign
import Foundation

/// The server's own facts, and what it knows of the keys that seal.
enum Facts {
    private static let byName: SQL = "SELECT value FROM fact WHERE name = $1"

    static func fact(_ name: String, in connection: any Connection) throws -> [UInt8]? {
        try connection.row(byName, [.text(name)])?.bytes(0)
    }

    private static let insert: SQL = "INSERT INTO fact (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING"
    private static let update: SQL = "UPDATE fact SET value = $2 WHERE name = $1 AND value = $3"
    private static let remove: SQL = "DELETE FROM fact WHERE name = $1 AND value = $2"

    static func set(
        _ name: String,
        to value: [UInt8]?,
        expected: [UInt8]?,
        in connection: any Connection
    ) throws -> Bool {
        switch (expected, value) {
        case (nil, nil): try fact(name, in: connection) == nil
        case (nil, let value?): try connection.execute(insert, [.text(name), .bytes(value)]) == 1
        case (let expected?, nil): try connection.execute(remove, [.text(name), .bytes(expected)]) == 1
        case (let expected?, let value?):
            try connection.execute(update, [.text(name), .bytes(value), .bytes(expected)]) == 1
        }
    }

    // MARK: Sealing keys

    private static let keys: SQL = "SELECT id, check_value, added_at FROM sealing_key ORDER BY id"

    static func sealingKeys(in connection: any Connection) throws -> [SealingKey] {
        try connection.rows(keys).map { row in
            SealingKey(id: try row.text(0), checkValue: try row.bytes(1), addedAt: try row.date(2))
        }
    }

    /// Two nodes that start together note the same key, and the first one's note stays.
    private static let addKey: SQL = """
        INSERT INTO sealing_key (id, check_value, added_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING
        """

    static func add(_ key: SealingKey, in connection: any Connection) throws {
        try connection.execute(addKey, [.text(key.id), .bytes(key.checkValue), Value(key.addedAt)])
    }

    private static let dropKey: SQL = "DELETE FROM sealing_key WHERE id = $1"

    /// Never one that is needed: without it, what is sealed under it is lost.
    static func removeKey(_ id: String, at now: Date, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(dropKey, [.text(id)]), else: .gone)
        guard try fact(ServerKeys.currentFact, in: connection) != Array(id.utf8),
            try !SealedValues.exist(under: id, at: now, in: connection)
        else { throw Refusal(.stale) }
    }
}
