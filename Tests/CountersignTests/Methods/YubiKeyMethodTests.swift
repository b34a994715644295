import Countersign
import CountersignTesting
import Foundation
import Testing
import YubicoOTP

/// What a YubiKey's factor takes and refuses, with a validator that says what the test wants.
struct YubiKeyMethodTests {
    /// Says what it is told to, and remembers what it was asked.
    private actor Oracle: YubicoValidator {
        private var answers: [YubicoVerdict]
        private(set) var asked: [OTP] = []

        init(_ answers: YubicoVerdict...) {
            self.answers = answers
        }

        func verdict(on otp: OTP) async throws -> YubicoVerdict {
            asked.append(otp)
            return answers.isEmpty ? .unavailable : answers.removeFirst()
        }
    }

    /// An app that asks about one person.
    private struct Asking {
        let app: WorldApp
        let member: TestMember

        func callAsFunction(_ code: String) async throws -> WorldApp.Answer {
            try await app.verify(member.id.rawValue, code)
        }
    }

    /// Why not, in the words of the API; nil if it was accepted.
    private func reason(_ answer: WorldApp.Answer) -> String? {
        answer["outcome"] == "accepted" ? nil : answer["reason"]?.text ?? "status \(answer.status)"
    }

    private func withKey(
        _ oracle: Oracle,
        _ body: @Sendable (World, Asking, TestYubiKey) async throws -> Void
    ) async throws {
        try await World.run(settings: .withYubiKeys, yubico: oracle) { world in
            let member = try await world.member()
            let key = try await world.yubiKey(for: member)
            try await body(world, Asking(app: try await world.app(reach: .all), member: member), key)
        }
    }

    @Test("only codes of the account's own keys are asked about, in every layout", arguments: KeyboardLayout.allCases)
    func layouts(_ layout: KeyboardLayout) async throws {
        let oracle = Oracle(.accepted(nil), .accepted(nil))
        try await withKey(oracle) { (world, verify, key) async throws in
            let other = try TestYubiKey("vvccccccccce")
            #expect(try await reason(verify(typed(other.touch(), on: layout))) == "wrong_code")
            #expect(await oracle.asked.isEmpty)
            world.clock.advance(by: 2)
            let code = key.touch()
            #expect(try await reason(verify(" \(typed(code, on: layout))\n")) == nil)
            #expect(try await reason(verify(typed(key.touch(), on: layout, shifted: true))) == nil)
            #expect(await oracle.asked.first?.text == code)
        }
    }

    @Test("a validator that does not answer costs nothing")
    func unavailable() async throws {
        let oracle = Oracle(.unavailable, .unavailable, .unavailable, .accepted(nil))
        try await withKey(oracle) { (world, verify, key) async throws in
            for _ in 0..<3 {
                let answer = try await verify(key.touch())
                #expect(reason(answer) == "unavailable")
                #expect(answer["tries_left"] == 5)
            }
            #expect(try await world.surroundings.store.dossier(of: verify.member.id)?.lanes.isEmpty == true)
            let events = try await world.surroundings.store.events(of: verify.member.id, before: nil, limit: 50)
            #expect(!events.contains { $0.event.kind == .secondStepFailed })
            #expect(try await reason(verify(key.touch())) == nil)
        }
    }

    @Test("a code that the validator accepts twice is accepted once")
    func forgetfulValidator() async throws {
        let oracle = Oracle(.accepted(nil), .accepted(nil), .accepted(nil))
        try await withKey(oracle) { (world, verify, key) async throws in
            let code = key.touch()
            #expect(try await reason(verify(code)) == nil)
            #expect(try await reason(verify(code)) == "already_used")
            world.clock.advance(by: 2)
            #expect(try await reason(verify(key.touch())) == nil)
        }
    }

    @Test("counters that the validator tells only go up")
    func counters() async throws {
        let oracle = Oracle(
            .accepted(Counters(session: 5, use: 3)),
            .accepted(Counters(session: 5, use: 3)),
            .accepted(Counters(session: 4, use: 200)),
            .accepted(Counters(session: 5, use: 4))
        )
        try await withKey(oracle) { (world, verify, key) async throws in
            #expect(try await reason(verify(key.touch())) == nil)
            #expect(try await reason(verify(key.touch())) == "already_used")
            world.clock.advance(by: 2)
            #expect(try await reason(verify(key.touch())) == "already_used")
            world.clock.advance(by: 2)
            #expect(try await reason(verify(key.touch())) == nil)
        }
    }

    @Test("wrong ones charge no budget, and the validator is not asked faster than answers are looked at")
    func strong() async throws {
        let oracle = Oracle(.wrong, .wrong, .wrong)
        try await withKey(oracle) { (world, verify, key) async throws in
            let first = try await verify(key.touch())
            #expect(reason(first) == "wrong_code")
            let second = try await verify(key.touch())
            #expect(reason(second) == "locked")
            #expect(await oracle.asked.count == 1)
            world.clock.advance(by: 2)
            #expect(try await reason(verify(key.touch())) == "wrong_code")
            #expect(await oracle.asked.count == 2)
            #expect(first["tries_left"] == 5)
            #expect(second["tries_left"] == 5)
        }
    }

    @Test("what has another shape is left to other kinds", arguments: ["123456", "", "cccc", "3k7m-9pq2x-w4hd"])
    func otherShapes(_ text: String) {
        #expect(YubiKeyMethod(isOffered: true).answer(from: .text(text)) == nil)
    }
}
