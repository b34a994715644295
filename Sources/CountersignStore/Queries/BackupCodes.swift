import Countersign

/// An account's one set of backup codes.
enum BackupCodes {
    private static let ofAccount: SQL = """
        SELECT s.id, s.account_id, s.salt, s.created_at, s.shown_to, s.shown_until, s.sealed_codes,
            c.number, c.hash, c.used_at
        FROM backup_code_set s LEFT JOIN backup_code c ON c.set_id = s.id
        WHERE s.account_id = $1
        ORDER BY c.number
        """

    static func set(of account: Account.ID, in connection: any Connection) throws -> BackupCodeSet? {
        let rows = try connection.rows(ofAccount, [Value(account)])
        guard let first = rows.first else { return nil }
        var showing: BackupCodeSet.Showing?
        if let sessionID: Session.ID = try first.idIfAny(4) {
            showing = BackupCodeSet.Showing(
                sessionID: sessionID,
                until: try first.date(5),
                sealedCodes: try first.bytes(6)
            )
        }
        return BackupCodeSet(
            id: try first.id(0),
            accountID: try first.id(1),
            salt: try first.bytes(2),
            codes: try rows.compactMap(code),
            createdAt: try first.date(3),
            showing: showing
        )
    }

    private static func code(_ row: Row) throws -> BackupCodeSet.Code? {
        guard let number = try row.integerIfAny(7) else { return nil }
        return BackupCodeSet.Code(number: Int(number), hash: try row.bytes(8), usedAt: try row.dateIfAny(9))
    }

    private static let removeOthers: SQL = "DELETE FROM backup_code_set WHERE account_id = $1 AND id <> $2"
    private static let saveSet: SQL = """
        INSERT INTO backup_code_set (id, account_id, salt, created_at, shown_to, shown_until, sealed_codes)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET shown_to = excluded.shown_to, shown_until = excluded.shown_until,
            sealed_codes = excluded.sealed_codes
        """
    private static let saveCode: SQL = """
        INSERT INTO backup_code (set_id, number, hash, used_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (set_id, number) DO UPDATE SET used_at = excluded.used_at
        """

    static func save(_ set: BackupCodeSet, in connection: any Connection) throws {
        try connection.execute(removeOthers, [Value(set.accountID), Value(set.id)])
        try connection.execute(
            saveSet,
            [
                Value(set.id), Value(set.accountID), .bytes(set.salt), Value(set.createdAt),
                Value(set.showing?.sessionID), Value(set.showing?.until), Value(set.showing?.sealedCodes),
            ]
        )
        for code in set.codes {
            try connection.execute(
                saveCode,
                [Value(set.id), Value(code.number), .bytes(code.hash), Value(code.usedAt)]
            )
        }
    }

    private static let remove: SQL = "DELETE FROM backup_code_set WHERE account_id = $1"

    static func remove(of account: Account.ID, in connection: any Connection) throws {
        try connection.execute(remove, [Value(account)])
    }
}
