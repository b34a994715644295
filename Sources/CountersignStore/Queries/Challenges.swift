import Countersign

/// What was sent by mail and is waited for.
enum Challenges {
    private static let columns: SQL = """
        id, purpose, account_id, code_hash, link_hash, browser_hash, sealed_payload, wrong_answers, created_at, expires_at,
        ended, kind, bound_to
        """

    private static func challenge(_ row: Row) throws -> Challenge {
        Challenge(
            id: try row.id(0),
            purpose: try row.word(1),
            kind: try row.textIfAny(11).map(Kind.init(rawValue:)),
            boundTo: try row.textIfAny(12),
            accountID: try row.idIfAny(2),
            codeHash: try row.bytesIfAny(3),
            linkHash: try row.bytesIfAny(4),
            browserHash: try row.bytesIfAny(5),
            sealedPayload: try row.bytes(6),
            wrongAnswers: try row.number(7),
            createdAt: try row.date(8),
            expiresAt: try row.date(9),
            ended: try row.wordIfAny(10)
        )
    }

    private static let byID: SQL = "SELECT " + columns + " FROM challenge WHERE id = $1"

    static func challenge(_ id: Challenge.ID, in connection: any Connection) throws -> Challenge? {
        try connection.row(byID, [Value(id)]).map(challenge)
    }

    private static let byLink: SQL = "SELECT " + columns + " FROM challenge WHERE link_hash = $1"

    static func challenge(linkHash: [UInt8], in connection: any Connection) throws -> Challenge? {
        try connection.row(byLink, [.bytes(linkHash)]).map(challenge)
    }

    private static let ofAccount: SQL =
        "SELECT " + columns
        + " FROM challenge WHERE account_id = $1 AND purpose = $2 ORDER BY created_at DESC, id DESC"

    /// Newest first, ended ones too.
    static func challenges(
        of account: Account.ID,
        for purpose: Challenge.Purpose,
        in connection: any Connection
    ) throws -> [Challenge] {
        try connection.rows(ofAccount, [Value(account), Value(word: purpose)]).map(challenge)
    }

    private static let invitations: SQL =
        "SELECT " + columns
        + " FROM challenge WHERE purpose = 'invitation' AND ended IS NULL ORDER BY created_at DESC, id DESC LIMIT $1"

    static func openInvitations(limit: Int, in connection: any Connection) throws -> [Challenge] {
        try connection.rows(invitations, [Value(limit)]).map(challenge)
    }

    private static let insert: SQL =
        "INSERT INTO challenge (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"

    static func insert(_ challenge: Challenge, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(challenge.id), Value(word: challenge.purpose), Value(challenge.accountID),
                Value(challenge.codeHash), Value(challenge.linkHash), Value(challenge.browserHash),
                .bytes(challenge.sealedPayload), Value(challenge.wrongAnswers), Value(challenge.createdAt),
                Value(challenge.expiresAt), Value(word: challenge.ended), Value(word: challenge.kind),
                Value(challenge.boundTo),
            ]
        )
    }

    private static let save: SQL = """
        UPDATE challenge SET sealed_payload = $2, wrong_answers = $3, expires_at = $4
        WHERE id = $1 AND ended IS NULL
        """

    static func save(_ challenge: Challenge, in connection: any Connection) throws {
        let values = [
            Value(challenge.id), .bytes(challenge.sealedPayload), Value(challenge.wrongAnswers),
            Value(challenge.expiresAt),
        ]
        try Refusal.unless(try connection.execute(save, values), else: .gone)
    }

    private static let end: SQL = "UPDATE challenge SET ended = $2 WHERE id = $1 AND ended IS NULL"

    static func end(_ id: Challenge.ID, _ ending: Challenge.Ending, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(end, [Value(id), Value(word: ending)]), else: .gone)
    }

    private static let endAll: SQL = """
        UPDATE challenge SET ended = $3 WHERE account_id = $1 AND purpose = $2 AND ended IS NULL
        """

    static func endAll(
        of account: Account.ID,
        for purpose: Challenge.Purpose,
        _ ending: Challenge.Ending,
        in connection: any Connection
    ) throws {
        try connection.execute(endAll, [Value(account), Value(word: purpose), Value(word: ending)])
    }
}
