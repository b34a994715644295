import Countersign
import Foundation

/// Browsers that are signed in.
enum Sessions {
    private static let columns: SQL = """
        id, token_hash, account_id, created_at, last_seen_at, expires_at, proof_methods, password_at, second_factor_at,
        proof_kind, client_address, user_agent, recovery_id
        """

    private static func session(_ row: Row) throws -> Session {
        Session(
            id: try row.id(0),
            tokenHash: try row.bytes(1),
            accountID: try row.id(2),
            createdAt: try row.date(3),
            lastSeenAt: try row.date(4),
            expiresAt: try row.date(5),
            proof: Proof(
                methods: WordList.words(in: try row.text(6)),
                passwordAt: try row.dateIfAny(7),
                secondFactorAt: try row.dateIfAny(8),
                kind: try row.textIfAny(9).map { Kind(rawValue: $0) }
            ),
            client: Client(address: try row.text(10), userAgent: try row.text(11)),
            recoveryID: try row.idIfAny(12)
        )
    }

    private static let byToken: SQL = "SELECT " + columns + " FROM session WHERE token_hash = $1"

    static func session(tokenHash: [UInt8], in connection: any Connection) throws -> Session? {
        try connection.row(byToken, [.bytes(tokenHash)]).map(session)
    }

    private static let ofAccount: SQL =
        "SELECT " + columns + " FROM session WHERE account_id = $1 ORDER BY created_at DESC, id DESC"

    static func sessions(of account: Account.ID, in connection: any Connection) throws -> [Session] {
        try connection.rows(ofAccount, [Value(account)]).map(session)
    }

    private static let insert: SQL =
        "INSERT INTO session (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"

    static func insert(_ session: Session, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(session.id), .bytes(session.tokenHash), Value(session.accountID), Value(session.createdAt),
                Value(session.lastSeenAt), Value(session.expiresAt),
            ] + values(session.proof) + [
                .text(session.client.address), .text(session.client.userAgent), Value(session.recoveryID),
            ]
        )
        try Summaries.noteSignIn(of: session.accountID, at: session.createdAt, in: connection)
    }

    private static func values(_ proof: Proof) -> [Value] {
        [
            .text(WordList.text(of: proof.methods)), Value(proof.passwordAt), Value(proof.secondFactorAt),
            proof.kind.map { .text($0.rawValue) } ?? .null,
        ]
    }

    private static let saveProof: SQL = """
        UPDATE session SET proof_methods = $2, password_at = $3, second_factor_at = $4, proof_kind = $5 WHERE id = $1
        """

    static func save(_ proof: Proof, of id: Session.ID, in connection: any Connection) throws {
        try connection.execute(saveProof, [Value(id)] + values(proof))
    }

    private static let touch: SQL = "UPDATE session SET last_seen_at = $2 WHERE id = $1"

    static func touch(_ id: Session.ID, at date: Date, in connection: any Connection) throws {
        try connection.execute(touch, [Value(id), Value(date)])
    }

    private static let end: SQL = "DELETE FROM session WHERE id = $1 AND account_id = $2"

    static func end(_ id: Session.ID, of account: Account.ID, in connection: any Connection) throws {
        try connection.execute(end, [Value(id), Value(account)])
    }

    private static let endAll: SQL = "DELETE FROM session WHERE account_id = $1 AND id <> $2"

    static func endAll(of account: Account.ID, except kept: Session.ID?, in connection: any Connection) throws {
        try connection.execute(endAll, [Value(account), .text(kept?.rawValue ?? "")])
    }
}
