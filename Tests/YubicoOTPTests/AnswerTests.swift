import Foundation
import Testing

@testable import YubicoOTP

struct AnswerTests {
    private static let touch = Touch(counters: Counters(session: 1563, use: 3), timestamp: 10_222_212, random: 0)

    private func received(asksForCounters: Bool = false) throws -> ReceivedRequest {
        try ReceivedRequest(parsing: Pair.request(asksForCounters: asksForCounters).query(signedWith: Pair.key()))
    }

    private func read(_ text: String, asksForCounters: Bool = false) throws -> Answer {
        try Answer(parsing: text.utf8, to: Pair.request(asksForCounters: asksForCounters), key: Pair.key())
    }

    /// A body with these lines, signed as they are.
    private func body(_ lines: [(String, String)]) throws -> String {
        let fields = lines.map { Field($0.0, $0.1) }
        let signature = Signature.text(of: fields, key: try Pair.key())
        return (["h=\(signature)"] + fields.map { "\($0.name)=\($0.value)" }).joined(separator: "\r\n")
    }

    private static let good = [
        ("t", "2010-01-01T00:00:00Z0123"), ("otp", Pair.otp), ("nonce", Pair.nonce), ("sl", "100"), ("status", "OK"),
    ]

    private func replacing(_ name: String, by value: String?) -> [(String, String)] {
        Self.good.compactMap { $0.0 == name ? value.map { (name, $0) } : $0 }
    }

    // Made with Yubico's key of "Test vectors" and checked with OpenSSL.
    @Test("an answer has its lines in order, ends them with CRLF and is signed over all but the signature")
    func lines() throws {
        let text = try received(asksForCounters: true)
            .answer(.ok, at: 1_262_304_000_123, syncLevel: 100, touch: Self.touch)
            .text(signedWith: Pair.key())
        let lines = text.components(separatedBy: "\r\n")
        #expect(
            Array(lines.dropFirst()) == [
                "t=2010-01-01T00:00:00Z0123", "otp=\(Pair.otp)", "nonce=\(Pair.nonce)", "sl=100", "timestamp=10222212",
                "sessioncounter=1563", "sessionuse=3", "status=OK", "", "",
            ]
        )
        #expect(lines.first == "h=SOl7zcKnb0EhX5F1TZq5fpHSyHk=")
    }

    // The signature made with Python's hmac.
    @Test("an answer is signed with an empty key if there is no client, as by Yubico's own server")
    func noClient() throws {
        let text = try received().answer(.noSuchClient, at: 0).text(signedWith: nil)
        #expect(text.hasPrefix("h=OuRJQKyv3iG7hmjYKPncbhMUi+k=\r\n"))
    }

    @Test("every status is answered and understood", arguments: Status.allCases)
    func statuses(status: Status) throws {
        let answer = try received().answer(status, at: 1_262_304_000_123, syncLevel: 42)
        #expect(try read(answer.text(signedWith: Pair.key())) == answer)
        #expect((status.meaning == .accepted) == (status == .ok))
    }

    @Test("counters are told if they were asked for and the code is good, and only then")
    func counters() throws {
        let asked = try received(asksForCounters: true)
        let answer = try read(
            asked.answer(.ok, at: 0, touch: Self.touch).text(signedWith: Pair.key()),
            asksForCounters: true
        )
        #expect(answer.counters == Self.touch.counters)
        #expect(answer.timestamp == Self.touch.timestamp)
        #expect(asked.answer(.replayedOTP, at: 0, touch: Self.touch).counters == nil)
        #expect(try received().answer(.ok, at: 0, touch: Self.touch).counters == nil)
    }

    @Test("lines in another order, with bare line feeds and with unknown names are read")
    func forgives() throws {
        let lines = [("status", "OK"), ("later", "yes")] + Self.good.dropLast().reversed()
        let text = try "\n\n" + body(lines).replacing("\r\n", with: "\n") + "\n"
        #expect(try read(text).status == .ok)
    }

    @Test("an answer with any letter changed is not believed")
    func changed() throws {
        let bytes = Array(try body(Self.good).utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: Answer.ParsingError.self, "byte \(index)") {
                try Answer(parsing: changed, to: Pair.request(), key: Pair.key())
            }
        }
    }

    @Test("an answer that is signed with another key, an empty one or not at all is not believed")
    func signatures() throws {
        let answer = try received().answer(.ok, at: 0)
        let other = try APIKey([UInt8](repeating: 1, count: 20))
        for key in [nil, other] {
            #expect(throws: Answer.ParsingError.signature(claimed: .ok)) { try read(answer.text(signedWith: key)) }
        }
        let unsigned = Self.good.map { "\($0.0)=\($0.1)\r\n" }.joined()
        #expect(throws: Answer.ParsingError.missing("h")) { try read(unsigned) }
        #expect(throws: Answer.ParsingError.signature(claimed: .ok)) { try read("h=\r\n" + unsigned) }
        #expect(throws: Answer.ParsingError.signature(claimed: nil)) { try read("h=AAAA") }
    }

    @Test("a good answer to another code or another request is not believed")
    func echoes() throws {
        let otherOTP = Pair.otp.dropLast() + "v"
        #expect(throws: Answer.ParsingError.otherOTP) { try read(body(replacing("otp", by: String(otherOTP)))) }
        #expect(throws: Answer.ParsingError.otherNonce) { try read(body(replacing("nonce", by: "aaaaaaaaaaaaaaaa"))) }
        #expect(throws: Answer.ParsingError.otherOTP) { try read(body(replacing("otp", by: Pair.otp.uppercased()))) }
        for name in ["otp", "nonce", "t", "status"] {
            #expect(throws: Answer.ParsingError.missing(name)) { try read(body(replacing(name, by: nil))) }
        }
    }

    @Test("an answer that refuses may leave code and nonce out, but not have others")
    func refusals() throws {
        let short = [("t", "2010-01-01T00:00:00Z0123"), ("status", "BACKEND_ERROR")]
        #expect(try read(body(short)).status == .backendError)
        #expect(throws: Answer.ParsingError.otherNonce) { try read(body(short + [("nonce", "aaaaaaaaaaaaaaaa")])) }
    }

    @Test(
        "a signed answer that says something no validator can say is not believed",
        arguments: [
            ("status", "ok", Answer.ParsingError.unknownStatus), ("status", "", .unknownStatus),
            ("status", "DELAYED_OTP", .unknownStatus), ("sl", "101", .number("sl")), ("sl", "", .number("sl")),
            ("sl", "-1", .number("sl")), ("timestamp", "16777216", .number("timestamp")),
            ("sessionuse", "256", .number("sessionuse")), ("sessioncounter", "32768", .number("sessioncounter")),
            ("sessioncounter", "1", .missing("sessionuse")), ("sessionuse", "1", .missing("sessioncounter")),
            ("t", "again", .repeated("t")),
        ]
    )
    func nonsense(name: String, value: String, error: Answer.ParsingError) throws {
        let isNew = !Self.good.contains { $0.0 == name } || error == .repeated(name)
        let lines = isNew ? Self.good + [(name, value)] : replacing(name, by: value)
        let text = try body(lines)
        #expect(throws: error) { try read(text) }
    }

    @Test("counters that were asked for need not come")
    func missingCounters() throws {
        #expect(try read(body(Self.good), asksForCounters: true).counters == nil)
    }

    // As Debian's yubiserver answers.
    @Test("a clock and counters that are not signed are not believed, and nothing else may be unsigned")
    func unsignedCounters() throws {
        let told = "\r\ntimestamp=0\r\nsessioncounter=7\r\nsessionuse=2"
        let answer = try read(body(Self.good) + told, asksForCounters: true)
        #expect(answer.status == .ok)
        #expect(answer.counters == nil && answer.timestamp == nil)
        for unsigned in ["sl=1", "later=yes"] {
            let text = try body(replacing("sl", by: nil)) + "\r\n" + unsigned
            #expect(throws: Answer.ParsingError.signature(claimed: .ok)) { try read(text) }
        }
    }

    @Test("a body that is no answer is refused, however long it is")
    func noAnswer() throws {
        #expect(throws: Answer.ParsingError.missing("h")) { try read("") }
        #expect(throws: Answer.ParsingError.badLine(1)) { try read("<html>") }
        #expect(throws: Answer.ParsingError.badLine(2)) { try read("h=a\r\nstatus=O&K") }
        #expect(throws: Answer.ParsingError.badLine(1)) { try read("status=OK\rh=") }
        #expect(throws: Answer.ParsingError.badLine(33)) {
            try read((0..<33).map { "a\($0)=1\n" }.joined())
        }
        #expect(throws: Answer.ParsingError.badLine(1)) {
            try Answer(parsing: [0x61, 0x3d, 0xff], to: Pair.request(), key: Pair.key())
        }
        #expect(throws: Answer.ParsingError.tooLong(limit: Answer.longestBodyInBytes)) {
            try read(String(repeating: "\n", count: Answer.longestBodyInBytes + 1))
        }
    }

    @Test("times are written as Yubico writes them")
    func times() {
        let times: [(Int64, String)] = [
            (0, "1970-01-01T00:00:00Z0000"), (1_262_304_000_123, "2010-01-01T00:00:00Z0123"),
            (951_782_400_999, "2000-02-29T00:00:00Z0999"), (951_868_799_000, "2000-02-29T23:59:59Z0000"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z0000"), (-1, "1970-01-01T00:00:00Z0000"),
            (.min, "1970-01-01T00:00:00Z0000"), (.max, "9999-12-31T23:59:59Z0999"),
        ]
        for (milliseconds, text) in times { #expect(UTCTime.text(milliseconds) == text) }

        // Foundation's calendar, over days from 1970 to 9999.
        let format = Date.ISO8601FormatStyle(timeZone: .gmt)
        for day in stride(from: Int64(0), to: 2_932_896, by: 97) {
            let seconds = day * 86_400 + day % 86_400
            let theirs = Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(format)
            #expect(UTCTime.text(seconds * 1000 + 7) == theirs + "0007")
        }
    }
}
