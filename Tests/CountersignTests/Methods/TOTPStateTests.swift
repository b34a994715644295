import Countersign
import Foundation
import OneTimePassword
import Testing

/// The rules of one authenticator app, on values: no waiting.
struct TOTPStateTests {
    private let key: TOTP
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        key = try TOTP(secret: SharedSecret([UInt8]("12345678901234567890".utf8)))
    }

    private func fresh(hardware: Bool = false) -> TOTPState {
        TOTPState(key: key, mark: .min, isHardwareToken: hardware)
    }

    private func code(_ offset: Int64, from moment: Date) -> String {
        key.code(atStep: key.step(at: moment) + offset)
    }

    @Test("a code of this step and of one on each side is accepted", arguments: [-1, 0, 1] as [Int64])
    func window(offset: Int64) {
        var state = fresh()
        #expect(state.judge(code(offset, from: start), at: start) == .accepted)
    }

    @Test("a code counts once")
    func once() {
        var state = fresh()
        let first = code(0, from: start)
        #expect(state.judge(first, at: start) == .accepted)
        #expect(state.judge(first, at: start) == .rejected(.used))
        #expect(state.judge(first, at: start.addingTimeInterval(30)) == .rejected(.used))
    }

    @Test("a code at or below the last accepted step never counts")
    func mark() {
        var state = fresh()
        let next = code(1, from: start)
        let present = code(0, from: start)
        #expect(state.judge(next, at: start) == .accepted)
        #expect(state.judge(present, at: start) == .rejected(.used))
    }

    @Test("the code before the window has just run out, and is burned")
    func justRunOut() {
        var state = fresh()
        let old = code(-2, from: start)
        #expect(state.judge(old, at: start) == .rejected(.justRunOut))
        // With the clock set back it would be in the window again; it was shown once and counts no more.
        #expect(state.judge(old, at: start.addingTimeInterval(-30)) == .rejected(.used))
    }

    @Test("a code of another time is refused, burned, and moves no mark", arguments: [-100, -3, 3, 5, 119] as [Int64])
    func otherTime(offset: Int64) {
        var state = fresh()
        let other = code(offset, from: start)
        guard case .rejected(.otherTime) = state.judge(other, at: start) else {
            Issue.record("not taken for a code of another time")
            return
        }
        let then = start.addingTimeInterval(Double(offset) * 30)
        #expect(state.judge(other, at: then) == .rejected(.used))
        // The steps around it are as good as before: nobody is shut out by one guess.
        #expect(state.judge(code(0, from: start), at: start) == .accepted)
    }

    @Test("two codes that agree tell by how much the clock is wrong")
    func offset() {
        var state = fresh()
        _ = state.judge(code(5, from: start), at: start)
        let later = start.addingTimeInterval(30)
        let verdict = state.judge(code(5, from: later), at: later)
        guard case .rejected(.clock(let offset)) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(
            Rejection(.wrongCode, hint: .clockIsOff(seconds: 150)) == TOTPState.Why.clock(offset).rejection(of: key)
        )
    }

    @Test("codes that do not agree tell nothing about the clock")
    func disagreeing() {
        var state = fresh()
        _ = state.judge(code(5, from: start), at: start)
        let later = start.addingTimeInterval(30)
        guard case .rejected(.otherTime) = state.judge(code(40, from: later), at: later) else {
            Issue.record("two codes an hour apart were taken for one clock")
            return
        }
    }

    @Test("a wrong code is wrong, whatever its length", arguments: ["", "1", "12345", "1234567", "abcdef", "００００００"])
    func wrong(text: String) {
        var state = fresh()
        #expect(state.judge(text, at: start) == .rejected(.wrong))
        #expect(state == fresh())
    }

    @Test(
        "two consecutive codes within two steps are accepted and set the drift",
        arguments: [-2, -1, 0, 1] as [Int64]
    )
    func pair(offset: Int64) {
        var state = fresh()
        let verdict = state.judge(
            code(offset, from: start),
            code(offset + 1, from: start),
            at: start,
            withinTheHour: false
        )
        #expect(verdict == .accepted)
        #expect(state.drift == offset + 1)
        #expect(state.mark == key.step(at: start) + offset + 1)
    }

    @Test("two codes further off need the wider look, and move neither drift nor mark")
    func farPair() {
        var state = fresh()
        let first = code(20, from: start)
        let second = code(21, from: start)
        #expect(state.judge(first, second, at: start, withinTheHour: false) == .rejected(.wrong))
        #expect(state.judge(first, second, at: start, withinTheHour: true) == .accepted)
        #expect(state.drift == 0)
        #expect(state.mark == .min)
        #expect(state.judge(first, second, at: start, withinTheHour: true) == .rejected(.wrong), "a pair counts once")
        #expect(state.judge(code(0, from: start), at: start) == .accepted)
    }

    @Test("a hardware token learns an hour's drift")
    func hardwareToken() {
        var state = fresh(hardware: true)
        #expect(
            state.judge(code(20, from: start), code(21, from: start), at: start, withinTheHour: true) == .accepted
        )
        let later = start.addingTimeInterval(60)
        #expect(state.judge(code(21, from: later), at: later) == .accepted)
    }

    @Test(
        "anything but two good consecutive codes is one and the same refusal",
        arguments: [(0, 0), (1, 0), (0, 2), (-5, -4)] as [(Int64, Int64)]
    )
    func badPair(first: Int64, second: Int64) {
        var state = fresh()
        let verdict = state.judge(code(first, from: start), code(second, from: start), at: start, withinTheHour: false)
        #expect(verdict == .rejected(.wrong))
    }

    @Test("a used code is no half of a pair")
    func usedHalf() {
        var state = fresh()
        #expect(state.judge(code(0, from: start), at: start) == .accepted)
        #expect(
            state.judge(code(0, from: start), code(1, from: start), at: start, withinTheHour: true)
                == .rejected(.wrong)
        )
    }

    @Test("after a restore nothing of the past counts again")
    func restored() {
        var state = fresh()
        let codes = (-1...1).map { code(Int64($0), from: start) }
        state.moveMark(past: start)
        for code in codes { #expect(state.judge(code, at: start) == .rejected(.used)) }
        let later = start.addingTimeInterval(60)
        #expect(state.judge(code(0, from: later), at: later) == .accepted)
    }

    @Test("what is kept comes back as it was")
    func roundTrip() throws {
        var state = fresh()
        _ = state.judge(code(5, from: start), at: start)
        _ = state.judge(code(0, from: start), at: start)
        let data = try JSONEncoder().encode(state)
        #expect(try JSONDecoder().decode(TOTPState.self, from: data) == state)
        #expect(try TOTPState(compactBytes: state.compactBytes) == state)
    }

    @Test("what is cut off, continued or changed in its counts is refused, and nothing traps")
    func malformed() throws {
        var state = fresh()
        _ = state.judge(code(5, from: start), at: start)
        let bytes = state.compactBytes
        for length in 0..<bytes.count {
            #expect(throws: (any Error).self) { try TOTPState(compactBytes: Array(bytes.prefix(length))) }
        }
        #expect(throws: (any Error).self) { try TOTPState(compactBytes: bytes + [0]) }
        for index in bytes.indices {
            for byte: UInt8 in [0x7F, 0x80, 0xFF] {
                var changed = bytes
                changed[index] = byte
                // Some are other states, such as one with another mark; none may end the process.
                _ = try? TOTPState(compactBytes: changed)
            }
        }
    }
}
