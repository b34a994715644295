import Countersign
import Foundation

/// Answers to calls with an idempotency key.
enum Answers {
    /// A call that has run this long was cut off: a server that died does not release its claims. One that still runs
    /// loses nothing by it, for of two only one gets its answer in; and a code by time lasts longer than this.
    private static let longestCallInMilliseconds: Int64 = 15_000

    private static let claim: SQL = """
        INSERT INTO answer (key_hash, body_hash, claimed_at, expires_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (key_hash) DO UPDATE SET body_hash = excluded.body_hash, claimed_at = excluded.claimed_at,
            expires_at = excluded.expires_at, status = NULL, sealed_body = NULL
        WHERE answer.expires_at <= excluded.claimed_at
            OR (answer.status IS NULL AND answer.claimed_at <= $5 AND answer.body_hash = excluded.body_hash)
        """
    private static let byKey: SQL = "SELECT body_hash, status, sealed_body FROM answer WHERE key_hash = $1"

    static func claim(
        _ key: AnswerKey,
        bodyHash: [UInt8],
        now: Date,
        lifetime: TimeInterval,
        in connection: any Connection
    ) throws -> AnswerClaim {
        let cutOff = now.addingTimeInterval(-TimeInterval(longestCallInMilliseconds) / 1000)
        let values: [Value] = [
            .bytes(key.hash), .bytes(bodyHash), Value(now), Value(now.addingTimeInterval(lifetime)), Value(cutOff),
        ]
        if try connection.execute(claim, values) == 1 { return .new }
        // Absent only if it was released in this very moment: then the next repeat is the new call.
        guard let row = try connection.row(byKey, [.bytes(key.hash)]) else { return .running }
        guard try row.bytes(0) == bodyHash else { return .otherBody }
        guard let status = try row.integerIfAny(1) else { return .running }
        return .done(StoredAnswer(status: Int(status), sealedBody: try row.bytes(2)))
    }

    private static let release: SQL = "DELETE FROM answer WHERE key_hash = $1 AND status IS NULL"

    static func release(_ key: AnswerKey, in connection: any Connection) throws {
        try connection.execute(release, [.bytes(key.hash)])
    }

    private static let releaseAll: SQL = "DELETE FROM answer WHERE status IS NULL"

    static func releaseAll(in connection: any Connection) throws {
        try connection.execute(releaseAll)
    }

    private static let save: SQL = """
        UPDATE answer SET status = $2, sealed_body = $3 WHERE key_hash = $1 AND status IS NULL
        """

    /// Of two calls that both took themselves for the first, one gets its answer in; the other one's work is undone.
    static func save(_ answer: StoredAnswer, for key: AnswerKey, in connection: any Connection) throws {
        let values = [Value.bytes(key.hash), Value(answer.status), .bytes(answer.sealedBody)]
        try Refusal.unless(try connection.execute(save, values), else: .gone)
    }
}
