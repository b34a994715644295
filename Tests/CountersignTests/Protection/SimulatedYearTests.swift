import Countersign
import Foundation
import Testing

/// A year of somebody who has the password and takes every try that is permitted, at the first moment it is.
@Suite("a year of guessing")
struct SimulatedYearTests {
    /// What came of one year.
    private struct Outcome {
        var guesses: [Lane: Int] = [:]
        /// Guesses, each by the number of factors it was compared with.
        var comparisons = 0
        var lastOfFirstBudget: TimeInterval?
        var ownerCame = 0
        var ownerGotIn = 0

        var all: Int { guesses.values.reduce(0, +) }
    }

    private func simulate(
        origins: [GuessOrigin] = [.afterFirstFactor],
        factors: Int = 1,
        ownerSignInsADay: Int = 0,
        isStrict: Bool = false
    ) throws -> Outcome {
        var outcome = Outcome()
        var rows: [String: String] = [:]
        var next = origins.map { _ in begin }
        let end = after(year)
        let ownerEvery = ownerSignInsADay > 0 ? day / Double(ownerSignInsADay) : .infinity
        var ownerAt = after(min(ownerEvery, 2 * year) / 2)
        while let soonest = next.min(), min(soonest, ownerAt) < end {
            // Through the rows each time, as between two requests.
            var guards = try SecondStepGuards(rows: rows, isStrict: isStrict)
            defer { for row in guards.changedRows { rows[row.lane] = row.state } }
            if ownerAt <= soonest {
                ownerSignsIn(&guards, at: ownerAt, &outcome)
                ownerAt += ownerEvery
                continue
            }
            guard let place = next.firstIndex(of: soonest) else { break }
            let lane = guards.lane(for: origins[place], at: soonest)
            switch guards.decide(in: lane, at: soonest) {
            case .look(let most):
                let compared = min(factors, most)
                guards.recordFailure(in: lane, charging: compared, at: soonest)
                outcome.guesses[lane, default: 0] += 1
                outcome.comparisons += compared
                if outcome.all == 20 { outcome.lastOfFirstBudget = soonest.timeIntervalSince(begin) }
                next[place] = soonest + 1
            case .wait(let until): next[place] = until
            case .strongOnly(let until): next[place] = until ?? .distantFuture
            }
        }
        return outcome
    }

    /// The owner comes from a new browser at the worst moment: a single code if that is looked at, else a pair of codes,
    /// a backup code or a passkey. The right proof clears the wait, which is all it may do for the guesser.
    private func ownerSignsIn(_ guards: inout SecondStepGuards, at now: Date, _ outcome: inout Outcome) {
        outcome.ownerCame += 1
        let single = if case .look = guards.decide(in: .common, at: now) { true } else { false }
        let pair = if case .judge = guards.decidePair(at: now, lastInSignIn: nil) { true } else { false }
        let backupCode = guards.mayTryBackupCode(in: .common)
        if pair, backupCode || single { outcome.ownerGotIn += 1 }
        guards.recordPair(at: now, lookedFar: false)
        guards.recordSuccess(in: .common)
    }

    @Test(
        "however often its owner signs in, one lane permits 263 guesses and the owner gets in each time",
        arguments: [0, 1, 8, 24]
    )
    func commonLane(ownerSignInsADay: Int) throws {
        let outcome = try simulate(ownerSignInsADay: ownerSignInsADay)
        let guesses = outcome.guesses[.common] ?? 0
        let hours = (outcome.lastOfFirstBudget ?? 0) / hour
        print(
            "a year of guessing, owner signs in \(ownerSignInsADay) times a day: \(guesses) guesses permitted,",
            "first budget spent after \(String(format: "%.2f", hours)) h,",
            "owner got in \(outcome.ownerGotIn) of \(outcome.ownerCame) times"
        )
        #expect(guesses <= 263)
        #expect(guesses >= 243)
        #expect(outcome.ownerCame == ownerSignInsADay * 365)
        #expect(outcome.ownerGotIn == outcome.ownerCame)
    }

    @Test("strict mode permits 131")
    func strict() throws {
        let guesses = try simulate(isStrict: true).all
        print("a year of guessing, strict mode: \(guesses) guesses permitted")
        #expect(guesses <= 131)
        #expect(guesses >= 121)
    }

    @Test("any 365 days, beginning whenever, hold at most 263 guesses")
    func anyWindow() throws {
        var state = LaneState()
        var now = begin
        var times: [Date] = []
        while now < after(3 * year) {
            switch state.decide(at: now, under: .normal) {
            case .look:
                state = state.afterFailure(at: now, under: .normal).afterSuccess()
                times.append(now)
                now += 1
                // Now and then it is left alone until the budget is full, and a little longer.
                if times.count % 97 == 0 { now += 20 * 36 * hour + 12_345 }
            case .wait(let until): now = until
            case .strongOnly(let until): now = try #require(until)
            }
        }
        for (index, start) in times.enumerated() {
            let within = times[index...].prefix { $0.timeIntervalSince(start) < year }.count
            #expect(within <= 263)
        }
    }

    @Test(
        "over all lanes the guesses times accepted codes stay within what is computed",
        arguments: [1, 3, 5],
        [0, 1, 3, 5]
    )
    func allLanes(factors: Int, apps: Int) throws {
        let browsers = (0..<10).map { GuessOrigin.knownBrowser(KnownBrowser.ID("b\($0)")) }
        let origins = [.afterFirstFactor] + browsers + (0..<apps).map { .appWithoutFirstFactor(App.ID("a\($0)")) }
        let outcome = try simulate(origins: origins, factors: factors)
        let accepted = 3 * outcome.comparisons
        let odds = YearlyOdds.of(factors: factors, appsWithoutFirstFactor: apps)
        print(
            "all lanes, \(factors) factors, \(apps) apps without first factor: \(outcome.all) guesses permitted,",
            "guesses × accepted codes \(accepted), computed at most \(Int(odds.weight)),",
            "odds with pairs all year \(odds.odds)"
        )
        #expect(Double(accepted) <= odds.weight)
        #expect(Double(accepted) > 0.9 * odds.weight)
        #expect(odds.weight == Double(3 * (263 + 10 * 20 + apps * 263)))
        #expect(outcome.guesses.keys.count == 11 + apps)
    }

    @Test("the odds are those of the design")
    func odds() throws {
        let odds = YearlyOdds.of(factors: 1, appsWithoutFirstFactor: 1)
        let common = try #require(odds.lanes.first)
        #expect(common.guesses == 263)
        #expect(abs(common.odds - 7.9e-4) < 0.05e-4)
        let browser = try #require(odds.lanes.first { $0.name.hasPrefix("known browser") })
        #expect(abs(browser.odds - 6.0e-5) < 0.05e-5)
        #expect(odds.lanes.count == 12)
        #expect(odds.odds < 2.6e-3)
        #expect(odds.odds > common.odds)
        #expect(YearlyOdds.yearlyGuesses(under: .strict) == 131)
        #expect(YearlyOdds.yearlyGuesses(under: GuessingLimits(budget: 30, refillEvery: 24 * hour)) == 395)
        #expect(YearlyOdds.yearlyGuesses(under: .knownBrowser) == 20)
    }

    @Test("more factors make more pairs right, and nothing else")
    func pairs() throws {
        let one = YearlyOdds.of(factors: 1, appsWithoutFirstFactor: 0)
        let five = YearlyOdds.of(factors: 5, appsWithoutFirstFactor: 0)
        #expect(one.weight == five.weight)
        for (single, several) in zip(one.pairs, five.pairs) {
            #expect(several.weight == 5 * single.weight)
            #expect(several.odds < 1e-3)
        }
    }
}
