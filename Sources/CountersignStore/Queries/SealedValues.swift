import Countersign
import Foundation

/// The sealed values of each column, page by page, for the rotation of keys.
enum SealedValues {
    /// A statement for each column, with the names that `SealedPlace` knows them by.
    private struct Statements {
        let page: SQL
        let replace: SQL
        let any: SQL
        /// An answer is known by the bytes of its key's hash, everything else by a text.
        let isKnownByBytes: Bool

        /// - Parameters:
        ///   - account: an expression for the account of the row, a text.
        ///   - condition: what else a row must meet.
        init(_ column: SQL, in table: SQL, id: SQL, account: SQL, condition: SQL = "", isKnownByBytes: Bool = false) {
            // A sealed value begins with a version and its key's id, so those of one key are a range of bytes.
            page =
                "SELECT " + id + ", " + account + ", " + column + " FROM " + table + " WHERE " + id + " > $1 AND "
                + column + " > $5 AND (" + column + " < $2 OR " + column + " >= $3)" + condition + " ORDER BY " + id
                + " LIMIT $4"
            any =
                "SELECT 1 FROM " + table + " WHERE " + column + " >= $1 AND " + column + " < $2" + condition
                + " LIMIT 1"
            replace = "UPDATE " + table + " SET " + column + " = $3 WHERE " + id + " = $1 AND " + column + " = $2"
            self.isKnownByBytes = isKnownByBytes
        }
    }

    private static let statements: [SealedColumn: Statements] = [
        .accountPersonalKey: Statements("personal_key", in: "account", id: "id", account: "id"),
        .factorState: Statements("sealed_state", in: "factor", id: "id", account: "account_id"),
        .draftState: Statements("sealed_state", in: "draft", id: "id", account: "account_id"),
        .backupCodesShown: Statements("sealed_codes", in: "backup_code_set", id: "id", account: "account_id"),
        .challengePayload: Statements(
            "sealed_payload",
            in: "challenge",
            id: "id",
            account: "COALESCE(account_id, '')"
        ),
        .outboxNotice: Statements("sealed_notice", in: "outbox", id: "id", account: "COALESCE(account_id, '')"),
        .answerBody: Statements("sealed_body", in: "answer", id: "key_hash", account: "''", isKnownByBytes: true),
        .yubiKeySecrets: Statements("sealed_secrets", in: "yubikey", id: "public_id", account: "''"),
        .validationClientKey: Statements(
            "sealed_key",
            in: "validation_client",
            id: "CAST(id AS TEXT)",
            account: "''"
        ),
        .measureDetails: Statements("sealed_details", in: "measure", id: "id", account: "account_id"),
        .supportRequestDetails: Statements("sealed_details", in: "support_request", id: "id", account: "account_id"),
        .recoveryDetails: Statements("sealed_details", in: "recovery_request", id: "id", account: "account_id"),
        .fact: Statements(
            "value",
            in: "fact",
            id: "name",
            account: "''",
            condition: " AND name >= 'sealed.' AND name < 'sealed/'"
        ),
    ]

    /// - Parameter after: the row to go on after, as in a `SealedValue`; empty for the first.
    static func page(
        of column: SealedColumn,
        notUnder keyID: String,
        after row: String,
        limit: Int,
        in connection: any Connection
    ) throws -> [SealedValue] {
        guard let statements = statements[column] else { return [] }
        let (start, end) = try range(of: keyID)
        return try connection.rows(
            statements.page,
            [try place(row, statements), .bytes(start), .bytes(end), Value(limit), .bytes([])]
        ).map { found in
            SealedValue(
                column: column,
                row: statements.isKnownByBytes ? hex(try found.bytes(0)) : try found.text(0),
                account: try found.text(1),
                sealed: try found.bytes(2)
            )
        }
    }

    /// A mailed code's hash is keyed, and cannot be made anew: it has to run out.
    private static let codeHash: SQL = """
        SELECT 1 FROM challenge WHERE code_hash >= $1 AND code_hash < $2 AND ended IS NULL AND expires_at > $3 LIMIT 1
        """

    /// So is that of a code which support made.
    private static let bypassHash: SQL =
        "SELECT 1 FROM measure WHERE code_hash >= $1 AND code_hash < $2 AND ends_at > $3 LIMIT 1"

    static func exist(under keyID: String, at now: Date, in connection: any Connection) throws -> Bool {
        let (start, end) = try range(of: keyID)
        for hash in [codeHash, bypassHash] {
            if try connection.row(hash, [.bytes(start), .bytes(end), Value(now)]) != nil { return true }
        }
        return try statements.values.contains { try connection.row($0.any, [.bytes(start), .bytes(end)]) != nil }
    }

    static func replace(_ value: SealedValue, with sealed: [UInt8], in connection: any Connection) throws -> Bool {
        guard let statements = statements[value.column] else { return false }
        return try connection.execute(
            statements.replace,
            [try place(value.row, statements), .bytes(value.sealed), .bytes(sealed)]
        ) == 1
    }

    /// The bytes that every value sealed under a key begins with, and the first that come after all of those.
    private static func range(of keyID: String) throws -> (start: [UInt8], end: [UInt8]) {
        let name = Array(keyID.utf8)
        guard let length = UInt8(exactly: name.count), let last = name.last, last < 0x7F else {
            throw StoreFailure.unstorable("no key has the id \(keyID)")
        }
        let start = [1, length] + name
        return (start, start.dropLast() + [last + 1])
    }

    private static func place(_ row: String, _ statements: Statements) throws -> Value {
        guard statements.isKnownByBytes else { return .text(row) }
        let digits = row.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == row.utf8.count, digits.count.isMultiple(of: 2) else {
            throw StoreFailure.unstorable("the row of an answer is not a hash")
        }
        return .bytes(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
