import Foundation
import Repeatable
import Testing

@testable import OneTimePassword

struct CodeTests {
    private static let ascii = "1234567890123456789012345678901234567890123456789012345678901234"

    private static func secret(_ count: Int) throws -> SharedSecret {
        try SharedSecret(Array(ascii.utf8.prefix(count)))
    }

    @Test("the values of RFC 4226 appendix D come out")
    func appendixD() throws {
        let hotp = try HOTP(secret: Self.secret(20))
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        #expect((0..<10).map { hotp.code(at: $0) } == expected)
    }

    @Test(
        "the values of RFC 6238 appendix B come out",
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ] as [(Int64, String, String, String)]
    )
    func appendixB(time: Int64, sha1: String, sha256: String, sha512: String) throws {
        for (algorithm, length, expected) in [
            (HashAlgorithm.sha1, 20, sha1), (.sha256, 32, sha256), (.sha512, 64, sha512),
        ] {
            let totp = try TOTP(secret: Self.secret(length), algorithm: algorithm, digits: 8)
            #expect(totp.code(atStep: totp.step(at: time)) == expected)
        }
    }

    @Test("times before 1970 fall into steps as long as any other")
    func negativeTimes() throws {
        let totp = try TOTP(secret: Self.secret(20))
        #expect([-31, -30, -1, 0, 29, 30].map { totp.step(at: $0) } == [-2, -1, -1, 0, 0, 1])
        #expect(totp.start(ofStep: -1) == -30)
    }

    @Test("no time and no period ends the process", arguments: [1, 2, 30, 86_400] as [Int64])
    func extremes(period: Int64) throws {
        let totp = try TOTP(secret: Self.secret(20), period: period)
        for time: Int64 in [.min, .min + 1, -1, 0, 1, 2_147_483_648, .max - 1, .max] {
            let step = totp.step(at: time)
            let steps = TOTP.steps(around: step, within: 1)
            #expect(steps.contains(step))
            #expect(totp.code(atStep: step).count == 6)
            #expect(totp.match(totp.code(atStep: step), in: steps) != nil)
            #expect(totp.start(ofStep: step) <= time || step == totp.step(at: .min))
        }
        #expect(TOTP.steps(around: .max, within: .max) == 0...(.max))
        #expect(TOTP.steps(around: .min, within: 1) == .min...(.min + 1))
        #expect(TOTP.steps(around: 5, within: -1) == 5...5)
        #expect(totp.start(ofStep: .max) == .max)
        #expect(totp.start(ofStep: .min) == .min)
    }

    @Test("a match says which step it was")
    func matches() throws {
        let totp = try TOTP(secret: Self.secret(20))
        let steps = TOTP.steps(around: 1_000, within: 1)
        for step in steps {
            #expect(totp.match(totp.code(atStep: step), in: steps) == step)
        }
        #expect(totp.match(totp.code(atStep: 998), in: steps) == nil)
        #expect(totp.match(totp.code(atStep: 1_002), in: steps) == nil)
        #expect(totp.match(totp.code(atStep: 1_000), in: [] as [Int64]) == nil)
    }

    @Test("of two steps that share a code the first given is taken")
    func sharedCode() throws {
        let hotp = try HOTP(secret: Self.secret(20))
        var seen: [String: UInt64] = [:]
        var pair: (UInt64, UInt64)?
        for counter in 0..<UInt64(20_000) where pair == nil {
            let code = hotp.code(at: counter)
            if let earlier = seen.updateValue(counter, forKey: code) { pair = (earlier, counter) }
        }
        let (first, second) = try #require(pair)
        #expect(hotp.match(hotp.code(at: first), in: [first, second]) == first)
        #expect(hotp.match(hotp.code(at: first), in: [second, first]) == second)
    }

    @Test(
        "only as many ASCII digits as the code has can match",
        arguments: ["", "75522", "7552240", " 755224", "755 224", "+55224", "-55224", "٧٥٥٢٢٤", "7552２4", "75522\u{0}"]
    )
    func shape(code: String) throws {
        let hotp = try HOTP(secret: Self.secret(20))
        #expect(hotp.match("755224", in: [0]) == 0)
        #expect(hotp.match(code, in: [0]) == nil)
    }

    @Test("a code is found among many, whatever the algorithm and its digits")
    func propertyOfMatching() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            let secret = try SharedSecret(generator.bytes(1...200))
            let algorithm = try #require(HashAlgorithm.allCases.randomElement(using: &generator))
            let hotp = try HOTP(secret: secret, algorithm: algorithm, digits: .random(in: 6...8, using: &generator))
            let counters = (0..<5).map { _ in generator.next() }
            let counter = try #require(counters.randomElement(using: &generator))
            let code = hotp.code(at: counter)
            #expect(code.utf8.count == hotp.digits)
            let found = try #require(hotp.match(code, in: counters))
            #expect(hotp.code(at: found) == code)
        }
    }

    @Test("parameters no code can have are refused")
    func parameters() throws {
        let secret = try Self.secret(20)
        for digits in [Int.min, 0, 5, 9, .max] {
            #expect(throws: HOTP.ParameterError.digits(digits)) { try HOTP(secret: secret, digits: digits) }
        }
        for period in [Int64.min, -1, 0, 86_401, .max] {
            #expect(throws: HOTP.ParameterError.period(period)) { try TOTP(secret: secret, period: period) }
        }
    }

    @Test(
        "algorithms are known by all their names",
        arguments: [
            ("SHA1", HashAlgorithm.sha1), ("sha-1", .sha1), ("HmacSHA1", .sha1), ("hmac-sha-256", .sha256),
            ("SHA_512", .sha512), ("sha512", .sha512),
        ]
    )
    func names(name: String, algorithm: HashAlgorithm) {
        #expect(HashAlgorithm(named: name) == algorithm)
    }

    @Test(
        "other names are not",
        arguments: ["", "SHA", "SHA3", "MD5", "SHA384", "SHA-1 ", String(repeating: "-", count: 99)]
    )
    func otherNames(name: String) {
        #expect(HashAlgorithm(named: name) == nil)
    }
}
