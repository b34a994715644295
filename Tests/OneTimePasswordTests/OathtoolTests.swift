import Foundation
import Repeatable
import Testing

@testable import OneTimePassword

/// The same questions put to OATH Toolkit's own program, from Debian's package `oathtool`.
struct OathtoolTests {
    @Test("time-based codes are those of oathtool")
    func timeBased() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<150 {
            let algorithm = try #require(HashAlgorithm.allCases.randomElement(using: &generator))
            let totp = try TOTP(
                secret: SharedSecret(generator.bytes(1...100)),
                algorithm: algorithm,
                digits: .random(in: 6...8, using: &generator),
                period: Bool.random(using: &generator) ? 30 : .random(in: 1...86_400, using: &generator)
            )
            // From 1970 to beyond 2038, 2106 and 4 digits of years.
            let time = Int64.random(in: 0...(1 << Int64.random(in: 5...40, using: &generator)), using: &generator)
            let said = try oathtool([
                "--totp=\(algorithm.rawValue)", "--digits=\(totp.digits)", "--time-step-size=\(totp.period)s",
                "--now=@\(time)", "--window=3", "--base32", "--", totp.secret.base32,
            ])
            let step = totp.step(at: time)
            #expect(said == (step...(step + 3)).map { totp.code(atStep: $0) })
        }
    }

    @Test("counter-based codes are those of oathtool")
    func counterBased() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<75 {
            let hotp = try HOTP(
                secret: SharedSecret(generator.bytes(1...100)),
                digits: .random(in: 6...8, using: &generator)
            )
            let counter = generator.next() >> UInt64.random(in: 1...63, using: &generator)
            let hex = hotp.secret.bytes.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
            let said = try oathtool(["--digits=\(hotp.digits)", "--counter=\(counter)", "--window=2", "--", hex])
            #expect(said == (counter...(counter + 2)).map { hotp.code(at: $0) })
        }
    }

    @Test("Base32 is read and written as oathtool does")
    func base32() throws {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<25 {
            let secret = try SharedSecret(generator.bytes(1...60))
            let said = try oathtool(["--verbose", "--base32", "--", secret.base32.lowercased()])
            let padded = try #require(said.first { $0.hasPrefix("Base32 secret: ") }?.dropFirst(15))
            #expect(padded.filter { $0 != "=" } == secret.base32)
            #expect(try Base32.decode(String(padded)) == secret.bytes)
        }
    }

    private func oathtool(_ arguments: [String]) throws -> [String] {
        try OutsideProgram("oathtool", in: "oathtool").lines(arguments)
    }
}
