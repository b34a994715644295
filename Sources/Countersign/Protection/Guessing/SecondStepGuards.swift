import Foundation

/// All that stands between a guesser and one account: the state of every lane, and of pairs of codes.
///
/// Loaded from the account's rows, asked and told, and written back with the same commit: `changedRows`. A change
/// without its commit is a free guess, so no answer leaves before it.
package struct SecondStepGuards: Sendable {
    private var lanes: [Lane: LaneState]
    private var pairs: PairState
    private let loadedLanes: [Lane: LaneState]
    private let loadedPairs: PairState
    private let limits: GuessingLimits
    private let isStrict: Bool

    /// The row beside the lanes that holds `PairState`.
    private static let pairsRow = "pairs"

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
        for (name, text) in rows {
            do {
                if name == Self.pairsRow {
                    pairs = try JSONDecoder().decode(PairState.self, from: Data(text.utf8))
                } else {
                    lanes[Lane(rawValue: name)] = try JSONDecoder().decode(LaneState.self, from: Data(text.utf8))
                }
            } catch {
                // A count that cannot be read must not become a count of nothing.
                throw UnreadableGuard(row: name)
            }
        }
        self.lanes = lanes
        self.pairs = pairs
        self.limits = limits
        self.isStrict = isStrict
        loadedLanes = lanes
        loadedPairs = pairs
    }

    package func state(of lane: Lane) -> LaneState { lanes[lane] ?? .fresh }

    package func limits(of lane: Lane) -> GuessingLimits {
        if lane.isBrowser { return .knownBrowser }
        return isStrict ? limits.tightened : limits
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
    }

    package mutating func forgetAllBrowsers() {
        lanes = lanes.filter { !$0.key.isBrowser }
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
