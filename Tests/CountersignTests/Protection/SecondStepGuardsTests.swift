import Countersign
import Foundation
import Testing

@Suite("the guards of one account")
struct SecondStepGuardsTests {
    let browser = KnownBrowser.ID("b1")
    let app = App.ID("a1")

    private func guards(_ rows: [String: String] = [:], isStrict: Bool = false) throws -> SecondStepGuards {
        try SecondStepGuards(rows: rows, isStrict: isStrict)
    }

    private func reloaded(_ guards: SecondStepGuards, from rows: [String: String] = [:]) throws -> SecondStepGuards {
        var rows = rows
        for row in guards.changedRows { rows[row.lane] = row.state }
        return try self.guards(rows)
    }

    @Test("nothing asked changes nothing")
    func untouched() throws {
        var guards = try guards()
        #expect(guards.decide(in: .common, at: begin) == .look(upTo: 20))
        #expect(guards.decidePair(at: begin, lastInSignIn: nil) == .judge(withinTheHour: true))
        guards.recordSuccess(in: .common)
        #expect(guards.changedRows.isEmpty)
    }

    @Test("only the lane that changed is written, and a lane that is fresh again is removed")
    func changedRows() throws {
        var first = try guards()
        first.recordFailure(in: .common, at: begin)
        #expect(first.changedRows.map(\.lane) == ["common"])
        var second = try reloaded(first)
        #expect(second.changedRows.isEmpty)
        second.recordFailure(in: .browser(browser), at: begin)
        second.recordPair(at: begin, lookedFar: true)
        #expect(second.changedRows.map(\.lane) == ["browser:b1", "pairs"])
        second.giveFreshBudget()
        let rows = second.changedRows
        #expect(rows.map(\.lane) == ["browser:b1", "common", "pairs"])
        #expect(rows.first { $0.lane == "common" }?.state == .some(nil))
    }

    @Test("a row that cannot be read is an error, not a count of nothing")
    func unreadable() {
        #expect(throws: UnreadableGuard(row: "common")) { try guards(["common": "{"]) }
        #expect(throws: UnreadableGuard(row: "pairs")) { try guards(["pairs": "[]"]) }
        #expect(throws: UnreadableGuard(row: "common")) { try guards(["common": #"{"s":"20"}"#]) }
    }

    @Test("guesses from elsewhere do not slow a known browser")
    func knownBrowserIsApart() throws {
        var guards = try guards()
        for _ in 0..<6 { guards.recordFailure(in: .common, at: begin) }
        #expect(guards.decide(in: .common, at: begin) == .wait(until: after(60)))
        let lane = guards.lane(for: .knownBrowser(browser), at: begin)
        #expect(lane == .browser(browser))
        #expect(guards.decide(in: lane, at: begin) == .look(upTo: 20))
    }

    @Test("a validator asked in vain from elsewhere is still asked for a known browser")
    func askedInVain() throws {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        var guards = try SecondStepGuards(rows: [:])
        guards.recordAskedInVain(in: .common, at: now)
        let rows = Dictionary(
            uniqueKeysWithValues: guards.changedRows.compactMap { row in row.state.map { (row.lane, $0) } }
        )
        let loaded = try SecondStepGuards(rows: rows)
        #expect(loaded.changedRows.isEmpty)
        #expect(loaded.askingWait(in: .common, at: now) == now.addingTimeInterval(1))
        #expect(loaded.askingWait(in: .common, at: now.addingTimeInterval(1)) == nil)
        #expect(loaded.askingWait(in: .browser(KnownBrowser.ID("b")), at: now) == nil)
    }

    @Test("a known browser whose own tries are spent is like any other")
    func spentBrowser() throws {
        var guards = try guards()
        var now = begin
        for _ in 0..<20 {
            now += hour
            #expect(guards.lane(for: .knownBrowser(browser), at: now) == .browser(browser))
            guards.recordFailure(in: .browser(browser), at: now)
        }
        #expect(guards.lane(for: .knownBrowser(browser), at: now) == .common)
        #expect(guards.lane(for: .knownBrowser(browser), at: now + 10 * year) == .common)
        #expect(try reloaded(guards).lane(for: .knownBrowser(browser), at: now) == .common)
    }

    @Test("an app without first factor spends only its own lane")
    func appIsApart() throws {
        var guards = try guards()
        let lane = guards.lane(for: .appWithoutFirstFactor(app), at: begin)
        guards.recordFailure(in: lane, charging: 20, at: begin)
        #expect(lane == .app(app))
        #expect(guards.decide(in: lane, at: begin) == .strongOnly(until: after(36 * hour)))
        #expect(guards.decide(in: .common, at: begin) == .look(upTo: 20))
        #expect(guards.lane(for: .appWithoutFirstFactor(App.ID("a2")), at: begin) == .app(App.ID("a2")))
    }

    @Test("the alarm tightens the common lane and apps, not known browsers")
    func strict() throws {
        var guards = try guards(isStrict: true)
        #expect(guards.decide(in: .common, at: begin) == .look(upTo: 10))
        #expect(guards.decide(in: .app(app), at: begin) == .look(upTo: 10))
        #expect(guards.decide(in: .browser(browser), at: begin) == .look(upTo: 20))
        #expect(guards.triesLeft(in: .common, at: begin) == 3)
    }

    @Test("a password change in a full session refills the common lane alone")
    func freshBudget() throws {
        var guards = try guards()
        for lane in [Lane.common, .app(app), .browser(browser)] {
            guards.recordFailure(in: lane, charging: 20, at: begin)
        }
        guards.giveFreshBudget()
        #expect(guards.decide(in: .common, at: begin) == .look(upTo: 20))
        #expect(guards.decide(in: .app(app), at: begin) != .look(upTo: 20))
        #expect(guards.decide(in: .browser(browser), at: begin) == .strongOnly(until: nil))
    }

    @Test("support ends the waits; the budgets only when that is said")
    func unlock() throws {
        var guards = try guards()
        for _ in 0..<6 { guards.recordFailure(in: .common, at: begin) }
        for _ in 0..<100 { guards.recordWrongBackupCode(in: .common) }
        #expect(!guards.mayTryBackupCode(in: .common))
        guards.unlock(refillingBudgets: false)
        #expect(guards.decide(in: .common, at: begin) == .look(upTo: 14))
        #expect(guards.mayTryBackupCode(in: .common))
        guards.unlock(refillingBudgets: true)
        #expect(guards.decide(in: .common, at: begin) == .look(upTo: 20))
    }

    @Test("wrong backup codes from elsewhere do not close those of a known browser")
    func backupLanes() throws {
        var guards = try guards()
        for _ in 0..<100 { guards.recordWrongBackupCode(in: .common) }
        #expect(guards.backupCodeLane(for: .knownBrowser(browser)) == .browser(browser))
        #expect(guards.mayTryBackupCode(in: .browser(browser)))
        for _ in 0..<100 { guards.recordWrongBackupCode(in: .browser(browser)) }
        #expect(guards.backupCodeLane(for: .knownBrowser(browser)) == .common)
        guards.recordNewBackupCodes()
        #expect(guards.mayTryBackupCode(in: .common))
    }

    @Test("a clock set back is written down, so that the wait ends when it should")
    func clockBack() throws {
        var first = try guards()
        for _ in 0..<6 { first.recordFailure(in: .common, at: begin) }
        let rows = Dictionary(uniqueKeysWithValues: first.changedRows.map { ($0.lane, $0.state) })
        var second = try reloaded(first)
        let back = after(-day)
        #expect(second.decide(in: .common, at: back) == .wait(until: back.addingTimeInterval(60)))
        #expect(second.changedRows.map(\.lane) == ["common"])
        var third = try reloaded(second, from: rows.compactMapValues(\.self))
        #expect(third.decide(in: .common, at: back.addingTimeInterval(60)) == .look(upTo: 14))
    }

    @Test("a forgotten browser leaves no row")
    func forget() throws {
        var first = try guards()
        first.recordFailure(in: .browser(browser), at: begin)
        first.recordFailure(in: .browser(KnownBrowser.ID("b2")), at: begin)
        first.recordFailure(in: .common, at: begin)
        var second = try reloaded(first)
        second.forget(browser)
        #expect(second.changedRows.map(\.lane) == ["browser:b1"])
        #expect(second.changedRows.allSatisfy { $0.state == nil })
        second.forgetAllBrowsers()
        #expect(second.changedRows.map(\.lane) == ["browser:b1", "browser:b2"])
    }
}
