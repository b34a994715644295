import CountersignTesting
import Foundation
import Testing
import YubicoOTP

@testable import Countersign

@Suite("What is kept of a YubiKey")
struct YubiKeyStateTests {
    private func touches(_ count: Int) throws -> [OTP] {
        let key = try TestYubiKey()
        return try (0..<count).map { _ in try OTP(key.touch()) }
    }

    @Test("a validator that forgets, or is behind another, gets no code accepted again", arguments: [true, false])
    func forgetful(tellsCounters: Bool) throws {
        let codes = try touches(4)
        var state = YubiKeyState(publicID: try #require(codes.first).publicID)
        for (use, code) in codes.enumerated() {
            let counters = tellsCounters ? Counters(session: 1, use: UInt8(use)) : nil
            let isTaken = state.take(code, counters: counters)
            #expect(isTaken)
        }
        // Kept and read again, as from one verification to the next.
        state = try JSONDecoder().decode(YubiKeyState.self, from: try JSONEncoder().encode(state))
        for (use, code) in codes.enumerated() {
            let counters = tellsCounters ? Counters(session: 1, use: UInt8(use)) : nil
            let isTaken = state.take(code, counters: counters)
            #expect(!isTaken, "\(use)")
        }
    }

    @Test("what is kept of codes without counters does not grow for ever")
    func bounded() throws {
        let codes = try touches(200)
        var state = YubiKeyState(publicID: try #require(codes.first).publicID)
        for code in codes { _ = state.take(code, counters: nil) }
        #expect(try JSONEncoder().encode(state).count < 700)
    }
}
