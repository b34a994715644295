import Countersign
import Foundation
import Testing

@Suite("pairs of codes")
struct PairStateTests {
    @Test("a pair is judged once a minute in one sign-in")
    func perSignIn() {
        let state = PairState().afterPair(at: begin, lookedFar: false)
        #expect(state.decide(at: after(59), lastInSignIn: begin) == .wait(until: after(60)))
        #expect(state.decide(at: after(60), lastInSignIn: begin) == .judge(withinTheHour: true))
        // Another sign-in of the same account does not wait for this one.
        #expect(state.decide(at: after(1), lastInSignIn: nil) == .judge(withinTheHour: true))
    }

    @Test("sixty pairs a minute of one account are judged, whatever the sign-in")
    func perAccount() {
        var state = PairState()
        for second in 0..<60 {
            let now = after(Double(second) / 2)
            #expect(state.decide(at: now, lastInSignIn: nil) != .wait(until: now))
            state = state.afterPair(at: now, lookedFar: false)
        }
        #expect(state.decide(at: after(30), lastInSignIn: nil) == .wait(until: after(60)))
        // Not per fixed minute: room is made one by one.
        #expect(state.decide(at: after(60), lastInSignIn: nil) == .judge(withinTheHour: true))
        state = state.afterPair(at: after(60), lookedFar: false)
        #expect(state.decide(at: after(60), lastInSignIn: nil) == .wait(until: after(60.5)))
    }

    @Test("up to an hour off, once a minute in the account, and the near ones go on meanwhile")
    func far() {
        let state = PairState().afterPair(at: begin, lookedFar: true)
        #expect(state.decide(at: after(59), lastInSignIn: nil) == .judge(withinTheHour: false))
        #expect(state.decide(at: after(60), lastInSignIn: nil) == .judge(withinTheHour: true))
    }

    @Test("an hour of pairs all the time is 3,600 near and 60 far")
    func anHour() {
        var state = PairState()
        var near = 0
        var far = 0
        for tenth in 0..<36_000 {
            let now = after(Double(tenth) / 10)
            guard case .judge(let withinTheHour) = state.decide(at: now, lastInSignIn: nil) else { continue }
            near += 1
            if withinTheHour { far += 1 }
            state = state.afterPair(at: now, lookedFar: withinTheHour)
        }
        #expect(near <= 3_600 && near > 3_500)
        #expect(far == 60)
    }

    @Test("a clock set back costs at most one minute")
    func clockBack() {
        var state = PairState()
        for _ in 0..<60 { state = state.afterPair(at: begin, lookedFar: true) }
        let back = after(-10 * day)
        state = state.reanchored(at: back)
        #expect(state.decide(at: back, lastInSignIn: begin) == .wait(until: back.addingTimeInterval(60)))
        #expect(state.decide(at: back.addingTimeInterval(60), lastInSignIn: begin) == .judge(withinTheHour: true))
    }

    @Test("it comes back from its row as it was")
    func stored() throws {
        let state = PairState().afterPair(at: begin, lookedFar: true).afterPair(at: after(1), lookedFar: false)
        #expect(try JSONDecoder().decode(PairState.self, from: Data(state.json.utf8)) == state)
        #expect(try JSONDecoder().decode(PairState.self, from: JSONEncoder().encode(state)) == state)
    }
}
