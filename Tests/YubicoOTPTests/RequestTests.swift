import Testing

@testable import YubicoOTP

/// A client and a server that share a key.
enum Pair {
    static let nonce = "jrFwbaYFhn0HoxZIsd9LQ6w2ceU"
    static let otp = "vvungrrdhvtklknvrtvuvbbkeidikkvgglrvdgrfcdft"

    /// developers.yubico.com, OTP, "Test vectors".
    static func key() throws -> APIKey { try APIKey(base64: "mG5be6ZJU1qBGz24yPh/ESM3UdU=") }

    static func request(asksForCounters: Bool = false) throws -> VerifyRequest {
        VerifyRequest(
            clientID: try #require(ClientID(1)),
            otp: try OTP(otp),
            nonce: try #require(Nonce(nonce)),
            asksForCounters: asksForCounters
        )
    }
}

struct RequestTests {
    private static let good = "id=1&nonce=\(Pair.nonce)&otp=\(Pair.otp)"

    @Test("Yubico's signature vector comes out, percent-encoded")
    func vector() throws {
        #expect(
            try Pair.request().query(signedWith: Pair.key())
                == "id=1&nonce=jrFwbaYFhn0HoxZIsd9LQ6w2ceU&otp=vvungrrdhvtklknvrtvuvbbkeidikkvgglrvdgrfcdft"
                + "&h=%2Bja8S3IjbX593%2FLAgTBixwPNGX4%3D"
        )
    }

    // forum.yubico.com, topic 1318: Yubico's own worked example.
    @Test("the signature of Yubico's worked example is right, in any order of the parameters")
    func workedExample() throws {
        let key = try APIKey(base64: "Eibja2kRFXXoW6hjZaiyBtWnCBA=")
        let query =
            "otp=ccccccbteuddjivcnlfefefrccdcjrfjfvgjnfkcklge&id=15618&h=Jt19GpDOAraTYRFBHSofYZFEwjE="
            + "&nonce=0102030405060708090a0b0c0d0e0f"
        let request = try ReceivedRequest(parsing: query)
        #expect(request.signature(checkedWith: key) == .right)
        #expect(request.signature(checkedWith: try Pair.key()) == .wrong)
        let forged = try ReceivedRequest(
            parsing: query.replacing("Jt19GpDOAraTYRFBHSofYZFEwjE=", with: "XsQI1OJZ+R0KsAokpdAAhHQQavQ=")
        )
        #expect(forged.signature(checkedWith: key) == .wrong)
    }

    @Test("every parameter of a request arrives, under its signature")
    func roundTrip() throws {
        let levels: [SyncLevel?] = [nil, .fast, .secure, .percent(0), .percent(100)]
        for level in levels {
            for timeout: UInt16? in [nil, 0, 8, .max] {
                for asksForCounters in [false, true] {
                    let request = VerifyRequest(
                        clientID: try #require(ClientID(.max / 100)),
                        otp: try OTP(Pair.otp),
                        nonce: try #require(Nonce(random: 0..<20)),
                        asksForCounters: asksForCounters,
                        syncLevel: level,
                        timeoutInSeconds: timeout
                    )
                    let received = try ReceivedRequest(parsing: request.query(signedWith: Pair.key()))
                    #expect(received.signature(checkedWith: try Pair.key()) == .right)
                    #expect(received.clientID == request.clientID)
                    #expect(received.readings == [request.otp])
                    #expect(received.nonce == request.nonce)
                    #expect(received.asksForCounters == asksForCounters)
                    #expect(received.syncLevel == level)
                    #expect(received.timeoutInSeconds == timeout)
                }
            }
        }
    }

    @Test("a request need not be signed, and the difference is told")
    func unsigned() throws {
        #expect(try ReceivedRequest(parsing: Self.good).signature(checkedWith: Pair.key()) == .missing)
        #expect(try ReceivedRequest(parsing: Self.good + "&h=").signature(checkedWith: Pair.key()) == .wrong)
    }

    @Test("plus signs of a signature that were not encoded are taken for what they are")
    func plusSigns() throws {
        let request = try ReceivedRequest(parsing: Self.good + "&h=+ja8S3IjbX593/LAgTBixwPNGX4=")
        #expect(request.signature(checkedWith: try Pair.key()) == .right)
    }

    @Test(
        "a change under the signature is noticed",
        arguments: [
            ("id=1", "id=2"), ("nonce=j", "nonce=k"), ("otp=vv", "otp=vc"), ("id=1", "id=1&timestamp=1"),
            ("id=1", "id=1&sl=0"), ("id=1", "id=1&other=x"), ("id=1", "id=01"),
        ]
    )
    func changed(text: String, replacement: String) throws {
        let query = try Pair.request().query(signedWith: Pair.key()).replacing(
            text,
            with: replacement,
            maxReplacements: 1
        )
        #expect(try ReceivedRequest(parsing: query).signature(checkedWith: Pair.key()) == .wrong)
    }

    @Test(
        "a request that lacks something, says it twice or says it wrongly is refused",
        arguments: [
            "", "&", "=", "id=1", "id=1&otp=\(Pair.otp)", "id=1&nonce=\(Pair.nonce)",
            "nonce=\(Pair.nonce)&otp=\(Pair.otp)",
            "id=1&nonce=\(Pair.nonce)&otp=", good + "&id=1", good + "&otp=\(Pair.otp)", good + "&x=1&x=1",
            good + "&h=a&h=a", good + "&sl=101", good + "&sl=", good + "&sl=slow", good + "&sl=-1", good + "&timeout=",
            good + "&timeout=x", good + "&timeout=+1", good + "&timeout=65536", good + "&x=%", good + "&x=%4",
            good + "&x=%zz", good + "&x=%ff", good + "&x=%0d%0ah=", good + "&x=a%26b", good + "&x=a%3Db",
            good + "&x=\(String(repeating: "a", count: 257))", good + "&\(String(repeating: "a", count: 33))=1",
            good.replacing("id=1", with: "id=0"), good.replacing("id=1", with: "id=-1"),
            good.replacing("id=1", with: "id=one"), good.replacing("id=1", with: "id=1%20"),
            good.replacing("id=1", with: "id=9223372036854775808"),
            good.replacing(Pair.nonce, with: "tooShort1234567"),
            good.replacing(Pair.nonce, with: String(repeating: "a", count: 41)),
            good.replacing(Pair.nonce, with: "not-only-letters-and-digits"),
            good.replacing(Pair.nonce, with: "nönletternönletter"),
            good + "&" + (0..<40).map { "a\($0)=1" }.joined(separator: "&"),
            good + String(repeating: "&", count: 3000),
        ]
    )
    func refused(query: String) throws {
        #expect(throws: ReceivedRequest.Refusal.self) { try ReceivedRequest(parsing: query) }
    }

    @Test("a refusal answers with what could be read of the request, and names the client whose key signs it")
    func refusal() throws {
        let refusal = try #require(throws: ReceivedRequest.Refusal.self) {
            try ReceivedRequest(parsing: "id=7&otp=\(Pair.otp)&nonce=short")
        }
        #expect(refusal.clientID?.number == 7)
        let answer = refusal.answer(at: 0)
        #expect(answer.status == .missingParameter)
        #expect(answer.otp == Pair.otp)
        #expect(answer.nonce == nil)
    }

    @Test("a code in another keyboard layout is understood, and answered as it came")
    func otherLayout() throws {
        let meant = try OTP("cccccctbdefghijklnrtuvvutrnlkjihgfedbccbdefg")
        let typed = "jjjjjjyxe.uidchtnbpygkkgypbnthcdiu.exjjxe.ui"
        let request = try ReceivedRequest(parsing: "id=1&nonce=\(Pair.nonce)&otp=\(typed)")
        #expect(request.readings == [meant])
        #expect(request.answer(.ok, at: 0).otp == typed)
    }

    @Test("a code that is none is for the caller to refuse, after client and signature")
    func noCode() throws {
        let request = try ReceivedRequest(parsing: "id=1&nonce=\(Pair.nonce)&otp=hello")
        #expect(request.readings.isEmpty)
        #expect(request.answer(.badOTP, at: 0).otp == "hello")
    }

    @Test("nonces come from 8 to 20 random bytes")
    func nonces() {
        #expect(Nonce(random: 0..<16)?.text == "000102030405060708090a0b0c0d0e0f")
        #expect(Nonce(random: 0..<7) == nil)
        #expect(Nonce(random: 0..<21) == nil)
    }
}
