import Countersign

/// Confirmed factors and enrolments that were begun.
enum Factors {
    private static let columns: SQL = "id, account_id, kind, label, handle, sealed_state, created_at, last_used_at"

    private static func factor(_ row: Row) throws -> Factor {
        Factor(
            id: try row.id(0),
            accountID: try row.id(1),
            kind: Kind(rawValue: try row.text(2)),
            label: try row.text(3),
            handle: try row.textIfAny(4),
            sealedState: try row.bytes(5),
            createdAt: try row.date(6),
            lastUsedAt: try row.dateIfAny(7)
        )
    }

    private static let ofAccount: SQL =
        "SELECT " + columns + " FROM factor WHERE account_id = $1"

    /// Oldest first. Sorted here, for a database sets up a sorter even for the one row that most accounts have.
    static func factors(of account: Account.ID, in connection: any Connection) throws -> [Factor] {
        try connection.rows(ofAccount, [Value(account)]).map(factor)
            .sorted { ($0.createdAt, $0.id.rawValue) < ($1.createdAt, $1.id.rawValue) }
    }

    private static let byHandle: SQL = "SELECT account_id FROM factor WHERE kind = $1 AND handle = $2"

    static func owner(of kind: Kind, handle: String, in connection: any Connection) throws -> Account.ID? {
        try connection.row(byHandle, [Value(word: kind), .text(handle)]).map { try $0.id(0) }
    }

    private static let accounts: SQL =
        "SELECT DISTINCT account_id FROM factor WHERE account_id > $1 ORDER BY account_id LIMIT $2"

    static func accounts(after: Account.ID?, limit: Int, in connection: any Connection) throws -> [Account.ID] {
        try connection.rows(accounts, [.text(after?.rawValue ?? ""), Value(limit)]).map { try $0.id(0) }
    }

    private static let insert: SQL =
        "INSERT INTO factor (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"

    static func insert(_ factor: Factor, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(factor.id), Value(factor.accountID), Value(word: factor.kind), .text(factor.label),
                Value(factor.handle), .bytes(factor.sealedState), Value(factor.createdAt), Value(factor.lastUsedAt),
            ]
        )
        try Summaries.noteFactors(of: factor.accountID, in: connection)
    }

    private static let save: SQL = """
        UPDATE factor SET label = $3, handle = $4, sealed_state = $5, last_used_at = $6
        WHERE id = $1 AND account_id = $2
        """

    static func save(_ factor: Factor, in connection: any Connection) throws {
        try connection.execute(
            save,
            [
                Value(factor.id), Value(factor.accountID), .text(factor.label), Value(factor.handle),
                .bytes(factor.sealedState), Value(factor.lastUsedAt),
            ]
        )
    }

    private static let remove: SQL = "DELETE FROM factor WHERE id = $1 AND account_id = $2"

    static func remove(_ id: Factor.ID, of account: Account.ID, in connection: any Connection) throws {
        try connection.execute(remove, [Value(id), Value(account)])
        try Summaries.noteFactors(of: account, in: connection)
    }
}

/// Enrolments that were begun and are not confirmed.
enum Drafts {
    private static let columns: SQL = """
        id, account_id, kind, label, sealed_state, wrong_answers, replaces, created_at, expires_at, browser_hash
        """

    private static func draft(_ row: Row) throws -> Draft {
        Draft(
            id: try row.id(0),
            accountID: try row.id(1),
            kind: Kind(rawValue: try row.text(2)),
            label: try row.text(3),
            sealedState: try row.bytes(4),
            wrongAnswers: try row.number(5),
            replaces: try row.idIfAny(6),
            browserHash: try row.bytesIfAny(9),
            createdAt: try row.date(7),
            expiresAt: try row.date(8)
        )
    }

    private static let byID: SQL = "SELECT " + columns + " FROM draft WHERE id = $1"

    static func draft(_ id: Factor.ID, in connection: any Connection) throws -> Draft? {
        try connection.row(byID, [Value(id)]).map(draft)
    }

    private static let ofAccount: SQL =
        "SELECT " + columns + " FROM draft WHERE account_id = $1 ORDER BY created_at DESC, id DESC"

    static func drafts(of account: Account.ID, in connection: any Connection) throws -> [Draft] {
        try connection.rows(ofAccount, [Value(account)]).map(draft)
    }

    private static let save: SQL =
        "INSERT INTO draft (" + columns
            + """
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (id) DO UPDATE SET label = excluded.label, sealed_state = excluded.sealed_state,
                wrong_answers = excluded.wrong_answers, replaces = excluded.replaces, expires_at = excluded.expires_at
            """

    static func save(_ draft: Draft, in connection: any Connection) throws {
        try connection.execute(
            save,
            [
                Value(draft.id), Value(draft.accountID), Value(word: draft.kind), .text(draft.label),
                .bytes(draft.sealedState), Value(draft.wrongAnswers), Value(draft.replaces), Value(draft.createdAt),
                Value(draft.expiresAt), Value(draft.browserHash),
            ]
        )
    }

    private static let consume: SQL = "DELETE FROM draft WHERE id = $1"

    static func consume(_ id: Factor.ID, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(consume, [Value(id)]), else: .gone)
    }

    private static let removeAll: SQL = "DELETE FROM draft WHERE account_id = $1"

    static func removeAll(of account: Account.ID, in connection: any Connection) throws {
        try connection.execute(removeAll, [Value(account)])
    }
}
