import Foundation

/// `/security/activity`: the account's own events, newest first, under the days they happened on.
package struct ActivityPage: Page {
    package static let template = "activity"
    package static let section: AccountSection? = .activity

    /// Which events are shown; the raw value is the `show` of the address.
    package enum Filter: String, Sendable, CaseIterable {
        case all
        case signIns = "sign-ins"
        case changes
    }

    package let events: [EventRow]
    package let filter: Filter
    package let newerPath: String?
    package let olderPath: String?

    package init(events: [EventRow], filter: Filter = .all, newerPath: String? = nil, olderPath: String? = nil) {
        self.events = events
        self.filter = filter
        self.newerPath = newerPath
        self.olderPath = olderPath
    }

    package func title(in words: Words) -> String { words.text("activity.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let empty =
            filter == .all
            ? Message("activity.empty") : Message("activity.emptyFilter", ["a": .link("/security/activity")])
        return [
            "zone": .text(words.text("activity.zone", ["zone": .text(words.zoneName(at: frame.now))])),
            "filters": .groups(Filter.allCases.map { values(of: $0, in: words) }),
            "hasDays": .flag(!events.isEmpty),
            "days": .groups(days(in: frame)),
            "empty": .markup(words.markup(empty)),
            "hasPages": .flag(newerPath != nil || olderPath != nil),
            "newerPath": .text(newerPath),
            "olderPath": .text(olderPath),
        ]
    }

    private func values(of filter: Filter, in words: Words) -> TemplateValues {
        let key =
            switch filter {
            case .all: "activity.all"
            case .signIns: "activity.signIns"
            case .changes: "activity.changes"
            }
        return [
            "href": .text(filter == .all ? "/security/activity" : "/security/activity?show=\(filter.rawValue)"),
            "label": .text(words.text(key)),
            "isCurrent": .flag(filter == self.filter),
        ]
    }

    private func days(in frame: PageFrame) -> [TemplateValues] {
        var days: [(date: Date, rows: [TemplateValue])] = []
        for event in events {
            let row = TemplateValue.group(event.values(in: frame, withDay: false))
            if let last = days.last, frame.words.isSameDay(last.date, event.at) {
                days[days.count - 1].rows.append(row)
            } else {
                days.append((event.at, [row]))
            }
        }
        return days.map { ["day": .text(frame.words.weekday($0.date)), "events": .list($0.rows)] }
    }
}
