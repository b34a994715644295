import Countersign
import Foundation

/// Counts over everything, for whoever makes them once an hour; and the rows that keep them.
enum Counts {
    private static let people: SQL = "SELECT kinds, COUNT(*) FROM account_summary GROUP BY kinds"

    static func people(in connection: any Connection) throws -> [(kinds: [Kind], count: Int)] {
        try connection.rows(people).map { row in
            (WordList.words(in: try row.text(0)).map { Kind(rawValue: $0) }, try row.number(1))
        }
    }

    private static let made: SQL = "SELECT COUNT(*) FROM account WHERE created_at < $1"
    private static let protected: SQL = "SELECT COUNT(*) FROM account_summary WHERE protected_since < $1"

    static func standing(at date: Date, in connection: any Connection) throws -> (accounts: Int, protected: Int) {
        (
            try connection.row(made, [Value(date)])?.number(0) ?? 0,
            try connection.row(protected, [Value(date)])?.number(0) ?? 0
        )
    }

    private static let firstSince: SQL = """
        SELECT position FROM event WHERE happened_at >= $1 AND position IS NOT NULL
        ORDER BY happened_at, position LIMIT 1
        """
    private static let ofKind: SQL = """
        SELECT COUNT(*) FROM event WHERE kind = $1 AND position IS NOT NULL AND position >= $2
        """

    static func events(
        of kinds: [Event.Kind],
        since date: Date,
        in connection: any Connection
    ) throws -> [Event.Kind: Int] {
        guard let first = try connection.row(firstSince, [Value(date)])?.integer(0) else { return [:] }
        var counts: [Event.Kind: Int] = [:]
        for kind in kinds {
            counts[kind] = try connection.row(ofKind, [Value(word: kind), .integer(first)])?.number(0) ?? 0
        }
        return counts
    }

    // MARK: Mail

    private static let byState: SQL = "SELECT state, COUNT(*) FROM outbox WHERE created_at >= $1 GROUP BY state"
    private static let times: SQL = """
        SELECT finished_at - created_at FROM outbox
        WHERE created_at >= $1 AND state = 'accepted' AND finished_at IS NOT NULL
        ORDER BY finished_at - created_at LIMIT 1 OFFSET $2
        """
    private static let timed: SQL = """
        SELECT COUNT(*) FROM outbox WHERE created_at >= $1 AND state = 'accepted' AND finished_at IS NOT NULL
        """
    private static let domains: SQL = """
        SELECT domain, SUM(CASE WHEN state IN ('deferred', 'refused', 'expired') THEN 1 ELSE 0 END) AS failed, COUNT(*)
        FROM outbox WHERE created_at >= $1 AND domain <> ''
        GROUP BY domain HAVING SUM(CASE WHEN state IN ('deferred', 'refused', 'expired') THEN 1 ELSE 0 END) > 0
        ORDER BY failed DESC, domain LIMIT 10
        """

    static func mail(since date: Date, in connection: any Connection) throws -> Figures.Mail {
        var mail = Figures.Mail()
        for row in try connection.rows(byState, [Value(date)]) {
            let count = try row.number(1)
            switch try row.word(0, OutboxMail.State.self) {
            case .queued: mail.waiting = count
            case .accepted: mail.accepted = count
            case .deferred: mail.deferred = count
            case .refused: mail.refused = count
            case .expired: mail.expired = count
            }
        }
        let count = try connection.row(timed, [Value(date)])?.number(0) ?? 0
        if count > 0 {
            func time(_ place: Int) throws -> Int? {
                try connection.row(times, [Value(date), Value(min(count - 1, place))])?.number(0)
            }
            mail.median = try time(count / 2)
            mail.slow = try time(count * 95 / 100)
        }
        mail.troubled = try connection.rows(domains, [Value(date)]).map { row in
            Figures.Mail.Domain(name: try row.text(0), failed: try row.number(1), all: try row.number(2))
        }
        return mail
    }

    // MARK: Kept

    private static let since: SQL = "SELECT week, taken_at, figures FROM figures WHERE week >= $1 ORDER BY week"
    private static let save: SQL = """
        INSERT INTO figures (week, taken_at, figures) VALUES ($1, $2, $3)
        ON CONFLICT (week) DO UPDATE SET taken_at = excluded.taken_at, figures = excluded.figures
        """

    static func figures(since week: Int64, in connection: any Connection) throws -> [WeekOfFigures] {
        try connection.rows(since, [.integer(week)]).map { row in
            guard let figures = try? JSONDecoder().decode(Figures.self, from: Data(try row.text(2).utf8)) else {
                throw StoreFailure.corrupt("figures that cannot be read")
            }
            return WeekOfFigures(week: try row.integer(0), takenAt: try row.date(1), figures: figures)
        }
    }

    static func save(_ week: WeekOfFigures, in connection: any Connection) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(week.figures), as: UTF8.self)
        try connection.execute(save, [.integer(week.week), Value(week.takenAt), .text(text)])
    }
}
