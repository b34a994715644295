import Foundation

/// Watches second-step failures over the whole service: one account's budget cannot see ten thousand stolen passwords
/// tried six times each.
///
/// What is counted are *distinct accounts* older than seven days with a failure in the hour: one person with a broken
/// phone, or a hundred new accounts on their first day, raise nothing. The hour is usual if it is at most ten times the
/// median of the same hour over the seven days before, and at most 25 in any case.
package struct Alarm: Sendable, Equatable, Codable {
    /// Distinct accounts by hour since 1970, of the last eight days.
    private var accountsByHour: [Int64: Int] = [:]
    private var strictUntil: Moment?

    private enum CodingKeys: String, CodingKey {
        case accountsByHour = "h"
        case strictUntil = "u"
    }

    package static let minimumAge: TimeInterval = 7 * 24 * 3600
    package static let floor = 25
    package static let factor = 10

    package init() {}

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        for (hour, count) in try values.decode([String: Int].self, forKey: .accountsByHour) {
            guard let hour = Int64(hour) else { continue }
            accountsByHour[hour] = min(max(0, count), 1_000_000_000)
        }
        strictUntil = try values.decodeIfPresent(Moment.self, forKey: .strictUntil)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        let pairs = accountsByHour.map { (String($0.key), $0.value) }
        try values.encode(Dictionary(pairs) { first, _ in first }, forKey: .accountsByHour)
        try values.encodeIfPresent(strictUntil, forKey: .strictUntil)
    }

    /// Whether unknown browsers and apps are under strict limits.
    package func isStrict(at now: Date) -> Bool {
        guard let strictUntil else { return false }
        return Moment(now) < strictUntil
    }

    /// The median of the same hour over the seven days before; hours that nobody recorded count as quiet.
    package func usual(at now: Date) -> Int {
        let hour = Self.hour(of: now)
        return (1...7).map { accountsByHour[hour - 24 * $0] ?? 0 }.sorted()[3]
    }

    package func threshold(at now: Date) -> Int {
        max(Self.floor, Self.factor * usual(at: now))
    }

    /// The start of the hour that is counted now, and the latest creation of accounts that count.
    package static func window(at now: Date) -> (since: Date, createdBefore: Date) {
        (
            Moment(milliseconds: hour(of: now) * millisecondsInHour).date,
            now.addingTimeInterval(-minimumAge)
        )
    }

    /// Takes what the hour has come to so far; to be called every minute or so, by any node.
    ///
    /// Strict mode lasts until an hour after the last look that was above the threshold.
    /// - Returns: whether that raised the alarm or ended it, for the event and the mail.
    package mutating func observe(distinctAccounts count: Int, at now: Date) -> AlarmChange {
        let threshold = threshold(at: now)
        let hour = Self.hour(of: now)
        // An attack may become the usual only slowly: what is above the threshold is remembered as the threshold.
        accountsByHour[hour] = min(max(accountsByHour[hour] ?? 0, count), threshold)
        accountsByHour = accountsByHour.filter { hour - $0.key < 8 * 24 && $0.key <= hour }
        let wasRaised = strictUntil != nil
        if count > threshold {
            strictUntil = Moment(now).advanced(by: Self.millisecondsInHour)
            return wasRaised ? .none : .raised(accounts: count, usual: usual(at: now))
        }
        guard let until = strictUntil else { return .none }
        // With the clock set back it still lasts no longer than its hour.
        strictUntil = min(until, Moment(now).advanced(by: Self.millisecondsInHour))
        guard !isStrict(at: now) else { return .none }
        strictUntil = nil
        return .ended
    }

    private static let millisecondsInHour: Int64 = 3_600_000

    private static func hour(of now: Date) -> Int64 {
        let milliseconds = Moment(now).milliseconds
        let whole = milliseconds / millisecondsInHour
        return milliseconds % millisecondsInHour < 0 ? whole - 1 : whole
    }
}

/// What an observation changed.
package enum AlarmChange: Sendable, Equatable {
    case none
    case raised(accounts: Int, usual: Int)
    case ended
}
