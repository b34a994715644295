import Countersign
import Foundation

/// The audit log as lists, the newest first: each filter over the index that shows the fewest it does not want.
enum EventLists {
    private static let readAtOnce = 500
    /// How far one page looks for events that the index alone does not choose.
    private static let mostReads = 4
    /// Nodes' clocks differ by less, and an event may be sealed a little after a later one.
    private static let slack: TimeInterval = 60

    static func found(_ query: EventQuery, in connection: any Connection) throws -> EventsFound {
        let source = Source(query)
        guard var before = try upper(query, in: connection) else { return EventsFound(events: [], next: nil) }
        let lowest = try lower(query, in: connection)
        var events: [StoredEvent] = []
        let atOnce = source.isExact ? query.limit + 1 : max(readAtOnce, query.limit + 1)
        for _ in 0..<mostReads {
            let page = try source.events(before: before, limit: atOnce, in: connection)
            for stored in page {
                guard let position = stored.position else { continue }
                if position < lowest { return EventsFound(events: events, next: nil) }
                if query.shows(stored.event) {
                    if events.count == query.limit { return EventsFound(events: events, next: before) }
                    events.append(stored)
                }
                before = position
            }
            if page.count < atOnce { return EventsFound(events: events, next: nil) }
        }
        return EventsFound(events: events, next: before)
    }

    // MARK: Dates as positions

    private static let lastBefore: SQL = """
        SELECT position FROM event WHERE happened_at < $1 AND position IS NOT NULL
        ORDER BY happened_at DESC, position DESC LIMIT 1
        """
    private static let firstSince: SQL = """
        SELECT position FROM event WHERE happened_at >= $1 AND position IS NOT NULL
        ORDER BY happened_at, position LIMIT 1
        """

    /// The position to begin before; nil where everything is later.
    private static func upper(_ query: EventQuery, in connection: any Connection) throws -> Int64? {
        var before = query.before ?? .max
        if let until = query.until {
            let last = try connection.row(lastBefore, [Value(until.addingTimeInterval(slack))])?.integer(0)
            guard let last else { return nil }
            before = min(before, last + 1)
        }
        return before
    }

    private static func lower(_ query: EventQuery, in connection: any Connection) throws -> Int64 {
        guard let since = query.since else { return 0 }
        return try connection.row(firstSince, [Value(since.addingTimeInterval(-slack))])?.integer(0) ?? .max
    }

    // MARK: Indexes

    /// Where a list's events are read from.
    private enum Source {
        case account(Account.ID)
        case actor(Event.Actor)
        case kinds([Event.Kind])
        case all

        /// Reading from all and leaving out is shorter than asking for so many kinds.
        private static let mostKinds = 16

        init(_ query: EventQuery) {
            if let account = query.accountID {
                self = .account(account)
            } else if let actor = query.actor, actor != .visitor {
                self = .actor(actor)
            } else if let kinds = query.kinds, kinds.count <= Self.mostKinds {
                self = .kinds(kinds.sorted { $0.rawValue < $1.rawValue })
            } else {
                self = .all
            }
        }

        /// Nearly all that it reads is shown.
        var isExact: Bool {
            switch self {
            case .kinds: true
            case .account, .actor, .all: false
            }
        }

        func events(before: Int64, limit: Int, in connection: any Connection) throws -> [StoredEvent] {
            let rows =
                switch self {
                case .account(let id):
                    try connection.rows(EventLists.ofAccount, [Value(id), .integer(before), Value(limit)])
                case .actor(let actor):
                    try connection.rows(EventLists.ofActor, [.text(actor.rawValue), .integer(before), Value(limit)])
                case .kinds(let kinds):
                    // A statement has a fixed number of places.
                    try connection.rows(
                        kinds.count == 1 ? EventLists.ofKind : EventLists.ofKinds,
                        [.integer(before), Value(limit)]
                            + (0..<(kinds.count == 1 ? 1 : Self.mostKinds)).map { .text(Self.name(kinds, $0)) }
                    )
                case .all: try connection.rows(EventLists.all, [.integer(before), Value(limit)])
                }
            return try rows.map(Events.stored)
        }

        private static func name(_ kinds: [Event.Kind], _ index: Int) -> String {
            // No event is of the kind "".
            index < kinds.count ? kinds[index].rawValue : ""
        }
    }

    private static let ofAccount: SQL =
        Events.select
        + "WHERE account_id = $1 AND position IS NOT NULL AND position < $2 ORDER BY position DESC LIMIT $3"
    /// The conditions are those of the index.
    private static let ofActor: SQL =
        Events.select
            + """
            WHERE actor = $1 AND position IS NOT NULL AND actor <> 'visitor'
                AND (account_id IS NULL OR actor <> 'member:' || account_id) AND position < $2
            ORDER BY position DESC LIMIT $3
            """
    private static let ofKind: SQL =
        Events.select + "WHERE kind = $3 AND position IS NOT NULL AND position < $1 ORDER BY position DESC LIMIT $2"
    private static let all: SQL =
        Events.select + "WHERE position IS NOT NULL AND position < $1 ORDER BY position DESC LIMIT $2"

    /// The newest of each kind, by the index alone, and of those the newest. The order of the join is said, or SQLite
    /// might walk the whole log instead.
    private static let ofKinds: SQL =
        "SELECT " + Events.columns + ", position, hash FROM (SELECT place FROM ("
        + SQL.union(
            of: 16,
            """
            SELECT place FROM (
                SELECT position AS place FROM event WHERE kind = $# AND position IS NOT NULL AND position < $1
                ORDER BY position DESC LIMIT $2) AS of_kind
            """,
            from: 3
        )
            + """
            ) AS every ORDER BY place DESC LIMIT $2) AS found
            CROSS JOIN event WHERE position = place AND position IS NOT NULL ORDER BY place DESC
            """
}
