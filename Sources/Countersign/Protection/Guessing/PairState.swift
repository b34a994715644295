import Foundation

/// When pairs were judged: two consecutive codes of one app, together, with no word on which was wrong.
///
/// A pair is a million times harder to guess than a code, so it charges no budget and has only these throttles. The one
/// per account is wide, so that somebody with the password cannot crowd its owner out; the one per sign-in is kept in
/// the sign-in itself.
package struct PairState: Sendable, Equatable, Codable {
    private var near = SlidingLog()
    private var far = SlidingLog()

    package static let perAccount = SlidingLog.Rate(60, in: 60)
    /// Judging up to an hour off allows sixty times as many pairs, so it is as much rarer.
    package static let farPerAccount = SlidingLog.Rate(1, in: 60)
    package static let secondsPerSignIn: TimeInterval = 60

    private enum CodingKeys: String, CodingKey {
        case near = "n"
        case far = "f"
    }

    package init() {}

    /// - Parameter lastInSignIn: when a pair was last judged in this sign-in; nil for the first one, and over the API,
    ///   where there is no sign-in.
    package func decide(at now: Date, lastInSignIn: Date?) -> PairDecision {
        var ends: [Date] = []
        // A time from the future (the clock was set back) does not block: the account's own throttle still holds.
        if let lastInSignIn, lastInSignIn <= now {
            let end = lastInSignIn.addingTimeInterval(Self.secondsPerSignIn)
            if now < end { ends.append(end) }
        }
        if let end = near.blocked(at: now, under: Self.perAccount) { ends.append(end) }
        if let end = ends.max() { return .wait(until: end) }
        return .judge(withinTheHour: far.blocked(at: now, under: Self.farPerAccount) == nil)
    }

    /// A pair was judged, right or wrong.
    /// - Parameter lookedFar: whether it was compared with steps beyond two around the learnt drift.
    package func afterPair(at now: Date, lookedFar: Bool) -> PairState {
        var state = self
        state.near = near.recording(now, under: Self.perAccount)
        if lookedFar { state.far = far.recording(now, under: Self.farPerAccount) }
        return state
    }

    /// The row's text, by hand so that it cannot fail.
    package var json: String { "{\"n\":\(near.json),\"f\":\(far.json)}" }

    package func reanchored(at now: Date) -> PairState {
        var state = self
        state.near = near.reanchored(at: now)
        state.far = far.reanchored(at: now)
        return state
    }
}

/// Whether a pair of codes may be judged.
package enum PairDecision: Sendable, Equatable {
    /// Yes: within two steps of the learnt drift, and where `withinTheHour` also up to an hour off.
    case judge(withinTheHour: Bool)
    case wait(until: Date)
}
