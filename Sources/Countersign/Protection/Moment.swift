import Foundation

/// A point in time as it is kept in states: whole milliseconds since 1970.
///
/// Clamped to ±100 million days, so that no sum or difference of two moments can overflow, whatever a row says.
struct Moment: Hashable, Comparable, Sendable, Codable {
    let milliseconds: Int64

    private static let furthest: Int64 = 8_640_000_000_000_000

    init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, -Self.furthest), Self.furthest)
    }

    init(_ date: Date) {
        self.init(milliseconds: Self.milliseconds(in: date.timeIntervalSince1970))
    }

    init(from decoder: any Decoder) throws {
        self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    func advanced(by milliseconds: Int64) -> Moment {
        let length = min(max(milliseconds, -Self.furthest), Self.furthest)
        return Moment(milliseconds: self.milliseconds + length)
    }

    /// Milliseconds from `earlier` to this moment; negative if that is later.
    func since(_ earlier: Moment) -> Int64 { milliseconds - earlier.milliseconds }

    /// Whole milliseconds, rounded down; what is no number counts as none, what is too much as the most there is.
    static func milliseconds(in seconds: TimeInterval) -> Int64 {
        guard !seconds.isNaN else { return 0 }
        let milliseconds = (seconds * 1000).rounded(.down)
        guard abs(milliseconds) < Double(furthest) else { return milliseconds < 0 ? -furthest : furthest }
        return Int64(milliseconds)
    }

    static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
}
