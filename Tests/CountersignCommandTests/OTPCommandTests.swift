import ArgumentParser
import Countersign
import Foundation
import Testing

@testable import CountersignCommand

struct OTPCommandTests {
    // The secret of RFC 4226 appendix D and RFC 6238 appendix B.
    private static let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    private static let hex = "3132333435363738393031323334353637383930"

    private func world(now: Int64 = 59, line: String = secret) -> OTPCommand.World {
        OTPCommand.World(now: { now }, line: { line })
    }

    private func codes(_ arguments: String..., world: OTPCommand.World? = nil) throws -> OTPCodes {
        try OTPCodeCommand.parse(arguments).answer(in: world ?? self.world())
    }

    private func match(_ arguments: String..., world: OTPCommand.World? = nil) throws -> OTPMatch {
        try OTPVerifyCommand.parse(arguments).answer(in: world ?? self.world())
    }

    @Test("the time is that of the clock, unless another is given")
    func time() throws {
        #expect(try codes("--secret", Self.secret, "--digits", "8").code == "94287082")
        #expect(try codes("--secret", Self.secret, world: world(now: 1_111_111_109)).code == "081804")
        #expect(try codes("--secret", Self.secret, "--at", "1111111109", "--digits", "8").code == "07081804")
        #expect(try codes("--secret", Self.secret, "--at", "2005-03-18T01:58:29Z").code == "081804")
    }

    @Test("a secret comes in Base32 or hexadecimal, as an argument or from standard input")
    func secrets() throws {
        for arguments in [
            ["--secret", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq"], ["--secret", "-"], ["--secret-hex", Self.hex],
            ["--secret-hex", "3132:3334-35363738393031323334353637383930"],
        ] {
            #expect(try OTPCodeCommand.parse(arguments).answer(in: world()).code == "287082")
        }
        #expect(try codes("--secret-hex", "-", world: world(line: Self.hex)).code == "287082")
    }

    @Test("a counter makes codes by counter, and a window more of them")
    func counters() throws {
        let answer = try codes("--secret", "-", "--counter", "7", "--window", "2")
        #expect(answer.kind == "hotp")
        #expect(answer.period == nil)
        #expect(answer.codes.map(\.code) == ["162583", "399871", "520489"])
        #expect(answer.codes.map(\.counter) == [7, 8, 9])
        // No counter follows the last.
        #expect(try codes("--secret", "-", "--counter", "18446744073709551615", "--window", "9").codes.count == 1)
        #expect(try codes("--secret", "-", "--at", "\(Int64.max)", "--period", "1", "--window", "9").codes.count == 1)
        #expect(try codes("--secret", "-", "--at", "\(Int64.min)", "--period", "1", "--window", "1").codes.count == 2)
    }

    @Test("the JSON of an answer is what scripts rely on")
    func json() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        #expect(
            try text(codes("--secret", "-"))
                == #"{"algorithm":"SHA1","code":"287082","codes":[{"code":"287082","starts_at":30,"step":1}],"#
                + #""digits":6,"kind":"totp","period":30}"#
        )
        #expect(try text(match("287082", "--secret", "-")) == #"{"matched":true,"offset":0,"step":1}"#)
        #expect(try text(match("287083", "--secret", "-")) == #"{"matched":false}"#)
    }

    @Test("a match says which step or counter, and how far off it is")
    func matches() throws {
        #expect(try match("755224", "--secret", "-", "--window", "1").offset == -1)
        #expect(try match("359152", "--secret", "-", "--window", "1").offset == 1)
        #expect(try match("755 224", "--secret", "-", "--window", "1").step == 0)
        #expect(try !match("755224", "--secret", "-").matched)
        #expect(try match("520489", "--secret", "-", "--counter", "0", "--window", "9").counter == 9)
        #expect(try !match("520489", "--secret", "-", "--counter", "0", "--window", "8").matched)
        // By counter nothing before it is tried: those were used.
        #expect(try !match("755224", "--secret", "-", "--counter", "1", "--window", "5").matched)
    }

    @Test("a code of another length is no answer but a wrong question")
    func shape() {
        for code in ["28708", "2870822", "28708x", "٢٨٧٠٨٢"] {
            let failure = #expect(throws: CommandFailure.self) { try match(code, "--secret", "-") }
            #expect(failure?.status == 2)
        }
    }

    @Test(
        "wrong arguments are told in one line with what would be right, and never with the secret",
        arguments: [
            ([], "--secret -"), (["--secret", "AA", "--secret-hex", "00"], "not both"),
            (["--secret", ""], "1 to 1024 bytes"), (["--secret", "MZXW1SECRET"], "character 5"),
            (["--secret-hex", "00SECRET"], "character 3"), (["--secret-hex", "000"], "two hexadecimal digits"),
            (["--secret", "-", "--digits", "9"], "6, 7 or 8"), (["--secret", "-", "--digits", "5"], "6, 7 or 8"),
            (["--secret", "-", "--period", "0"], "1 to 86400"), (["--secret", "-", "--period", "86401"], "1 to 86400"),
            (["--secret", "-", "--algorithm", "MD5"], "SHA1, SHA256 or SHA512"),
            (["--secret", "-", "--counter", "1", "--at", "5"], "leave out --at"),
            (["--secret", "-", "--counter", "1", "--period", "5"], "leave out --at and --period"),
            (["--secret", "-", "--window=-1"], "0 to 10000"), (["--secret", "-", "--window", "10001"], "0 to 10000"),
            (["--secret", "-", "--at", "tomorrow"], "seconds since 1970"),
        ] as [([String], String)]
    )
    func refusals(arguments: [String], words: String) throws {
        let failure = try #require(throws: CommandFailure.self) {
            try OTPCodeCommand.parse(arguments).answer(in: world())
        }
        #expect(failure.status == 2)
        #expect(failure.lines.count == 1)
        let line = try #require(failure.lines.first)
        #expect(line.contains(words))
        #expect(!line.contains("SECRET"))
        #expect(!line.contains("\n"))
    }

    @Test(
        "moments are read in the forms in use",
        arguments: [
            ("0", 0), ("-1", -1), ("@59", 59), ("1970-01-01", 0), ("1969-12-31", -86_400), ("2000-02-29", 951_782_400),
            ("2026-10-02T12:00:00Z", 1_790_942_400), ("2026-10-02 14:00:00+02:00", 1_790_942_400),
            ("2026-10-02t07:30:00-0430", 1_790_942_400), ("2026-10-02T12:00:00.999z", 1_790_942_400),
            ("0000-03-01", -62_162_035_200), ("0001-01-01", -62_135_596_800), ("2038-01-19T03:14:08Z", 2_147_483_648),
            ("9999-12-31T23:59:60Z", 253_402_300_800),
        ] as [(String, Int64)]
    )
    func moments(text: String, seconds: Int64) {
        #expect(TimeText.seconds(text) == seconds)
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "", "tomorrow", "59.9", "9223372036854775808", "2026-13-01", "2026-00-01", "2026-02-29", "1900-02-29",
            "2026-10-32", "2026-10-00", "2026-10-02T", "2026-10-02T12:00:00", "2026-10-02T24:00:00Z",
            "2026-10-02T12:60:00Z", "2026-10-02T12:00:61Z", "2026-10-02T12:00:00+24:00", "2026-10-02T12:00:00+02:60",
            "٢٠٢٦-١٠-٠٢", "2026-10-02\u{0}", "@", "@@5", String(repeating: "1", count: 100),
        ]
    )
    func noMoments(text: String) {
        #expect(TimeText.seconds(text) == nil)
    }
}
