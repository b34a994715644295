import Countersign
import Foundation
import Testing

@Suite("the alarm")
struct AlarmTests {
    @Test("25 accounts in an hour raise nothing, 26 do, once")
    func floor() {
        var alarm = Alarm()
        #expect(alarm.observe(distinctAccounts: 25, at: begin) == .none)
        #expect(!alarm.isStrict(at: begin))
        #expect(alarm.observe(distinctAccounts: 26, at: begin) == .raised(accounts: 26, usual: 0))
        #expect(alarm.isStrict(at: begin))
        #expect(alarm.observe(distinctAccounts: 40, at: after(60)) == .none)
    }

    @Test("it ends an hour after the last look above the threshold")
    func ends() {
        var alarm = Alarm()
        _ = alarm.observe(distinctAccounts: 100, at: begin)
        #expect(alarm.observe(distinctAccounts: 100, at: after(1800)) == .none)
        #expect(alarm.observe(distinctAccounts: 3, at: after(3700)) == .none)
        #expect(alarm.isStrict(at: after(5399)))
        #expect(alarm.observe(distinctAccounts: 3, at: after(5400)) == .ended)
        #expect(!alarm.isStrict(at: after(5400)))
        #expect(alarm.observe(distinctAccounts: 3, at: after(5500)) == .none)
    }

    @Test("ten times the median of the same hour over seven days is still usual")
    func usual() {
        var alarm = Alarm()
        for (days, count) in zip((1...7).reversed(), [4, 9, 5, 0, 5, 6, 25]) {
            #expect(alarm.observe(distinctAccounts: count, at: after(-Double(days) * day)) == .none)
        }
        #expect(alarm.usual(at: begin) == 5)
        #expect(alarm.threshold(at: begin) == 50)
        #expect(alarm.observe(distinctAccounts: 50, at: begin) == .none)
        #expect(alarm.observe(distinctAccounts: 51, at: begin) == .raised(accounts: 51, usual: 5))
        // Another hour of the day has another usual.
        #expect(alarm.usual(at: after(3 * hour)) == 0)
    }

    @Test("an attack becomes the usual only slowly")
    func slowly() {
        var alarm = Alarm()
        for days in (1...3).reversed() { _ = alarm.observe(distinctAccounts: 10_000, at: after(-Double(days) * day)) }
        #expect(alarm.usual(at: begin) == 0)
        for days in (1...4).reversed() { _ = alarm.observe(distinctAccounts: 10_000, at: after(-Double(days) * day)) }
        #expect(alarm.usual(at: begin) == 25)
    }

    @Test("old hours are forgotten and it comes back from its row")
    func stored() throws {
        var alarm = Alarm()
        for hours in 0..<1_000 { _ = alarm.observe(distinctAccounts: 30, at: after(Double(hours) * hour)) }
        let text = try JSONEncoder().encode(alarm)
        #expect(text.count < 5_000)
        #expect(try JSONDecoder().decode(Alarm.self, from: text) == alarm)
    }

    @Test("only accounts older than seven days count, from the start of the hour")
    func window() {
        let start = Date(timeIntervalSince1970: 1_790_000_000 - 1_790_000_000.truncatingRemainder(dividingBy: 3600))
        let window = Alarm.window(at: begin)
        #expect(window.since == start)
        #expect(window.createdBefore == after(-7 * day))
    }

    @Test("a clock set back does not keep it raised for longer than its hour")
    func clockBack() {
        var alarm = Alarm()
        _ = alarm.observe(distinctAccounts: 100, at: begin)
        let back = after(-30 * day)
        #expect(alarm.observe(distinctAccounts: 0, at: back) == .none)
        #expect(alarm.observe(distinctAccounts: 0, at: back.addingTimeInterval(3600)) == .ended)
    }
}
