import Foundation

/// Keeps a flood of like failures from flooding the audit log: the first twenty of an hour are events, the rest one more.
package struct FailureTally: Sendable, Equatable, Codable {
    private var start: Moment?
    private var count = 0

    package static let eventsPerHour = 20

    private enum CodingKeys: String, CodingKey {
        case start = "s"
        case count = "n"
    }

    /// What to write.
    package struct Entry: Sendable, Equatable {
        /// Whether this failure is an event of its own.
        package var isEvent = false
        /// Failures of an hour gone by that were not; 0 for none. They become one event with this number.
        package var counted = 0

        package init(isEvent: Bool = false, counted: Int = 0) {
            self.isEvent = isEvent
            self.counted = counted
        }
    }

    package init() {}

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        start = try values.decodeIfPresent(Moment.self, forKey: .start)
        count = min(max(0, try values.decode(Int.self, forKey: .count)), Self.most)
    }

    package mutating func record(at now: Date) -> Entry {
        let moment = Moment(now)
        var entry = Entry()
        if let start, (0..<3_600_000).contains(moment.since(start)) {
            count = min(count + 1, Self.most)
        } else {
            entry = close()
            start = moment
            count = 1
        }
        entry.isEvent = count <= Self.eventsPerHour
        return entry
    }

    /// Ends the hour: after a right password, or when its time is over.
    package mutating func close() -> Entry {
        let counted = max(0, count - Self.eventsPerHour)
        start = nil
        count = 0
        return Entry(isEvent: false, counted: counted)
    }

    private static let most = 1_000_000_000
}
