import Foundation

/// How many wrong codes one lane allows: at once, and in the long run.
///
/// The long run is a budget, for waits alone are not enough: somebody who has the password and tries once an hour for a
/// year has odds of 1 in 40. With the budget they are 8 in 10,000, however often its owner succeeds meanwhile.
package struct GuessingLimits: Sendable, Equatable {
    /// Wrong codes in a row that cost no wait; the next one does.
    package var freeTries: Int
    /// The first wait in seconds; each further wrong code doubles it.
    package var firstWait: TimeInterval
    package var longestWait: TimeInterval
    /// Wrong codes in the long run; nil where only the waits count.
    package var budget: Int?
    /// Seconds until one try of the budget comes back; nil for never.
    package var refillEvery: TimeInterval?

    package init(
        freeTries: Int = 5,
        firstWait: TimeInterval = 60,
        longestWait: TimeInterval = 3600,
        budget: Int?,
        refillEvery: TimeInterval?
    ) {
        self.freeTries = freeTries
        self.firstWait = firstWait
        self.longestWait = longestWait
        self.budget = budget
        self.refillEvery = refillEvery
    }

    /// Any browser or app after a right first factor: at most 263 wrong codes in a year.
    package static let normal = GuessingLimits(budget: 20, refillEvery: 36 * 3600)
    /// While the alarm is raised, for browsers that are not known: at most 131 in a year.
    package static let strict = GuessingLimits(freeTries: 3, budget: 10, refillEvery: 72 * 3600)
    /// A browser that proved a second factor here: 20 that never come back; then it is like any other.
    package static let knownBrowser = GuessingLimits(budget: 20, refillEvery: nil)
    /// An app that is allowed to ask without a first factor: as the common lane, but its own.
    package static let app = GuessingLimits.normal
    /// Passwords: waits only. A budget would let anybody who knows a name shut its owner out.
    package static let password = GuessingLimits(budget: nil, refillEvery: nil)

    /// These limits, or those of strict mode where they are stricter.
    package var tightened: GuessingLimits {
        var limits = self
        limits.freeTries = min(freeTries, Self.strict.freeTries)
        limits.budget = [budget, Self.strict.budget].compactMap(\.self).min()
        if let refillEvery, let slow = Self.strict.refillEvery { limits.refillEvery = max(refillEvery, slow) }
        return limits
    }

    /// How long the wait is after that many wrong codes in a row, in milliseconds; 0 for none.
    func wait(afterWrongInRow wrong: Int) -> Int64 {
        let counted = wrong - max(0, freeTries)
        guard counted > 0 else { return 0 }
        // 2^20 minutes are far beyond any longest wait; more doublings would change nothing.
        let doublings = min(counted - 1, 20)
        return Moment.milliseconds(in: min(firstWait * Double(1 << doublings), longestWait))
    }

    var refillMilliseconds: Int64? {
        refillEvery.map { max(1, Moment.milliseconds(in: $0)) }
    }
}
