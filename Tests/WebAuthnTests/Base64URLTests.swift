import Testing

@testable import WebAuthn

struct Base64URLTests {
    // RFC 4648 §10, without padding; and the two letters that other Base64 does not have.
    static let vectors: [(String, [UInt8])] = [
        ("", []), ("Zg", Array("f".utf8)), ("Zm8", Array("fo".utf8)), ("Zm9v", Array("foo".utf8)),
        ("Zm9vYg", Array("foob".utf8)), ("Zm9vYmE", Array("fooba".utf8)), ("Zm9vYmFy", Array("foobar".utf8)),
        ("-_8", [0xfb, 0xff]), ("____", [0xff, 0xff, 0xff]),
    ]

    @Test("the vectors of RFC 4648 go both ways", arguments: vectors)
    func bothWays(text: String, bytes: [UInt8]) {
        #expect(Base64URL.encode(bytes) == text)
        #expect(Base64URL.decode(text) == bytes)
    }

    @Test(
        "one text for one value: padding, spaces, other alphabets and left-over bits are refused",
        arguments: ["Zg==", "Zm8=", "Zh", "Zm9", "Z", "Zm9vY", "+/8", "Zm 8", "Zm8\n", "Zm8ä", "Zm8\u{0}", "Ｚg"]
    )
    func strict(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test("every length comes back")
    func lengths() {
        for count in 0..<100 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 200) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }
}
