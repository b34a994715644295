import Foundation

/// The count of one lane: wrong codes in a row with the wait they cost, and how much of the budget is spent.
///
///                                 a wrong code
///                     ┌────────────────────────────────────────┐
///                     ▼                                        │
///     ┌──────────────────────────────┐   the 6th in a row   ┌──┴───────────────────┐
///     │ open: look                   ├─────────────────────▶│ waiting: 1, 2 … 60 min│
///     │ up to the tries left         │◀─────────────────────┤ nothing is looked at, │
///     └──────┬───────────────▲───────┘   the wait is over   │ charged or grown      │
///            │               │                              └──┬────────────────────┘
///       the budget's    one try is back,                       │ the wait is over,
///       last try        after 36 h                             │ but nothing is left
///            ▼               │                                 │
///     ┌──────────────────────┴───────┐                         │
///     │ strong only: passkey, key,   │◀────────────────────────┘
///     │ backup code, pair of codes   │
///     └──────────────────────────────┘
///
/// A right proof of any kind ends the row and the wait, and never refills the budget. Each wrong code after a wait costs
/// the next, longer wait.
///
/// What is *spent* is kept, not what is left: so a change of limits (strict mode, and back) neither gives nor takes.
package struct LaneState: Sendable, Equatable {
    /// Wrong codes since the last right proof.
    package private(set) var wrongInRow = 0
    /// Tries of the budget that were spent and had not come back at `refillMark`.
    private var spent = 0
    /// From when the next try's coming back is counted; nil while nothing is spent.
    private var refillMark: Moment?
    private var wait: Wait?
    /// Wrong backup codes since the last right one, see `backupCodeLimit`.
    package private(set) var wrongBackupCodes = 0

    /// Start and end both, so that a clock set back changes when it ends but not how long it is.
    private struct Wait: Sendable, Equatable {
        let start: Moment
        let end: Moment
    }

    package init() {}

    // MARK: Asking

    package func decide(at now: Date, under limits: GuessingLimits) -> GuessingDecision {
        let moment = Moment(now)
        let state = reanchored(at: now).refilled(at: moment, under: limits)
        let waitEnd = state.waitEnd(at: moment, under: limits)
        let left = state.left(under: limits)
        // An empty budget is said first: "wait an hour" would be untrue.
        guard left > 0 else {
            guard let next = state.nextRefill(under: limits) else { return .strongOnly(until: nil) }
            return .strongOnly(until: max(next, waitEnd ?? next).date)
        }
        if let waitEnd { return .wait(until: waitEnd.date) }
        return .look(upTo: left)
    }

    /// Wrong codes that are still free before the next wait or the end of the budget: the API's `tries_left`.
    package func triesLeft(at now: Date, under limits: GuessingLimits) -> Int {
        guard case .look(let left) = decide(at: now, under: limits) else { return 0 }
        return min(left, max(0, limits.freeTries - wrongInRow))
    }

    /// Codes that can still be typed before a wait begins or the budget ends: one more than are free, since the one that
    /// costs the wait is a try too. For the page: "4 tries left before a short wait".
    package func triesBeforeWait(at now: Date, under limits: GuessingLimits) -> Int {
        guard case .look(let left) = decide(at: now, under: limits) else { return 0 }
        return min(left, max(1, limits.freeTries + 1 - wrongInRow))
    }

    /// Tries of the budget that are left; nil where there is no budget.
    package func budgetLeft(at now: Date, under limits: GuessingLimits) -> Int? {
        guard limits.budget != nil else { return nil }
        return reanchored(at: now).refilled(at: Moment(now), under: limits).left(under: limits)
    }

    /// Until when single codes are not looked at, as of the last change; nil where they are.
    package func pausedUntil(under limits: GuessingLimits) -> Date? {
        guard left(under: limits) == 0, let next = nextRefill(under: limits) else { return wait?.end.date }
        return max(next, wait?.end ?? next).date
    }

    // MARK: What happened

    /// A wrong code. It counts once in the row and takes as many tries from the budget as factors it was compared with.
    ///
    /// Unchanged unless a code might be looked at: while waiting nothing is charged and the wait does not grow.
    package func afterFailure(charging count: Int = 1, at now: Date, under limits: GuessingLimits) -> LaneState {
        guard case .look(let left) = decide(at: now, under: limits) else { return self }
        let moment = Moment(now)
        var state = reanchored(at: now).refilled(at: moment, under: limits)
        if limits.budget != nil {
            // A full budget starts its clock with the first try spent: else one spent just before a tick of an old
            // clock would be back at once, and a year would hold one guess more.
            if state.spent == 0 { state.refillMark = moment }
            state.spent += min(max(1, count), left)
        }
        state.wrongInRow = min(state.wrongInRow + 1, Self.mostInRow)
        let length = limits.wait(afterWrongInRow: state.wrongInRow)
        state.wait = length > 0 ? Wait(start: moment, end: moment.advanced(by: length)) : nil
        return state
    }

    /// A right proof of any kind: the row and the wait end. Never the budget, or its owner's own sign-ins would buy an
    /// attacker new guesses.
    package func afterSuccess() -> LaneState {
        var state = self
        state.wrongInRow = 0
        state.wait = nil
        state.wrongBackupCodes = 0
        return state
    }

    /// A full budget and no wait: after a password change in a fully signed-in session, or by support with a reason.
    package static let fresh = LaneState()

    /// Moves what lies in the future to now: the clock was set back. Nothing comes back for that, and a wait keeps its
    /// length. Store the result if it differs, or the wait would end only when the clock is where it was.
    package func reanchored(at now: Date) -> LaneState {
        let moment = Moment(now)
        var state = self
        if let wait, moment < wait.start {
            state.wait = Wait(start: moment, end: moment.advanced(by: max(0, wait.end.since(wait.start))))
        }
        if let refillMark, moment < refillMark { state.refillMark = moment }
        return state
    }

    /// The stricter of two counts of one lane: of a restored database, and of the one that it replaces.
    package func joined(with other: LaneState, at now: Date, under limits: GuessingLimits) -> LaneState {
        let moment = Moment(now)
        let own = reanchored(at: now).refilled(at: moment, under: limits)
        let other = other.reanchored(at: now).refilled(at: moment, under: limits)
        var state = own
        if other.spent > state.spent {
            state.spent = other.spent
            state.refillMark = other.refillMark
        }
        state.wrongInRow = max(state.wrongInRow, other.wrongInRow)
        state.wrongBackupCodes = max(state.wrongBackupCodes, other.wrongBackupCodes)
        state.wait = [state.wait, other.wait].compactMap(\.self).max { $0.end < $1.end }
        // That tries have come back meanwhile is no change.
        return state == own ? self : state
    }

    // MARK: Backup codes

    /// Wrong backup codes before they need support. They are 65 bits, so this bounds work rather than luck.
    package static let backupCodeLimit = 100

    package var mayTryBackupCode: Bool { wrongBackupCodes < Self.backupCodeLimit }

    package func afterWrongBackupCode() -> LaneState {
        var state = self
        state.wrongBackupCodes = min(wrongBackupCodes + 1, Self.backupCodeLimit)
        return state
    }

    /// A new set of backup codes has tries of its own.
    package func afterNewBackupCodes() -> LaneState {
        var state = self
        state.wrongBackupCodes = 0
        return state
    }

    // MARK: Helpers

    private static let mostInRow = 1_000_000

    private func refilled(at moment: Moment, under limits: GuessingLimits) -> LaneState {
        guard spent > 0, let interval = limits.refillMilliseconds else { return self }
        var state = self
        let mark = refillMark ?? moment
        let back = max(0, moment.since(mark) / interval)
        state.spent = back >= Int64(spent) ? 0 : spent - Int(back)
        state.refillMark = state.spent == 0 ? nil : mark.advanced(by: back * interval)
        return state
    }

    private func left(under limits: GuessingLimits) -> Int {
        guard let budget = limits.budget else { return .max }
        return max(0, budget - spent)
    }

    private func waitEnd(at moment: Moment, under limits: GuessingLimits) -> Moment? {
        guard let wait else { return nil }
        let longest = Moment.milliseconds(in: limits.longestWait)
        let end = min(wait.end, wait.start.advanced(by: longest))
        return moment < end ? end : nil
    }

    private func nextRefill(under limits: GuessingLimits) -> Moment? {
        guard let budget = limits.budget, budget > 0, let refillMark, let interval = limits.refillMilliseconds else {
            return nil
        }
        let steps = Int64(max(1, spent - budget + 1))
        let (length, overflow) = interval.multipliedReportingOverflow(by: steps)
        return refillMark.advanced(by: overflow ? .max : length)
    }
}

/// Whether a short code may be looked at.
package enum GuessingDecision: Sendable, Equatable {
    /// Yes, and against at most so many factors.
    case look(upTo: Int)
    case wait(until: Date)
    /// The budget is empty: only passkeys, security keys, backup codes, support's codes and pairs of codes get in.
    /// - Parameter until: when the next try is back; nil for never.
    case strongOnly(until: Date?)
}

extension LaneState: Codable {
    // Short names: one row is written with every wrong code.
    private enum CodingKeys: String, CodingKey {
        case wrongInRow = "r"
        case spent = "s"
        case refillMark = "m"
        case waitStart = "w"
        case waitEnd = "e"
        case wrongBackupCodes = "b"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        // Counts are clamped, so that no row, however it came to be, can make a sum overflow.
        wrongInRow = min(max(0, try values.decodeIfPresent(Int.self, forKey: .wrongInRow) ?? 0), Self.mostInRow)
        spent = min(max(0, try values.decodeIfPresent(Int.self, forKey: .spent) ?? 0), Self.mostInRow)
        refillMark = try values.decodeIfPresent(Moment.self, forKey: .refillMark)
        let start = try values.decodeIfPresent(Moment.self, forKey: .waitStart)
        let end = try values.decodeIfPresent(Moment.self, forKey: .waitEnd)
        if let start, let end { wait = Wait(start: start, end: end) }
        let backup = try values.decodeIfPresent(Int.self, forKey: .wrongBackupCodes) ?? 0
        wrongBackupCodes = min(max(0, backup), Self.backupCodeLimit)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        for (key, number) in stored { try values.encode(number, forKey: key) }
    }

    /// The row's text. Written by hand so that it cannot fail: a count that is not written is a free guess.
    package var json: String {
        "{" + stored.map { "\"\($0.key.rawValue)\":\($0.number)" }.joined(separator: ",") + "}"
    }

    private var stored: [(key: CodingKeys, number: Int64)] {
        let numbers: [(CodingKeys, Int64?)] = [
            (.wrongInRow, wrongInRow > 0 ? Int64(wrongInRow) : nil),
            (.spent, spent > 0 ? Int64(spent) : nil),
            (.refillMark, refillMark?.milliseconds),
            (.waitStart, wait?.start.milliseconds),
            (.waitEnd, wait?.end.milliseconds),
            (.wrongBackupCodes, wrongBackupCodes > 0 ? Int64(wrongBackupCodes) : nil),
        ]
        return numbers.compactMap { key, number in number.map { (key, $0) } }
    }
}
