import Countersign
import Foundation

/// The chain over the audit log: its head, the events' places in it, and checkpoints.
enum EventChain {
    private static let head: SQL = "SELECT epoch, position, hash FROM chain_head WHERE id = 1"

    static func head(in connection: any Connection) throws -> ChainHead? {
        try connection.row(head).map { row in
            ChainHead(epoch: try row.integer(0), position: try row.integer(1), hash: try row.bytes(2))
        }
    }

    private static let begin: SQL = """
        INSERT INTO chain_head (id, epoch, position, hash) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO NOTHING
        """
    private static let move: SQL = """
        UPDATE chain_head SET epoch = $1, position = $2, hash = $3
        WHERE id = 1 AND epoch = $4 AND position = $5 AND hash = $6
        """

    /// - Returns: false if the head was not the expected one.
    static func move(from expected: ChainHead?, to head: ChainHead, in connection: any Connection) throws -> Bool {
        guard let expected else { return try connection.execute(begin, values(head)) == 1 }
        return try connection.execute(move, values(head) + values(expected)) == 1
    }

    private static func values(_ head: ChainHead) -> [Value] {
        [.integer(head.epoch), .integer(head.position), .bytes(head.hash)]
    }

    /// Many events in one statement: a page of them would be as many trips to a server otherwise.
    private static let rowsInOne = 100
    private static let placeMany = place(SQL.places(rows: rowsInOne, columns: 3))
    private static let placeOne = place(SQL.places(rows: 1, columns: 3))

    private static func place(_ rows: SQL) -> SQL {
        "WITH place (id, position, hash) AS (VALUES " + rows
            + """
            ) UPDATE event SET position = place.position, hash = place.hash
            FROM place WHERE event.id = place.id AND event.position IS NULL
            """
    }

    static func place(_ sealed: [SealedPosition], in connection: any Connection) throws {
        var rest = sealed[...]
        while !rest.isEmpty {
            let isMany = rest.count >= rowsInOne
            let some = rest.prefix(isMany ? rowsInOne : 1)
            rest = rest.dropFirst(some.count)
            let values: [Value] = some.flatMap { [Value($0.eventID), .integer($0.position), .bytes($0.hash)] }
            guard try connection.execute(isMany ? placeMany : placeOne, values) == some.count else {
                throw StoreFailure.corrupt("an event that is to be sealed is missing or has a place already")
            }
        }
    }

    // MARK: Checkpoints

    private static let insertCheckpoint: SQL = """
        INSERT INTO checkpoint (position, line, through_at)
        SELECT $1, $2, MAX(happened_at) FROM event WHERE position > $3 AND position <= $1
        """

    static func insertCheckpoint(
        _ line: String,
        at head: ChainHead,
        after before: ChainHead?,
        in connection: any Connection
    ) throws {
        try connection.execute(
            insertCheckpoint,
            [.integer(head.position), .text(line), .integer(before?.position ?? 0)]
        )
    }

    private static let checkpoints: SQL = """
        SELECT position, line FROM checkpoint WHERE position > $1 ORDER BY position LIMIT $2
        """

    static func checkpoints(
        after position: Int64,
        limit: Int,
        in connection: any Connection
    ) throws -> [(position: Int64, line: String)] {
        try connection.rows(checkpoints, [.integer(position), Value(limit)]).map { row in
            (try row.integer(0), try row.text(1))
        }
    }

    private static let lastCheckpoint: SQL = """
        SELECT position FROM checkpoint
        WHERE through_at <= $1 AND position >= (SELECT MIN(position) FROM event WHERE position IS NOT NULL)
        ORDER BY position DESC LIMIT 1
        """

    static func lastCheckpoint(before moment: Date, in connection: any Connection) throws -> Int64? {
        try connection.row(lastCheckpoint, [Value(moment)])?.integer(0)
    }
}
