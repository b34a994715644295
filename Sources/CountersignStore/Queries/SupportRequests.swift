import Countersign
import Foundation

/// What waits for a second person to agree.
enum SupportRequests {
    private static let columns: SQL = """
        id, reference, account_id, kind, state, asked_by, asked_at, expires_at, decided_by, decided_at, sealed_details
        """

    private static func request(_ row: Row) throws -> SupportRequest {
        SupportRequest(
            id: try row.id(0),
            reference: try row.text(1),
            accountID: try row.id(2),
            kind: try row.word(3),
            state: try row.word(4),
            askedBy: try row.text(5),
            askedAt: try row.date(6),
            expiresAt: try row.date(7),
            decidedBy: try row.textIfAny(8),
            decidedAt: try row.dateIfAny(9),
            sealedDetails: try row.bytes(10)
        )
    }

    private static let byReference: SQL = "SELECT " + columns + " FROM support_request WHERE reference = $1"

    static func request(reference: String, in connection: any Connection) throws -> SupportRequest? {
        try connection.row(byReference, [.text(reference)]).map(request)
    }

    private static let ofAccount: SQL =
        "SELECT " + columns + " FROM support_request WHERE account_id = $1 ORDER BY asked_at DESC, id DESC"

    /// Newest first.
    static func requests(of account: Account.ID, in connection: any Connection) throws -> [SupportRequest] {
        try connection.rows(ofAccount, [Value(account)]).map(request)
    }

    /// The condition is that of the index.
    private static let open: SQL =
        "SELECT " + columns
            + """
             FROM support_request WHERE state IN ('waiting', 'approved') AND kind = $1 AND expires_at > $2
            ORDER BY asked_at, id LIMIT $3
            """

    static func open(
        _ kind: SupportRequest.Kind,
        at now: Date,
        limit: Int,
        in connection: any Connection
    ) throws -> [SupportRequest] {
        try connection.rows(open, [Value(word: kind), Value(now), Value(limit)]).map(request)
    }

    private static let runOut: SQL =
        "SELECT " + columns
            + """
             FROM support_request WHERE state IN ('waiting', 'approved') AND expires_at <= $1
            ORDER BY asked_at, id LIMIT $2
            """

    static func runOut(at now: Date, limit: Int, in connection: any Connection) throws -> [SupportRequest] {
        try connection.rows(runOut, [Value(now), Value(limit)]).map(request)
    }

    /// They are kept a month, so there are few.
    private static let closed: SQL =
        "SELECT " + columns
            + """
             FROM support_request WHERE state NOT IN ('waiting', 'approved') AND kind = $1
            ORDER BY asked_at DESC, id DESC LIMIT $2
            """

    static func closed(
        _ kind: SupportRequest.Kind,
        limit: Int,
        in connection: any Connection
    ) throws -> [SupportRequest] {
        try connection.rows(closed, [Value(word: kind), Value(limit)]).map(request)
    }

    private static let countOpen: SQL = """
        SELECT r.kind, a.role, r.asked_by, COUNT(*)
        FROM support_request AS r JOIN account AS a ON a.id = r.account_id
        WHERE r.state IN ('waiting', 'approved') AND r.expires_at > $1
        GROUP BY r.kind, a.role, r.asked_by
        """

    static func countOpen(
        at now: Date,
        about roles: Set<Role>,
        orBy asker: String,
        in connection: any Connection
    ) throws -> OpenRequests {
        var counts = OpenRequests()
        for row in try connection.rows(countOpen, [Value(now)]) {
            let kind: SupportRequest.Kind = try row.word(0)
            guard try roles.contains(row.word(1)) || row.text(2) == asker else { continue }
            switch kind {
            case .approval: counts.approvals += try row.number(3)
            case .turnOff: counts.turnOffs += try row.number(3)
            }
        }
        return counts
    }

    private static let insert: SQL =
        "INSERT INTO support_request (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"

    static func insert(_ request: SupportRequest, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(request.id), .text(request.reference), Value(request.accountID), Value(word: request.kind),
                Value(word: request.state), .text(request.askedBy), Value(request.askedAt), Value(request.expiresAt),
                Value(request.decidedBy), Value(request.decidedAt), .bytes(request.sealedDetails),
            ]
        )
    }

    private static let save: SQL = """
        UPDATE support_request SET state = $2, expires_at = $3, decided_by = $4, decided_at = $5, sealed_details = $6
        WHERE id = $1
        """

    static func save(_ request: SupportRequest, in connection: any Connection) throws {
        let changed = try connection.execute(
            save,
            [
                Value(request.id), Value(word: request.state), Value(request.expiresAt), Value(request.decidedBy),
                Value(request.decidedAt), .bytes(request.sealedDetails),
            ]
        )
        try Refusal.unless(changed, else: .stale)
    }
}
