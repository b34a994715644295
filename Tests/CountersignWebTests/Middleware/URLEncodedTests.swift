import CountersignTesting
import Foundation
import Testing

@testable import CountersignWeb

@Suite("Forms and queries are read strictly")
struct URLEncodedTests {
    private func fields(_ text: String) throws -> [String: String] {
        try URLEncoded.fields(in: Array(text.utf8))
    }

    @Test("names and values, decoded")
    func reading() throws {
        #expect(
            try fields("a=1&b=x+y%20z&c=%C3%A9&d=&e&=f") == [
                "a": "1", "b": "x y z", "c": "é", "d": "", "e": "", "": "f",
            ]
        )
        #expect(try fields("").isEmpty)
        #expect(try fields("a=b=c") == ["a": "b=c"])
        #expect(try fields("&&a=1&&") == ["a": "1"])
    }

    @Test(
        "what two readers could read differently is refused",
        arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%C3", "a=%00", "%00=a", "a=%ED%A0%80"]
    )
    func unreadable(text: String) {
        #expect(throws: URLEncoded.Fault.unreadable) { try fields(text) }
    }

    @Test("each name once, and not too many of them")
    func bounds() {
        #expect(throws: URLEncoded.Fault.twice("a")) { try fields("a=1&a=2") }
        #expect(throws: URLEncoded.Fault.twice("a")) { try fields("a=1&%61=2") }
        let many = (0..<101).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: URLEncoded.Fault.tooManyFields) { try fields(many) }
    }

    @Test("what is encoded is decoded to what it was")
    func roundTrip() throws {
        let odd = "/a b?c=d&e#f%é😀\"<>+"
        #expect(try fields("x=\(URLEncoded.encoded(odd))") == ["x": odd])
        #expect(URLEncoded.encoded("/sign-in/~a_b.c") == "/sign-in/~a_b.c")
    }

    @Test("whatever bytes come, it ends")
    func fuzz() {
        let randomness = WorldRandomness(seed: 3)
        for _ in 0..<20_000 {
            let bytes = randomness.bytes(Int(randomness.bytes(1)[0] % 24)).map {
                $0 % 3 == 0 ? $0 : Array("%=&a0+f"[...].utf8)[Int($0) % 7]
            }
            _ = try? URLEncoded.fields(in: bytes)
        }
    }

    @Test(
        "only paths of ours are returned to",
        arguments: [
            "", "security", "//evil.example", "/\\evil.example", "\\evil", "https://evil.example", "/a\nb", "/a b",
            "/\t/evil.example", "javascript:alert(1)", "/é", "/" + String(repeating: "a", count: 2000),
        ]
    )
    func badReturns(text: String) {
        #expect(ReturnPath(text) == nil)
    }

    @Test("paths of ours are")
    func goodReturns() {
        for text in ["/", "/security", "/security/two-factor/app/x/move?a=b&c=%20"] {
            #expect(ReturnPath(text)?.text == text)
        }
        #expect(ReturnPath("/a?b=c&d")?.asked(at: "/sign-in") == "/sign-in?return=/a%3Fb%3Dc%26d")
        #expect(ReturnPath(nil) == nil)
    }
}
