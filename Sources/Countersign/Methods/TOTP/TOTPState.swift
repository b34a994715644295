import Foundation
import OneTimePassword

/// What is kept about one confirmed authenticator app: its key, what was used, and what was learnt of its clock.
package struct TOTPState: Sendable, Equatable {
    package let key: TOTP
    /// The last step accepted: no code at or below it counts again.
    package private(set) var mark: Int64
    /// Steps above the mark that a wrong guess happened to match. They never move the mark: else one guess would
    /// shut the owner out for an hour.
    var burned: [Int64] = []
    /// How many steps the phone's clock is ahead; learnt from pairs, at most two steps either way.
    package internal(set) var drift: Int64 = 0
    /// The last code that fitted another time, to see whether the next one agrees.
    var suspicion: Suspicion?
    /// May drift by an hour, as battery clocks do.
    package let isHardwareToken: Bool

    struct Suspicion: Sendable, Equatable {
        let step: Int64
        let offset: Int64
    }

    /// A code is good in its step and one on each side of the learnt drift (RFC 6238 §5.2, §6).
    private static let window: Int64 = 1
    /// As far as drift is learnt from two codes in a row.
    private static let pairWindow: Int64 = 2
    /// How far a wrong clock is recognised, in seconds.
    private static let recognised: Int64 = 3600
    /// More burned steps than guesses fit into an hour are not needed.
    private static let burnedLimit = 64

    package enum Verdict: Sendable, Equatable {
        case accepted
        case rejected(Why)
    }

    /// Why not, before it is told to anybody.
    package enum Why: Sendable, Equatable {
        case wrong
        case used
        case justRunOut
        /// It fits a time that many steps from now, for the first time.
        case otherTime(Offset)
        /// It agrees with the one before on how wrong the clock is.
        case clock(Offset)
    }

    package struct Offset: Sendable, Equatable {
        let steps: Int64

        func seconds(of key: TOTP) -> Int {
            Int(clamping: steps.multipliedReportingOverflow(by: key.period).partialValue)
        }
    }

    package init(key: TOTP, mark: Int64, isHardwareToken: Bool) {
        self.key = key
        self.mark = mark
        self.isHardwareToken = isHardwareToken
    }

    /// After a restore: nothing of the past, and nothing of this moment, counts again.
    package mutating func moveMark(past now: Date) {
        mark = max(mark, key.step(at: now) + drift + Self.window)
        burned = []
        suspicion = nil
    }

    /// Judges one code and remembers what it showed.
    package mutating func judge(_ code: String, at now: Date) -> Verdict {
        guard code.utf8.count == key.digits else { return .rejected(.wrong) }
        let present = key.step(at: now)
        let centre = present + drift
        // Every step of the window is compared, whichever matches, so that time tells nothing.
        if let step = key.match(code, in: (centre - Self.window)...(centre + Self.window)) {
            if step <= mark || burned.contains(step) { return .rejected(.used) }
            mark = step
            burned.removeAll { $0 <= step }
            suspicion = nil
            return .accepted
        }
        return .rejected(recognise(code, present: present, centre: centre))
    }

    /// Judges two codes as one answer: both right and one right after the other, or nothing.
    ///
    /// - Parameter withinTheHour: look further than two steps round the learnt drift.
    package mutating func judge(_ first: String, _ second: String, at now: Date, withinTheHour: Bool) -> Verdict {
        guard first.utf8.count == key.digits, second.utf8.count == key.digits else { return .rejected(.wrong) }
        let present = key.step(at: now)
        let near = TOTP.steps(around: present + drift, within: Self.pairWindow)
        let steps = withinTheHour ? TOTP.steps(around: present, within: recognisedSteps) : near
        guard let step = key.match(first, second, in: steps), step > mark,
            !burned.contains(step), !burned.contains(step + 1)
        else { return .rejected(.wrong) }
        suspicion = nil
        let isNear = near.contains(step) && near.contains(step + 1)
        guard isNear || isHardwareToken else {
            // Neither drift nor mark moves, so that correcting the phone's clock shuts nobody out.
            burn(step)
            burn(step + 1)
            return .accepted
        }
        let offset = step + 1 - present
        drift = isHardwareToken ? offset : min(max(offset, -Self.pairWindow), Self.pairWindow)
        mark = step + 1
        burned.removeAll { $0 <= step + 1 }
        return .accepted
    }

    /// Finds out whether a wrong code is a right one of another time, and burns that step.
    private mutating func recognise(_ code: String, present: Int64, centre: Int64) -> Why {
        let far = (present - recognisedSteps)...(present + recognisedSteps)
        guard let step = key.match(code, in: far) else { return .wrong }
        if step <= mark, step >= centre - Self.window - 1 { return .used }
        if burned.contains(step) { return .used }
        let offset = step - present
        defer {
            if step > mark { burn(step) }
        }
        if step == centre - Self.window - 1 { return .justRunOut }
        defer { suspicion = Suspicion(step: step, offset: offset) }
        if let earlier = suspicion, step > earlier.step, abs(offset - earlier.offset) <= 1 {
            return .clock(Offset(steps: offset))
        }
        return .otherTime(Offset(steps: offset))
    }

    private mutating func burn(_ step: Int64) {
        burned.append(step)
        if burned.count > Self.burnedLimit { burned.removeFirst() }
    }

    /// An hour's steps, but no more work than the usual 30 seconds ask for.
    private var recognisedSteps: Int64 {
        min(max(Self.recognised / key.period, Self.pairWindow), 240)
    }
}

extension TOTPState.Why {
    package func rejection(of key: TOTP) -> Rejection {
        switch self {
        case .wrong: Rejection(.wrongCode)
        case .used: Rejection(.alreadyUsed)
        case .justRunOut: Rejection(.expired, hint: .justRunOut)
        case .otherTime: Rejection(.wrongCode, hint: .clockMayBeWrong)
        case .clock(let offset): Rejection(.wrongCode, hint: .clockIsOff(seconds: offset.seconds(of: key)))
        }
    }

    /// With several factors the most telling answer is given: "already used" helps more than "not correct".
    func tellsMore(than other: Self?) -> Bool {
        guard let other else { return true }
        return rank > other.rank
    }

    private var rank: Int {
        switch self {
        case .wrong: 0
        case .otherTime: 1
        case .clock: 2
        case .justRunOut: 3
        case .used: 4
        }
    }
}

extension TOTP {
    /// The step that a moment is in; times before 1970 give negative steps.
    package func step(at moment: Date) -> Int64 {
        step(at: Int64(moment.timeIntervalSince1970.rounded(.down)))
    }

    /// The step of the first of two codes that follow each other directly, or nil.
    ///
    /// All steps are worked out and compared, whichever matches.
    func match(_ first: String, _ second: String, in steps: ClosedRange<Int64>) -> Int64? {
        var found: Int64?
        var earlier: (step: Int64, matches: Bool)?
        for step in steps {
            let code = Array(code(atStep: step).utf8)
            let isSecond = ConstantTime.areEqual(code, Array(second.utf8))
            if let earlier, earlier.matches, isSecond { found = earlier.step }
            earlier = (step, ConstantTime.areEqual(code, Array(first.utf8)))
        }
        return found
    }
}
