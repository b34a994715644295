import Countersign
import Foundation

/// People by the beginning of a term: a name, a word of it, an address.
extension People {
    /// One that begins so twice is shown by the first alone.
    private static let pageByTerm: SQL =
        "SELECT " + columns
            + """
            , page.term FROM (
                SELECT t.account_id, t.term FROM search_term AS t
                WHERE t.term >= $1 AND t.term < $2 AND (t.term, t.account_id) > ($3, $4) AND NOT EXISTS (
                    SELECT 1 FROM search_term AS o
                    WHERE o.account_id = t.account_id AND o.term >= $1 AND o.term < t.term)
                ORDER BY t.term, t.account_id LIMIT $5)
            """
        + joined + " ORDER BY page.term, page.account_id"

    private static let readAtOnce = 200
    /// How far one page looks for people whom the filter shows.
    private static let mostReads = 10

    static func search(
        _ start: [UInt8],
        _ query: PeopleQuery,
        at now: Date,
        in connection: any Connection
    ) throws -> PeopleFound {
        var people: [PersonSummary] = []
        var place = query.after
        let atOnce = query.filter == nil ? query.limit + 1 : readAtOnce
        for _ in 0..<mostReads {
            let rows = try connection.rows(
                pageByTerm,
                [
                    // No byte of UTF-8 is 0xFF, so this is beyond everything that begins so.
                    .bytes(start), .bytes(start + [0xFF]), .bytes(place?.key ?? []),
                    .text(place?.id.rawValue ?? ""), Value(atOnce),
                ]
            )
            for row in rows {
                let person = try person(row, at: now)
                guard query.filter.map({ person.isShown(by: $0) }) ?? true else {
                    place = PeoplePlace(key: try row.bytes(11), id: person.id)
                    continue
                }
                if people.count == query.limit { return PeopleFound(people: people, next: place) }
                people.append(person)
                place = PeoplePlace(key: try row.bytes(11), id: person.id)
            }
            if rows.count < atOnce { return PeopleFound(people: people, next: nil) }
        }
        return PeopleFound(people: people, next: place)
    }
}

extension PersonSummary {
    fileprivate func isShown(by filter: PeopleQuery.Filter) -> Bool {
        switch filter {
        case .protected: factors > 0
        case .unprotected: factors == 0
        case .passkey: kinds.contains(.passkey)
        case .emailOnly: kinds.map(\.rawValue) == ["email"]
        case .oneWay: factors == 1
        case .waiting: waitsUntil != nil
        case .paused: pausedUntil != nil
        case .neverSignedIn: lastSignInAt == nil
        }
    }
}
