import Countersign
import Foundation

/// Mail that is to be sent, and what became of it.
enum Outbox {
    private static let columns: SQL = """
        id, account_id, kind, sealed_notice, state, attempts, due_at, expires_at, reply, created_at, domain,
        finished_at
        """

    private static func mail(_ row: Row) throws -> OutboxMail {
        OutboxMail(
            id: try row.id(0),
            accountID: try row.idIfAny(1),
            kind: try row.word(2),
            sealedNotice: try row.bytes(3),
            state: try row.word(4),
            attempts: try row.number(5),
            dueAt: try row.date(6),
            expiresAt: try row.date(7),
            reply: try row.text(8),
            createdAt: try row.date(9),
            domain: try row.text(10),
            finishedAt: try row.dateIfAny(11)
        )
    }

    private static let insert: SQL =
        "INSERT INTO outbox (" + columns
        + ", leased_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)"

    static func insert(_ mail: OutboxMail, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(mail.id), Value(mail.accountID), Value(word: mail.kind), .bytes(mail.sealedNotice),
                Value(word: mail.state), Value(mail.attempts), Value(mail.dueAt), Value(mail.expiresAt),
                .text(mail.reply), Value(mail.createdAt), .text(mail.domain), Value(mail.finishedAt),
            ]
        )
    }

    private static let byID: SQL = "SELECT " + columns + " FROM outbox WHERE id = $1"

    static func mail(_ id: OutboxMail.ID, in connection: any Connection) throws -> OutboxMail? {
        try connection.row(byID, [Value(id)]).map(mail)
    }

    private static let byAccount: SQL =
        "SELECT " + columns + " FROM outbox WHERE account_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2"

    static func mails(to account: Account.ID, limit: Int, in connection: any Connection) throws -> [OutboxMail] {
        try connection.rows(byAccount, [Value(account), Value(limit)]).map(mail)
    }

    /// The condition stands twice: a node that waited for another one's row looks at it again before it takes it.
    private static let lease: SQL =
        """
        UPDATE outbox SET leased_until = $2
        WHERE state IN ('queued', 'deferred') AND due_at <= $1 AND leased_until <= $1 AND id IN (
            SELECT id FROM outbox
            WHERE state IN ('queued', 'deferred') AND due_at <= $1 AND leased_until <= $1
            ORDER BY due_at, id LIMIT $3)
        RETURNING
        """ + " " + columns

    /// Those due first come first.
    static func lease(now: Date, until: Date, limit: Int, in connection: any Connection) throws -> [OutboxMail] {
        try connection.rows(lease, [Value(now), Value(until), Value(limit)]).map(mail)
            .sorted { ($0.dueAt, $0.id.rawValue) < ($1.dueAt, $1.id.rawValue) }
    }

    /// Only while its state is not final: who comes back after the lease has run out must not undo what another did.
    /// The words stay as they are, for a rotation may have sealed them anew meanwhile; a final state blanks them.
    private static let save: SQL = """
        UPDATE outbox SET state = $2, attempts = $3, due_at = $4, reply = $5, finished_at = $6, leased_until = 0
        WHERE id = $1 AND state IN ('queued', 'deferred')
        """
    private static let blank: SQL = "UPDATE outbox SET sealed_notice = $2 WHERE id = $1"

    static func save(_ mail: OutboxMail, in connection: any Connection) throws {
        let saved = try connection.execute(
            save,
            [
                Value(mail.id), Value(word: mail.state), Value(mail.attempts), Value(mail.dueAt), .text(mail.reply),
                Value(mail.finishedAt),
            ]
        )
        if saved > 0, mail.state.isFinal { try connection.execute(blank, [Value(mail.id), .bytes([])]) }
    }

    private static let counts: SQL = "SELECT state, COUNT(*) FROM outbox GROUP BY state"

    static func counts(in connection: any Connection) throws -> [OutboxMail.State: Int] {
        try connection.rows(counts).reduce(into: [:]) { counts, row in
            counts[try row.word(0)] = try row.number(1)
        }
    }
}
