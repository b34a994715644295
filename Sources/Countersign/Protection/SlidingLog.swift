import Foundation

/// "At most so many in so long", to the letter: the times of the last few, no more of them than the rate allows.
///
/// A count per fixed window would allow twice as many around the window's edge.
package struct SlidingLog: Sendable, Equatable, Codable {
    private var times: [Moment] = []

    /// How often something may be done.
    package struct Rate: Sendable, Equatable {
        package let limit: Int
        package let seconds: TimeInterval

        package init(_ limit: Int, in seconds: TimeInterval) {
            self.limit = limit
            self.seconds = seconds
        }
    }

    package init() {}

    package init(from decoder: any Decoder) throws {
        let decoded = try decoder.singleValueContainer().decode([Moment].self)
        times = decoded.suffix(1000).sorted()
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(times)
    }

    package var json: String { "[" + times.map { String($0.milliseconds) }.joined(separator: ",") + "]" }

    /// Nil if it may be done now; otherwise from when on.
    package func blocked(at now: Date, under rate: Rate) -> Date? {
        let moment = Moment(now)
        let recent = recent(at: moment, under: rate)
        guard recent.count >= max(1, rate.limit) else { return nil }
        // Room is made when the one that is `limit` places from the end is old enough.
        let oldest = recent[recent.count - max(1, rate.limit)]
        return oldest.advanced(by: Moment.milliseconds(in: rate.seconds)).date
    }

    package func recording(_ now: Date, under rate: Rate) -> SlidingLog {
        let moment = Moment(now)
        var log = self
        log.times = (recent(at: moment, under: rate) + [moment]).suffix(max(1, rate.limit))
        return log
    }

    /// Those that still count. One from the future (the clock was set back) counts as of now, so it blocks for one
    /// length at most once it is recorded again.
    private func recent(at moment: Moment, under rate: Rate) -> [Moment] {
        let length = Moment.milliseconds(in: rate.seconds)
        return times.map { min($0, moment) }.filter { moment.since($0) < length }
    }

    /// Moves what lies in the future to now; store the result if it differs.
    package func reanchored(at now: Date) -> SlidingLog {
        var log = self
        log.times = times.map { min($0, Moment(now)) }
        return log
    }
}
