import Foundation
import Repeatable
import Testing

@testable import YubicoOTP

/// The same questions put to Yubico's own programs, from Debian's package `libyubikey-dev`.
struct YubicoToolTests {
    private struct Question {
        let secrets: KeySecrets
        let touch: Touch

        init(from generator: inout SeededGenerator) throws {
            secrets = try KeySecrets(privateID: generator.bytes(6...6), aesKey: generator.bytes(16...16))
            touch = Touch(
                counters: Counters(
                    session: .random(in: 0...Counters.largestSession, using: &generator),
                    use: .random(in: 0...255, using: &generator)
                ),
                timestamp: .random(in: 0...Touch.largestTimestamp, using: &generator),
                random: .random(in: 0...65_535, using: &generator)
            )
        }
    }

    private func hexadecimal(_ number: some BinaryInteger, _ digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: digits - text.count) + text
    }

    @Test("codes that ykgenerate makes are opened")
    func opens() throws {
        var generator = SeededGenerator(seed: 40)
        for _ in 0..<50 {
            let question = try Question(from: &generator)
            let said = try run(
                "ykgenerate",
                [
                    Hexadecimal.encode(question.secrets.aesKey), Hexadecimal.encode(question.secrets.privateID),
                    hexadecimal(question.touch.counters.session, 4), hexadecimal(question.touch.timestamp & 0xffff, 4),
                    hexadecimal(question.touch.timestamp >> 16, 2), hexadecimal(question.touch.counters.use, 2),
                ]
            )
            let otp = try OTP(#require(said.first))
            let touch = try question.secrets.touch(in: otp)
            #expect(touch.counters == question.touch.counters)
            #expect(touch.timestamp == question.touch.timestamp)
        }
    }

    @Test("ykparse opens the codes that are made here")
    func makes() throws {
        var generator = SeededGenerator(seed: 41)
        for _ in 0..<50 {
            let question = try Question(from: &generator)
            let otp = question.secrets.otp(for: question.touch, publicID: try PublicID("cccccccccccb"))
            let said = try run("ykparse", [Hexadecimal.encode(question.secrets.aesKey), otp.text])
                .map { $0.split(separator: " ").joined(separator: " ") }
            let counters = question.touch.counters
            #expect(
                said.contains("uid: " + question.secrets.privateID.map { hexadecimal($0, 2) }.joined(separator: " "))
            )
            #expect(said.contains("counter: \(counters.session) (0x\(hexadecimal(counters.session, 4)))"))
            #expect(said.contains("session use: \(counters.use) (0x\(hexadecimal(counters.use, 2)))"))
            #expect(said.contains { $0.hasPrefix("random: \(question.touch.random) ") })
            #expect(said.contains("crc check: ok"))
        }
    }

    private func run(_ program: String, _ arguments: [String]) throws -> [String] {
        try OutsideProgram(program, in: "libyubikey-dev").lines(arguments)
    }
}
