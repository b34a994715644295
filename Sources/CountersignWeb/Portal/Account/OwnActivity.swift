import Countersign
import Foundation
import Hummingbird

/// `/security/activity`: the account's own events, a page at a time.
enum OwnActivity {
    private static let rowsOnAPage = 30
    private static let readAtOnce = 100
    /// How far one page looks for events of the kind asked for.
    private static let mostReads = 20

    @Sendable
    static func show(_ person: SignedIn) async throws -> Response {
        let filter = ActivityPage.Filter(rawValue: person.visitor.query["show"]) ?? .all
        let place = ActivityPlace(person.visitor.query)
        let (rows, next) = try await rows(of: person, filter, before: place.before)
        return try person.page(
            ActivityPage(
                events: rows,
                filter: filter,
                newerPath: place.newer?.path(filter),
                olderPath: next.map { place.older(before: $0).path(filter) }
            )
        )
    }

    /// A page of rows, and the position to go on from if there may be more.
    private static func rows(
        of person: SignedIn,
        _ filter: ActivityPage.Filter,
        before: Int64?
    ) async throws -> (rows: [EventRow], next: Int64?) {
        var rows: [EventRow] = []
        var before = before
        for _ in 0..<mostReads {
            let events = try await person.world.store.events(of: person.account.id, before: before, limit: readAtOnce)
            for (stored, row) in AccountHistory(events, of: person.account, in: person.world).rows
            where filter == .all || stored.event.kind?.activity == filter {
                // Those not yet sealed have no position to go on from: all of them stand on the first page.
                if rows.count >= rowsOnAPage, let last = before { return (rows, last) }
                rows.append(row)
                if let position = stored.position { before = position }
            }
            guard events.count == readAtOnce, let last = events.last?.position else { return (rows, nil) }
            before = last
        }
        return (rows, before)
    }
}

/// Where in the list one is, and how one came there, so that "Newer" leads back page by page.
struct ActivityPlace: Equatable {
    /// A position in the audit log; nil at the newest.
    let before: Int64?
    private let trail: [Int64]

    private static let longestTrail = 40

    private init(before: Int64?, trail: [Int64]) {
        self.before = before
        self.trail = trail.suffix(Self.longestTrail)
    }

    /// What cannot be read is left out: then it is the newest page.
    init(_ query: Form) {
        self.init(
            before: Int64(query["before"]),
            trail: query["trail"].split(separator: "-").suffix(Self.longestTrail).compactMap { Int64($0) }
        )
    }

    func older(before position: Int64) -> ActivityPlace {
        ActivityPlace(before: position, trail: trail + (before.map { [$0] } ?? []))
    }

    /// Nil on the newest page.
    var newer: ActivityPlace? {
        before == nil ? nil : ActivityPlace(before: trail.last, trail: trail.dropLast())
    }

    func path(_ filter: ActivityPage.Filter) -> String {
        var fields: [String] = []
        if filter != .all { fields.append("show=\(filter.rawValue)") }
        if let before { fields.append("before=\(before)") }
        if !trail.isEmpty { fields.append("trail=\(trail.map(String.init).joined(separator: "-"))") }
        return "/security/activity" + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
    }
}
