import Countersign
import Foundation

/// The audit log, before and after it is sealed.
enum Events {
    static let columns: SQL = "id, happened_at, kind, account_id, actor, data, personal"

    static func stored(_ row: Row) throws -> StoredEvent {
        StoredEvent(
            event: Event(
                id: try row.id(0),
                milliseconds: try row.integer(1),
                kindName: try row.text(2),
                accountID: try row.idIfAny(3),
                actorName: try row.text(4),
                dataText: try row.text(5),
                personal: try row.bytes(6)
            ),
            position: try row.integerIfAny(7),
            hash: try row.bytesIfAny(8)
        )
    }

    private static let insert: SQL = "INSERT INTO event (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7)"

    static func insert(_ event: Event, in connection: any Connection) throws {
        try connection.execute(
            insert,
            [
                Value(event.id), .integer(event.milliseconds), .text(event.kindName), Value(event.accountID),
                .text(event.actorName), .text(event.dataText), .bytes(event.personal),
            ]
        )
    }

    // MARK: Reading

    static let select: SQL = "SELECT " + columns + ", position, hash FROM event "

    private static let unsealedOfAccount: SQL =
        select + "WHERE account_id = $1 AND position IS NULL ORDER BY id DESC LIMIT $2"
    private static let ofAccount: SQL =
        select + "WHERE account_id = $1 AND position < $2 ORDER BY position DESC LIMIT $3"

    static func events(
        of account: Account.ID,
        before: Int64?,
        limit: Int,
        in connection: any Connection
    ) throws -> [StoredEvent] {
        var events: [StoredEvent] = []
        if before == nil {
            events = try connection.rows(unsealedOfAccount, [Value(account), Value(limit)]).map(stored)
        }
        let rest = limit - events.count
        guard rest > 0 else { return events }
        return events
            + (try connection.rows(ofAccount, [Value(account), .integer(before ?? .max), Value(rest)]).map(stored))
    }

    private static let afterPosition: SQL = select + "WHERE position > $1 ORDER BY position LIMIT $2"

    static func events(after position: Int64, limit: Int, in connection: any Connection) throws -> [StoredEvent] {
        try connection.rows(afterPosition, [.integer(position), Value(limit)]).map(stored)
    }

    private static let unsealed: SQL = select + "WHERE position IS NULL ORDER BY id LIMIT $1"

    static func unsealed(limit: Int, in connection: any Connection) throws -> [StoredEvent] {
        try connection.rows(unsealed, [Value(limit)]).map(stored)
    }

    /// The kind is written out, or the index of failures would not be used.
    private static let countFailing: SQL = """
        SELECT COUNT(DISTINCT event.account_id)
        FROM event JOIN account ON account.id = event.account_id
        WHERE event.kind = 'second_step.failed' AND event.happened_at >= $1 AND account.created_at < $2
        """

    static func countOfFailingAccounts(
        since: Date,
        createdBefore: Date,
        in connection: any Connection
    ) throws -> Int {
        try connection.row(countFailing, [Value(since), Value(createdBefore)])?.number(0) ?? 0
    }

    // MARK: Removing

    private static let remove: SQL = """
        DELETE FROM event
        WHERE id IN (SELECT id FROM event WHERE position <= $1 ORDER BY position LIMIT $2)
        """
    /// Once its run is gone, an older checkpoint says nothing that the last one does not.
    private static let removeCheckpoints: SQL = "DELETE FROM checkpoint WHERE position < $1"

    static func remove(through position: Int64, limit: Int, in connection: any Connection) throws -> Int {
        let removed = try connection.execute(remove, [.integer(position), Value(limit)])
        if removed < limit { try connection.execute(removeCheckpoints, [.integer(position)]) }
        return removed
    }
}
