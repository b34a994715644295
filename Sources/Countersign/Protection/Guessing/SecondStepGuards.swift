import Foundation

/// All that stands between a guesser and one account: the state of every lane, and of pairs of codes.
///
/// Loaded from the account's rows, asked and told, and written back with the same commit: `changedRows`. A change
/// without its commit is a free guess, so no answer leaves before it.
package struct SecondStepGuards: Sendable {
    private var lanes: [Lane: LaneState]
    private var pairs: PairState
    /// Codes that were mailed, over all challenges and enrolments.
    private var mailedCodes: SlidingLog
    /// Wrong answers that others were asked about: they cost no budget, but one a second is enough for anybody. By
    /// lane, or whoever has the password could keep its owner's key out of a browser that is known.
    private var askedInVain: [Lane: SlidingLog]
    private let loadedLanes: [Lane: LaneState]
    private let loadedPairs: PairState
    private let loadedMailedCodes: SlidingLog
    private let loadedAskedInVain: [Lane: SlidingLog]
    private let limits: GuessingLimits
    private let isStrict: Bool

    /// The rows beside the lanes.
    private static let pairsRow = "pairs"
    private static let mailedCodesRow = "mailed_codes"
    private static let askedInVainPrefix = "asked_in_vain:"

    package static let mailedCodesRate = SlidingLog.Rate(5, in: 3600)
    private static let askedInVainRate = SlidingLog.Rate(1, in: 1)

    /// - Parameters:
    ///   - rows: JSON by lane, as stored; an absent lane is fresh.
    ///   - limits: those of the common lane and of apps.
    ///   - isStrict: while the alarm is raised; not for known browsers.
    package init(
        rows: [String: String],
        limits: GuessingLimits = .normal,
        isStrict: Bool = false
    ) throws(UnreadableGuard) {
        var lanes: [Lane: LaneState] = [:]
        var pairs = PairState()
        var mailedCodes = SlidingLog()
        var askedInVain: [Lane: SlidingLog] = [:]
        for (name, text) in rows {
            let text = Data(text.utf8)
            do {
                switch name {
                case Self.pairsRow: pairs = try JSONDecoder().decode(PairState.self, from: text)
                case Self.mailedCodesRow: mailedCodes = try JSONDecoder().decode(SlidingLog.self, from: text)
                case _ where name.hasPrefix(Self.askedInVainPrefix):
                    let lane = Lane(rawValue: String(name.dropFirst(Self.askedInVainPrefix.count)))
                    askedInVain[lane] = try JSONDecoder().decode(SlidingLog.self, from: text)
                default: lanes[Lane(rawValue: name)] = try JSONDecoder().decode(LaneState.self, from: text)
                }
            } catch {
                // A count that cannot be read must not become a count of nothing.
                throw UnreadableGuard(row: name)
            }
        }
        self.lanes = lanes
        self.pairs = pairs
        self.mailedCodes = mailedCodes
        self.askedInVain = askedInVain
        self.limits = limits
        self.isStrict = isStrict
        loadedLanes = lanes
        loadedPairs = pairs
        loadedMailedCodes = mailedCodes
        loadedAskedInVain = askedInVain
    }

    package func state(of lane: Lane) -> LaneState { lanes[lane] ?? .fresh }

    package func limits(of lane: Lane) -> GuessingLimits {
        if lane.isBrowser { return .knownBrowser }
        return isStrict ? limits.tightened : limits
    }

    /// For lists of who waits: what the row of the common lane says, under the usual limits.
    package static func pausedUntil(common row: String) -> Date? {
        (try? JSONDecoder().decode(LaneState.self, from: Data(row.utf8)))?.pausedUntil(under: .normal)
    }

    // MARK: Which lane

    /// The lane that a short code from there counts in. A known browser whose own tries are spent is like any other.
    package func lane(for origin: GuessOrigin, at now: Date) -> Lane {
        switch origin {
        case .afterFirstFactor: .common
        case .appWithoutFirstFactor(let app): .app(app)
        case .knownBrowser(let id):
            (state(of: .browser(id)).budgetLeft(at: now, under: .knownBrowser) ?? 0) > 0 ? .browser(id) : .common
        }
    }

    /// The lane that wrong backup codes from there are counted in; so nobody elsewhere can use up a known browser's.
    package func backupCodeLane(for origin: GuessOrigin) -> Lane {
        switch origin {
        case .afterFirstFactor: .common
        case .appWithoutFirstFactor(let app): .app(app)
        case .knownBrowser(let id): state(of: .browser(id)).mayTryBackupCode ? .browser(id) : .common
        }
    }

    // MARK: Short codes

    /// Mutating only where the clock was set back: then the change is to be stored even if the answer is to wait.
    package mutating func decide(in lane: Lane, at now: Date) -> GuessingDecision {
        reanchor(lane, at: now)
        return state(of: lane).decide(at: now, under: limits(of: lane))
    }

    package mutating func recordFailure(in lane: Lane, charging count: Int = 1, at now: Date) {
        lanes[lane] = state(of: lane).afterFailure(charging: count, at: now, under: limits(of: lane))
    }

    /// A right proof of any kind came from there.
    package mutating func recordSuccess(in lane: Lane) {
        lanes[lane] = state(of: lane).afterSuccess()
    }

    package func triesLeft(in lane: Lane, at now: Date) -> Int {
        state(of: lane).triesLeft(at: now, under: limits(of: lane))
    }

    package func triesBeforeWait(in lane: Lane, at now: Date) -> Int {
        state(of: lane).triesBeforeWait(at: now, under: limits(of: lane))
    }

    // MARK: Pairs and backup codes

    package mutating func decidePair(at now: Date, lastInSignIn: Date?) -> PairDecision {
        pairs = pairs.reanchored(at: now)
        return pairs.decide(at: now, lastInSignIn: lastInSignIn)
    }

    package mutating func recordPair(at now: Date, lookedFar: Bool) {
        pairs = pairs.afterPair(at: now, lookedFar: lookedFar)
    }

    // MARK: Answers that others are asked about, and mailed codes

    /// Until when nobody is asked about an answer from there; nil if they are.
    package func askingWait(in lane: Lane, at now: Date) -> Date? {
        askedInVain[lane]?.blocked(at: now, under: Self.askedInVainRate)
    }

    package mutating func recordAskedInVain(in lane: Lane, at now: Date) {
        askedInVain[lane] = (askedInVain[lane] ?? SlidingLog()).recording(now, under: Self.askedInVainRate)
    }

    /// Until when no code more is mailed; nil if one may be.
    package func mailWait(at now: Date) -> Date? {
        mailedCodes.blocked(at: now, under: Self.mailedCodesRate)
    }

    package mutating func recordMailedCode(at now: Date) {
        mailedCodes = mailedCodes.recording(now, under: Self.mailedCodesRate)
    }

    package func mayTryBackupCode(in lane: Lane) -> Bool { state(of: lane).mayTryBackupCode }

    package mutating func recordWrongBackupCode(in lane: Lane) {
        lanes[lane] = state(of: lane).afterWrongBackupCode()
    }

    package mutating func recordNewBackupCodes() {
        for (lane, state) in lanes { lanes[lane] = state.afterNewBackupCodes() }
    }

    // MARK: What lifts a guard

    /// The password was changed inside a fully signed-in session: whoever had the old one no longer gets this far.
    ///
    /// Not for apps that ask without a first factor, for which the password never mattered, and not for known browsers,
    /// whose tries never come back. Never after a reset by mail: a mailbox would then buy guesses.
    package mutating func giveFreshBudget() {
        lanes[.common] = .fresh
    }

    /// By support, an app or the host: ends all waits. Refilling the budgets is a second decision, with a reason.
    package mutating func unlock(refillingBudgets: Bool) {
        for (lane, state) in lanes { lanes[lane] = refillingBudgets ? .fresh : state.afterSuccess() }
    }

    package mutating func forget(_ browser: KnownBrowser.ID) {
        lanes[.browser(browser)] = nil
        askedInVain[.browser(browser)] = nil
    }

    package mutating func forgetAllBrowsers() {
        lanes = lanes.filter { !$0.key.isBrowser }
        askedInVain = askedInVain.filter { !$0.key.isBrowser }
    }

    // MARK: Restores

    /// Takes over what was spent, lane by lane, of the same account in the database that this one replaces.
    ///
    /// Not of browsers, which a restore forgets, nor what is counted by the minute.
    package mutating func join(_ former: SecondStepGuards, at now: Date) {
        for (lane, state) in former.lanes where !lane.isBrowser {
            lanes[lane] = self.state(of: lane).joined(with: state, at: now, under: limits(of: lane))
        }
    }

    // MARK: Writing back

    /// The rows that differ from those loaded, by name; nil where a row is to be removed.
    package var changedRows: [(lane: String, state: String?)] {
        var rows: [(lane: String, state: String?)] = []
        for lane in Set(lanes.keys).union(loadedLanes.keys).sorted(by: { $0.rawValue < $1.rawValue }) {
            let state = lanes[lane] ?? .fresh
            guard state != loadedLanes[lane] ?? .fresh else { continue }
            rows.append((lane.rawValue, state == .fresh ? nil : state.json))
        }
        if mailedCodes != loadedMailedCodes { rows.append((Self.mailedCodesRow, mailedCodes.json)) }
        let asked = Set(askedInVain.keys).union(loadedAskedInVain.keys).sorted { $0.rawValue < $1.rawValue }
        for lane in asked where askedInVain[lane] != loadedAskedInVain[lane] {
            rows.append((Self.askedInVainPrefix + lane.rawValue, askedInVain[lane]?.json))
        }
        if pairs != loadedPairs { rows.append((Self.pairsRow, pairs == PairState() ? nil : pairs.json)) }
        return rows
    }

    private mutating func reanchor(_ lane: Lane, at now: Date) {
        guard let state = lanes[lane] else { return }
        lanes[lane] = state.reanchored(at: now)
    }
}

/// Where a guess comes from, as far as it decides about the lane.
package enum GuessOrigin: Sendable, Equatable {
    /// Any door, browser, app or node whose first factor was right.
    case afterFirstFactor
    case knownBrowser(KnownBrowser.ID)
    /// An app whose settings allow it to ask without one.
    case appWithoutFirstFactor(App.ID)
}

/// A row of an account's guard that is no JSON of ours. Nothing is looked at then.
package struct UnreadableGuard: Error, Sendable, Equatable {
    package let row: String

    package init(row: String) {
        self.row = row
    }
}
