import Countersign
import Foundation

/// What support has lifted, given or asked.
enum Measures {
    private static let columns: SQL =
        "id, account_id, kind, begun_at, ends_at, actor, terms, code_hash, sealed_details"

    private static func measure(_ row: Row) throws -> Measure {
        Measure(
            id: try row.id(0),
            accountID: try row.id(1),
            kind: try row.word(2),
            begunAt: try row.date(3),
            endsAt: try row.dateIfAny(4),
            actorName: try row.text(5),
            terms: try terms(try row.text(6)),
            codeHash: try row.bytesIfAny(7),
            sealedDetails: try row.bytes(8)
        )
    }

    private static func terms(_ text: String) throws -> Measure.Terms {
        do {
            return try JSONDecoder().decode(Measure.Terms.self, from: Data(text.utf8))
        } catch {
            throw StoreFailure.corrupt("the terms of a measure")
        }
    }

    private static func text(of terms: Measure.Terms) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(terms), as: UTF8.self)
    }

    // MARK: Reading

    private static let ofAccount: SQL =
        "SELECT " + columns + " FROM measure WHERE account_id = $1 ORDER BY kind"

    static func measures(of account: Account.ID, in connection: any Connection) throws -> [Measure] {
        try connection.rows(ofAccount, [Value(account)]).map(measure)
    }

    private static let live: SQL =
        "SELECT " + columns
        + " FROM measure WHERE kind = $1 AND ends_at > $2 ORDER BY ends_at, id LIMIT $3"
    private static let liveAfter: SQL =
        "SELECT " + columns
            + """
             FROM measure WHERE kind = $1 AND ends_at >= $2 AND (ends_at > $2 OR id > $4)
            ORDER BY ends_at, id LIMIT $3
            """

    static func live(
        _ kind: Measure.Kind,
        at now: Date,
        after: Measure?,
        limit: Int,
        in connection: any Connection
    ) throws -> [Measure] {
        guard let after, let end = after.endsAt, end > now else {
            return try connection.rows(live, [Value(word: kind), Value(now), Value(limit)]).map(measure)
        }
        return try connection.rows(liveAfter, [Value(word: kind), Value(end), Value(limit), Value(after.id)])
            .map(measure)
    }

    private static let countLive: SQL = "SELECT COUNT(*) FROM measure WHERE kind = $1 AND ends_at > $2"

    static func countLive(_ kind: Measure.Kind, at now: Date, in connection: any Connection) throws -> Int {
        try connection.row(countLive, [Value(word: kind), Value(now)])?.number(0) ?? 0
    }

    private static let ended: SQL =
        "SELECT " + columns + " FROM measure WHERE ends_at IS NOT NULL AND ends_at <= $1 ORDER BY ends_at LIMIT $2"

    static func ended(at now: Date, limit: Int, in connection: any Connection) throws -> [Measure] {
        try connection.rows(ended, [Value(now), Value(limit)]).map(measure)
    }

    // MARK: Writing

    private static let replace: SQL = "DELETE FROM measure WHERE account_id = $1 AND kind = $2"
    private static let insert: SQL =
        "INSERT INTO measure (" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"

    static func save(_ measure: Measure, in connection: any Connection) throws {
        try connection.execute(replace, [Value(measure.accountID), Value(word: measure.kind)])
        try connection.execute(
            insert,
            [
                Value(measure.id), Value(measure.accountID), Value(word: measure.kind), Value(measure.begunAt),
                Value(measure.endsAt), .text(measure.actorName), .text(try text(of: measure.terms)),
                Value(measure.codeHash), .bytes(measure.sealedDetails),
            ]
        )
    }

    private static let end: SQL = "DELETE FROM measure WHERE id = $1 AND account_id = $2"

    static func end(_ id: Measure.ID, of account: Account.ID, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(end, [Value(id), Value(account)]), else: .gone)
    }
}
