import Countersign
import Foundation

/// Requests of people who have lost their second factors.
enum Recoveries {
    private static let columns: SQL = """
        id, reference, account_id, state, token_hash, sealed_details, asked_at, wait_until, is_halfway_told, expires_at,
        client_address, user_agent
        """

    private static func request(_ row: Row) throws -> RecoveryRequest {
        RecoveryRequest(
            id: try row.id(0),
            reference: try row.text(1),
            accountID: try row.id(2),
            state: try row.word(3),
            tokenHash: try row.bytes(4),
            sealedDetails: try row.bytes(5),
            askedAt: try row.date(6),
            waitUntil: try row.dateIfAny(7),
            isHalfwayTold: try row.flag(8),
            expiresAt: try row.date(9),
            client: Client(address: try row.text(10), userAgent: try row.text(11))
        )
    }

    private static let byReference: SQL = "SELECT " + columns + " FROM recovery_request WHERE reference = $1"

    static func request(reference: String, in connection: any Connection) throws -> RecoveryRequest? {
        try connection.row(byReference, [.text(reference)]).map(request)
    }

    private static let ofAccount: SQL =
        "SELECT " + columns + " FROM recovery_request WHERE account_id = $1 ORDER BY asked_at DESC, id DESC"

    /// Newest first.
    static func requests(of account: Account.ID, in connection: any Connection) throws -> [RecoveryRequest] {
        try connection.rows(ofAccount, [Value(account)]).map(request)
    }

    /// The first condition is that of the index.
    private static let waiting: SQL =
        "SELECT " + columns
            + """
             FROM recovery_request WHERE state IN ('waiting', 'approved') AND state = 'waiting' AND expires_at > $1
            ORDER BY asked_at, id LIMIT $2
            """

    static func waiting(at now: Date, limit: Int, in connection: any Connection) throws -> [RecoveryRequest] {
        try connection.rows(waiting, [Value(now), Value(limit)]).map(request)
    }

    private static let countWaiting: SQL = """
        SELECT a.role, COUNT(*)
        FROM recovery_request AS r JOIN account AS a ON a.id = r.account_id
        WHERE r.state IN ('waiting', 'approved') AND r.state = 'waiting' AND r.expires_at > $1
        GROUP BY a.role
        """

    static func countWaiting(
        at now: Date,
        about roles: Set<Role>,
        in connection: any Connection
    ) throws -> Int {
        try connection.rows(countWaiting, [Value(now)]).reduce(0) { count, row in
            try roles.contains(row.word(0)) ? count + row.number(1) : count
        }
    }

    /// They are kept a month, so there are few.
    private static let decided: SQL =
        "SELECT " + columns
        + " FROM recovery_request WHERE state <> 'waiting' ORDER BY asked_at DESC, id DESC LIMIT $1"

    static func decided(limit: Int, in connection: any Connection) throws -> [RecoveryRequest] {
        try connection.rows(decided, [Value(limit)]).map(request)
    }

    private static let due: SQL =
        "SELECT " + columns
            + """
             FROM recovery_request
            WHERE state IN ('waiting', 'approved') AND (expires_at <= $1 OR (state = 'waiting' AND wait_until IS NOT NULL
                AND (wait_until <= $1
                    OR (is_halfway_told = 0 AND asked_at + (wait_until - asked_at) / 2 <= $1))))
            ORDER BY asked_at, id LIMIT $2
            """

    static func due(at now: Date, limit: Int, in connection: any Connection) throws -> [RecoveryRequest] {
        try connection.rows(due, [Value(now), Value(limit)]).map(request)
    }

    private static let insert: SQL =
        "INSERT INTO recovery_request (" + columns
        + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"

    static func insert(_ request: RecoveryRequest, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(request.id), .text(request.reference), Value(request.accountID), Value(word: request.state),
                .bytes(request.tokenHash), .bytes(request.sealedDetails), Value(request.askedAt),
                Value(request.waitUntil), Value(request.isHalfwayTold), Value(request.expiresAt),
                .text(request.client.address), .text(request.client.userAgent),
            ]
        )
    }

    private static let save: SQL = """
        UPDATE recovery_request SET state = $2, sealed_details = $3, is_halfway_told = $4, expires_at = $5,
            wait_until = $6
        WHERE id = $1
        """

    static func save(_ request: RecoveryRequest, in connection: any Connection) throws {
        let changed = try connection.execute(
            save,
            [
                Value(request.id), Value(word: request.state), .bytes(request.sealedDetails),
                Value(request.isHalfwayTold), Value(request.expiresAt), Value(request.waitUntil),
            ]
        )
        try Refusal.unless(changed, else: .stale)
    }

    private static let endSessions: SQL = "DELETE FROM session WHERE account_id = $1 AND recovery_id IS NOT NULL"

    static func endSessions(of account: Account.ID, in connection: any Connection) throws {
        try connection.execute(endSessions, [Value(account)])
    }

    private static let leave: SQL = "UPDATE session SET recovery_id = NULL WHERE id = $1"

    static func leave(_ session: Session.ID, in connection: any Connection) throws {
        try connection.execute(leave, [Value(session)])
    }
}
