import Countersign
import Foundation
import Repeatable
import Testing

@Suite("one lane of guesses")
struct LaneStateTests {
    let limits = GuessingLimits.normal

    /// A lane after so many wrong codes, each at the first moment that it was looked at.
    private func lane(
        afterWrong count: Int,
        from start: Date = begin,
        under limits: GuessingLimits = .normal
    ) -> (state: LaneState, now: Date) {
        var state = LaneState()
        var now = start
        for _ in 0..<count {
            switch state.decide(at: now, under: limits) {
            case .look: break
            case .wait(let until): now = until
            case .strongOnly(let until): now = until ?? now
            }
            state = state.afterFailure(at: now, under: limits)
        }
        return (state, now)
    }

    @Test("five wrong codes are free, then the waits are 1, 2, 4, 8, 16, 32, 60 and 60 minutes")
    func waits() {
        for wrong in 1...5 {
            let (state, now) = lane(afterWrong: wrong)
            #expect(state.decide(at: now, under: limits) == .look(upTo: 20 - wrong))
        }
        for (wrong, minutes) in zip(6..., [1.0, 2, 4, 8, 16, 32, 60, 60, 60]) {
            let (state, now) = lane(afterWrong: wrong)
            let end = now.addingTimeInterval(minutes * 60)
            #expect(state.decide(at: now, under: limits) == .wait(until: end))
            #expect(state.decide(at: end.addingTimeInterval(-0.001), under: limits) == .wait(until: end))
            #expect(state.decide(at: end, under: limits) == .look(upTo: 20 - wrong))
        }
    }

    @Test("while waiting nothing is charged and the wait does not grow")
    func waitingChargesNothing() {
        let (state, now) = lane(afterWrong: 6)
        var tried = state
        for second in 0..<59 {
            tried = tried.afterFailure(at: now.addingTimeInterval(Double(second)), under: limits)
        }
        #expect(tried == state)
    }

    @Test("a right proof ends the row and the wait, never the budget")
    func success() {
        let (state, now) = lane(afterWrong: 7)
        let cleared = state.afterSuccess()
        #expect(cleared.decide(at: now, under: limits) == .look(upTo: 13))
        #expect(cleared.wrongInRow == 0)
        #expect(cleared.triesLeft(at: now, under: limits) == 5)
    }

    @Test("tries left are the wrong codes still free; before the wait there is one try more")
    func triesLeft() {
        for wrong in 0...5 {
            let (state, now) = lane(afterWrong: wrong)
            #expect(state.triesLeft(at: now, under: limits) == 5 - wrong)
            #expect(state.triesBeforeWait(at: now, under: limits) == 6 - wrong)
        }
        let (waiting, now) = lane(afterWrong: 6)
        #expect(waiting.triesLeft(at: now, under: limits) == 0)
        #expect(waiting.triesBeforeWait(at: now, under: limits) == 0)
        #expect(waiting.triesLeft(at: now.addingTimeInterval(60), under: limits) == 0)
        #expect(waiting.triesBeforeWait(at: now.addingTimeInterval(60), under: limits) == 1)
    }

    @Test("tries left end with the budget where that comes first")
    func triesLeftInBudget() {
        let (state, now) = lane(afterWrong: 18)
        #expect(state.afterSuccess().triesLeft(at: now, under: limits) == 2)
        #expect(state.afterSuccess().triesBeforeWait(at: now, under: limits) == 2)
    }

    @Test("twenty wrong codes take nine hours; then only strong ways are left, until one try is back")
    func emptyBudget() throws {
        let (state, now) = lane(afterWrong: 20)
        #expect(now.timeIntervalSince(begin) > 7 * hour && now.timeIntervalSince(begin) < 10 * hour)
        let back = after(36 * hour)
        #expect(state.decide(at: now, under: limits) == .strongOnly(until: back))
        #expect(state.afterSuccess().decide(at: now, under: limits) == .strongOnly(until: back))
        #expect(state.decide(at: back.addingTimeInterval(-1), under: limits) == .strongOnly(until: back))
        #expect(state.decide(at: back, under: limits) == .look(upTo: 1))
        #expect(state.afterFailure(at: now, under: limits) == state)
        #expect(state.triesLeft(at: now, under: limits) == 0)
    }

    @Test("with an empty budget and a wait, the later end is told")
    func emptyAndWaiting() {
        let quick = GuessingLimits(freeTries: 0, firstWait: 3600, budget: 1, refillEvery: 60)
        let state = LaneState().afterFailure(at: begin, under: quick)
        #expect(state.decide(at: begin, under: quick) == .strongOnly(until: after(3600)))
        #expect(state.decide(at: after(60), under: quick) == .wait(until: after(3600)))
        #expect(state.decide(at: after(3600), under: quick) == .look(upTo: 1))
    }

    @Test("one try is back every 36 hours, counted from the first one spent")
    func refill() {
        let (state, _) = lane(afterWrong: 3)
        #expect(state.budgetLeft(at: after(36 * hour - 1), under: limits) == 17)
        #expect(state.budgetLeft(at: after(36 * hour), under: limits) == 18)
        #expect(state.budgetLeft(at: after(72 * hour), under: limits) == 19)
        #expect(state.budgetLeft(at: after(1000 * hour), under: limits) == 20)
        // A second one spent later does not push back the first one's return.
        let later = state.afterFailure(at: after(20 * hour), under: limits)
        #expect(later.budgetLeft(at: after(36 * hour), under: limits) == 17)
    }

    @Test("a known browser's tries never come back")
    func knownBrowser() {
        let (state, _) = lane(afterWrong: 20, under: .knownBrowser)
        #expect(state.decide(at: after(10 * year), under: .knownBrowser) == .strongOnly(until: nil))
    }

    @Test("a code compared with three factors takes three tries and counts once in the row")
    func charging() {
        let state = LaneState().afterFailure(charging: 3, at: begin, under: limits)
        #expect(state.wrongInRow == 1)
        #expect(state.decide(at: begin, under: limits) == .look(upTo: 17))
        #expect(
            LaneState().afterFailure(charging: 0, at: begin, under: limits).budgetLeft(at: begin, under: limits) == 19
        )
        let all = LaneState().afterFailure(charging: 1_000, at: begin, under: limits)
        #expect(all.budgetLeft(at: begin, under: limits) == 0)
    }

    @Test("of 200 guesses at one moment, one is looked at when five were wrong, and one when one try is left")
    func parallel() {
        for (start, reset) in [(5, false), (19, true)] {
            var (state, now) = lane(afterWrong: start)
            if reset { state = state.afterSuccess() }
            now = now.addingTimeInterval(3600)
            var looked = 0
            for _ in 0..<200 {
                if case .look = state.decide(at: now, under: limits) { looked += 1 }
                state = state.afterFailure(at: now, under: limits)
            }
            #expect(looked == 1)
        }
    }

    // MARK: The clock

    @Test("a clock set back gives nothing back, and a wait keeps its length")
    func clockBack() {
        let (waiting, now) = lane(afterWrong: 8)
        let back = now.addingTimeInterval(-30 * day)
        let moved = waiting.reanchored(at: back)
        #expect(moved.decide(at: back, under: limits) == .wait(until: back.addingTimeInterval(240)))
        #expect(moved.decide(at: back.addingTimeInterval(240), under: limits) == .look(upTo: 12))
        // Asked without storing, it waits no less.
        #expect(waiting.decide(at: back, under: limits) == .wait(until: back.addingTimeInterval(240)))
        let (empty, end) = lane(afterWrong: 20)
        let before = end.addingTimeInterval(-30 * day)
        #expect(
            empty.decide(at: before, under: limits) == .strongOnly(until: before.addingTimeInterval(36 * hour))
        )
    }

    @Test("a clock that jumps ahead gives at most one full budget")
    func clockAhead() {
        let (state, _) = lane(afterWrong: 20)
        #expect(state.budgetLeft(at: after(100 * year), under: limits) == 20)
        let spentAgain = state.afterFailure(at: after(100 * year), under: limits)
        #expect(spentAgain.budgetLeft(at: after(100 * year), under: limits) == 19)
        // And back again: what was spent then stays spent.
        #expect(spentAgain.budgetLeft(at: after(day), under: limits) == 19)
    }

    @Test("no moment makes it trap")
    func strangeMoments() {
        let (state, _) = lane(afterWrong: 20)
        let moments = [
            Date.distantPast, .distantFuture, Date(timeIntervalSince1970: .infinity),
            Date(timeIntervalSince1970: -.infinity), Date(timeIntervalSince1970: .nan),
            Date(timeIntervalSince1970: 1e300),
        ]
        for moment in moments {
            let changed = state.reanchored(at: moment).afterFailure(at: moment, under: limits)
            #expect((0...20).contains(changed.budgetLeft(at: begin, under: limits) ?? -1))
        }
    }

    @Test("whatever the clock does, no more codes are looked at than the time that passed permits", arguments: 0..<40)
    func anyClock(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var state = LaneState()
        var now = begin
        var forward: TimeInterval = 0
        var looked = 0
        for _ in 0..<2_000 {
            let step = TimeInterval(Int.random(in: -7_200...100_000, using: &random))
            let jump = Int.random(in: 0..<50, using: &random) == 0 ? -10 * day : 0
            now += step + jump
            forward += max(0, step + jump)
            state = state.reanchored(at: now)
            if Bool.random(using: &random) { state = state.afterSuccess() }
            let strict = Bool.random(using: &random)
            let limits = strict ? GuessingLimits.normal.tightened : .normal
            if case .look(let left) = state.decide(at: now, under: limits) {
                #expect(left > 0)
                looked += 1
                state = state.afterFailure(at: now, under: limits)
            }
        }
        #expect(looked <= 20 + Int(forward / (36 * hour)))
        #expect(looked > 20)
    }

    // MARK: Strict mode

    @Test("strict mode: three free, ten in all, one back every 72 hours")
    func strict() {
        let strict = GuessingLimits.normal.tightened
        #expect(strict == .strict)
        let (three, now) = lane(afterWrong: 3, under: strict)
        #expect(three.decide(at: now, under: strict) == .look(upTo: 7))
        let (four, moment) = lane(afterWrong: 4, under: strict)
        #expect(four.decide(at: moment, under: strict) == .wait(until: moment.addingTimeInterval(60)))
        let (ten, end) = lane(afterWrong: 10, under: strict)
        #expect(ten.decide(at: end, under: strict) == .strongOnly(until: after(72 * hour)))
    }

    @Test("strict mode on and off again neither gives nor takes tries")
    func strictAndBack() {
        let strict = GuessingLimits.normal.tightened
        let (state, now) = lane(afterWrong: 12)
        #expect(state.budgetLeft(at: now, under: strict) == 0)
        // Two tries have to come back before one of the strict ten is there.
        #expect(state.afterSuccess().decide(at: now, under: strict) == .strongOnly(until: after(3 * 72 * hour)))
        #expect(state.afterFailure(at: now, under: strict) == state)
        #expect(state.budgetLeft(at: now, under: limits) == 8)
    }

    @Test("strict mode never loosens what an operator tightened")
    func tightened() {
        let tight = GuessingLimits(freeTries: 1, budget: 4, refillEvery: 1_000 * hour)
        #expect(tight.tightened == tight)
    }

    // MARK: Backup codes

    @Test("the hundredth wrong backup code in a row is the last; a right proof or a new set begins anew")
    func backupCodes() {
        var state = LaneState()
        for _ in 0..<99 { state = state.afterWrongBackupCode() }
        #expect(state.mayTryBackupCode)
        state = state.afterWrongBackupCode()
        #expect(!state.mayTryBackupCode)
        #expect(!state.afterWrongBackupCode().mayTryBackupCode)
        #expect(state.afterSuccess().mayTryBackupCode)
        #expect(state.afterNewBackupCodes().mayTryBackupCode)
        #expect(state.decide(at: begin, under: limits) == .look(upTo: 20))
    }

    // MARK: As stored

    @Test("a state comes back from its row as it was, by either way of writing it")
    func stored() throws {
        for wrong in [0, 1, 5, 6, 13, 20] {
            let state = lane(afterWrong: wrong).state.afterWrongBackupCode()
            let encoded = try JSONEncoder().encode(state)
            #expect(try JSONDecoder().decode(LaneState.self, from: encoded) == state)
            #expect(try JSONDecoder().decode(LaneState.self, from: Data(state.json.utf8)) == state)
        }
        #expect(LaneState().json == "{}")
        let first = LaneState().afterFailure(at: begin, under: limits)
        #expect(first.json == #"{"r":1,"s":1,"m":1790000000000}"#)
    }

    @Test("numbers that nobody wrote make no trap and no free guesses")
    func absurdRows() throws {
        let huge = Int64.max
        let rows = [
            #"{"r":\#(huge),"s":\#(huge),"m":\#(huge),"w":\#(huge),"e":\#(huge),"b":\#(huge)}"#,
            #"{"r":\#(Int64.min),"s":\#(huge),"m":\#(Int64.min),"w":\#(Int64.min),"e":\#(huge),"b":-5}"#,
            #"{"s":20}"#, #"{"w":5,"e":1}"#,
        ]
        for row in rows {
            let state = try JSONDecoder().decode(LaneState.self, from: Data(row.utf8))
            for now in [begin, .distantPast, .distantFuture] {
                for limits in [GuessingLimits.normal, .strict, .knownBrowser, .password] {
                    _ = state.reanchored(at: now).afterFailure(charging: .max, at: now, under: limits)
                    _ = state.triesLeft(at: now, under: limits)
                }
            }
        }
        let spent = try JSONDecoder().decode(LaneState.self, from: Data(#"{"s":20}"#.utf8))
        #expect(spent.decide(at: begin, under: limits) == .strongOnly(until: after(36 * hour)))
    }
}
