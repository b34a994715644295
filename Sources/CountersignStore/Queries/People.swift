import Countersign
import Foundation

/// The lists of people: keyset pages, each over an index of those that it shows.
enum People {
    /// Of one person; what a list needs beside comes after them.
    static let columns: SQL = """
        a.id, a.name, a.display_name, a.email, a.role, a.state, s.kinds, s.factors, s.last_sign_in_at, l.waits_until, m.ends_at
        """
    /// Names and waits of a page that has been chosen.
    static let joined: SQL = """
         AS page
        JOIN account_summary AS s ON s.account_id = page.account_id
        JOIN account AS a ON a.id = page.account_id
        LEFT JOIN lane AS l ON l.account_id = page.account_id AND l.lane = 'common'
        LEFT JOIN measure AS m ON m.account_id = page.account_id AND m.kind = 'suspension'
        """

    static func person(_ row: Row, at now: Date) throws -> PersonSummary {
        let seen = try row.date(8)
        return PersonSummary(
            id: try row.id(0),
            name: try row.text(1),
            displayName: try row.text(2),
            email: try row.textIfAny(3),
            role: try row.word(4),
            state: try row.word(5),
            kinds: WordList.words(in: try row.text(6)).map { Kind(rawValue: $0) },
            factors: try row.number(7),
            lastSignInAt: seen.timeIntervalSince1970 == 0 ? nil : seen,
            waitsUntil: try row.dateIfAny(9).flatMap { $0 > now ? $0 : nil },
            pausedUntil: try row.dateIfAny(10).flatMap { $0 > now ? $0 : nil }
        )
    }

    static func found(_ query: PeopleQuery, at now: Date, in connection: any Connection) throws -> PeopleFound {
        let start = Array(SignInIdentifier(query.prefix).folded.utf8)
        if !start.isEmpty { return try search(start, query, at: now, in: connection) }
        if query.filter == .waiting { return try latest(pageWaiting, query, at: now, in: connection) }
        if query.filter == .paused { return try latest(pagePaused, query, at: now, in: connection) }
        // Those who never signed in did so all alike: by name, then.
        return query.sort == .name || query.filter == .neverSignedIn
            ? try byName(query, at: now, in: connection) : try bySignIn(query, at: now, in: connection)
    }

    // MARK: By name

    private static func pageByName(_ condition: SQL) -> SQL {
        "SELECT " + columns + ", page.sort_name FROM (SELECT account_id, sort_name FROM account_summary WHERE "
            + condition
                + """
                 AND (sort_name, account_id) > ($1, $2) ORDER BY sort_name, account_id LIMIT $3)
                """
            + joined + " ORDER BY page.sort_name, page.account_id"
    }

    /// The conditions are those of the indexes, to the letter.
    private static let allByName = pageByName("1 = 1")
    private static let protectedByName = pageByName("factors > 0")
    private static let unprotectedByName = pageByName("factors = 0")
    private static let passkeyByName = pageByName("kinds LIKE '%passkey%'")
    private static let emailByName = pageByName("kinds = 'email'")
    private static let oneByName = pageByName("factors = 1")
    private static let neverByName = pageByName("last_sign_in_at < 1")

    private static func byName(
        _ query: PeopleQuery,
        at now: Date,
        in connection: any Connection
    ) throws -> PeopleFound {
        let sql =
            switch query.filter {
            case nil, .waiting, .paused: allByName
            case .protected: protectedByName
            case .unprotected: unprotectedByName
            case .passkey: passkeyByName
            case .emailOnly: emailByName
            case .oneWay: oneByName
            case .neverSignedIn: neverByName
            }
        let rows = try connection.rows(
            sql,
            [.bytes(query.after?.key ?? []), .text(query.after?.id.rawValue ?? ""), Value(query.limit + 1)]
        )
        return try page(rows, query.limit, at: now) { try $0.bytes(11) }
    }

    // MARK: By the last sign-in, the latest first

    private static func pageBySignIn(_ condition: SQL) -> SQL {
        "SELECT " + columns
            + ", page.last_sign_in_at FROM (SELECT account_id, last_sign_in_at FROM account_summary WHERE "
            + condition
                + """
                 AND (last_sign_in_at, account_id) < ($1, $2) ORDER BY last_sign_in_at DESC, account_id DESC LIMIT $3)
                """
            + joined + " ORDER BY page.last_sign_in_at DESC, page.account_id DESC"
    }

    private static let allBySignIn = pageBySignIn("1 = 1")
    private static let protectedBySignIn = pageBySignIn("factors > 0")
    private static let unprotectedBySignIn = pageBySignIn("factors = 0")
    private static let passkeyBySignIn = pageBySignIn("kinds LIKE '%passkey%'")
    private static let emailBySignIn = pageBySignIn("kinds = 'email'")
    private static let oneBySignIn = pageBySignIn("factors = 1")

    private static func bySignIn(
        _ query: PeopleQuery,
        at now: Date,
        in connection: any Connection
    ) throws -> PeopleFound {
        let sql =
            switch query.filter {
            case nil, .waiting, .paused, .neverSignedIn: allBySignIn
            case .protected: protectedBySignIn
            case .unprotected: unprotectedBySignIn
            case .passkey: passkeyBySignIn
            case .emailOnly: emailBySignIn
            case .oneWay: oneBySignIn
            }
        let rows = try connection.rows(sql, downFrom(query))
        return try page(rows, query.limit, at: now) { PeopleKey.bytes(of: try $0.integer(11)) }
    }

    // MARK: Those that wait or are paused, the latest end first

    private static let pageWaiting: SQL =
        "SELECT " + columns
            + """
            , page.until FROM (
                SELECT account_id, waits_until AS until FROM lane
                WHERE waits_until IS NOT NULL AND waits_until > $4 AND (waits_until, account_id) < ($1, $2)
                ORDER BY waits_until DESC, account_id DESC LIMIT $3)
            """
        + joined + " ORDER BY page.until DESC, page.account_id DESC"

    private static let pagePaused: SQL =
        "SELECT " + columns
            + """
            , page.until FROM (
                SELECT account_id, ends_at AS until FROM measure
                WHERE kind = 'suspension' AND ends_at > $4 AND (ends_at, account_id) < ($1, $2)
                ORDER BY ends_at DESC, account_id DESC LIMIT $3)
            """
        + joined + " ORDER BY page.until DESC, page.account_id DESC"

    private static func latest(
        _ sql: SQL,
        _ query: PeopleQuery,
        at now: Date,
        in connection: any Connection
    ) throws -> PeopleFound {
        let rows = try connection.rows(sql, downFrom(query) + [Value(now)])
        return try page(rows, query.limit, at: now) { PeopleKey.bytes(of: try $0.integer(11)) }
    }

    private static let count: SQL = """
        SELECT COUNT(*) FROM lane WHERE waits_until IS NOT NULL AND waits_until > $1
        """

    private static let signInOfOne: SQL = "SELECT last_sign_in_at FROM account_summary WHERE account_id = $1"

    static func lastSignIn(of account: Account.ID, in connection: any Connection) throws -> Date? {
        guard let seen = try connection.row(signInOfOne, [Value(account)])?.date(0) else { return nil }
        return seen.timeIntervalSince1970 == 0 ? nil : seen
    }

    static func countOfWaiting(at now: Date, in connection: any Connection) throws -> Int {
        try connection.row(count, [Value(now)])?.number(0) ?? 0
    }

    private static func downFrom(_ query: PeopleQuery) -> [Value] {
        [
            .integer(query.after.flatMap { PeopleKey.number(in: $0.key) } ?? .max),
            .text(query.after?.id.rawValue ?? ""), Value(query.limit + 1),
        ]
    }

    private static func page(
        _ rows: [Row],
        _ limit: Int,
        at now: Date,
        key: (Row) throws -> [UInt8]
    ) throws -> PeopleFound {
        let people = try rows.prefix(limit).map { try person($0, at: now) }
        guard rows.count > limit, let last = people.last else { return PeopleFound(people: people, next: nil) }
        return PeopleFound(people: people, next: PeoplePlace(key: try key(rows[limit - 1]), id: last.id))
    }
}

/// A number as a place's key.
private enum PeopleKey {
    static func bytes(of number: Int64) -> [UInt8] {
        Array(String(number).utf8)
    }

    static func number(in key: [UInt8]) -> Int64? {
        Int64(String(decoding: key, as: UTF8.self))
    }
}
