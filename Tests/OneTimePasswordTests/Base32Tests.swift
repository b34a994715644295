import Repeatable
import Testing

@testable import OneTimePassword

struct Base32Tests {
    // RFC 4648 §10
    static let vectors = [
        ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======"),
    ]

    @Test("the vectors of RFC 4648 come out, without their padding", arguments: vectors)
    func encodes(plain: String, encoded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == encoded.filter { $0 != "=" })
    }

    @Test("the vectors of RFC 4648 are read, with and without padding", arguments: vectors)
    func decodes(plain: String, encoded: String) throws {
        #expect(try Base32.decode(encoded) == Array(plain.utf8))
        #expect(try Base32.decode(encoded.filter { $0 != "=" }) == Array(plain.utf8))
    }

    @Test(
        "case, spaces, dashes and white space are forgiven",
        arguments: [
            "mzxw6ytboi", "MZXW 6YTB OI", "mzxw-6ytb-oi", " MzXw6YtBoI== ====\r\n", "MZXW\u{00A0}6YTB\u{2011}OI",
            "MZXW\u{2013}6YTB\u{200B}OI\t",
        ]
    )
    func forgives(text: String) throws {
        #expect(try Base32.decode(text) == Array("foobar".utf8))
    }

    @Test(
        "a character that cannot be there is named by its position",
        arguments: [
            ("MZX1", 4), ("0", 1), ("MZ XW8", 6), ("MZ=XW", 4), ("MZXW\u{0}", 5), ("MZXWé", 5), ("ＭZ", 1),
            ("M\u{301}Z", 2),
        ]
    )
    func position(text: String, position: Int) {
        #expect(throws: Base32.DecodingError.badCharacter(position: position)) { try Base32.decode(text) }
    }

    @Test("a missing letter is noticed", arguments: ["A", "ABC", "ABCDEF", "ABCDEFGHA"])
    func incomplete(text: String) {
        #expect(throws: Base32.DecodingError.incomplete(letters: text.count)) { try Base32.decode(text) }
    }

    @Test("the longest text is read and one byte more is refused")
    func length() throws {
        let longest = String(repeating: "A", count: Base32.longestText)
        #expect(try Base32.decode(longest).count == Base32.longestText * 5 / 8)
        #expect(throws: Base32.DecodingError.tooLong(limit: Base32.longestText)) { try Base32.decode(longest + "A") }
    }

    @Test("bits beyond the last whole byte are dropped, as apps do")
    func leftoverBits() throws {
        #expect(try Base32.decode("MZ") == Array("f".utf8))
    }

    @Test("what is encoded is decoded again")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let bytes = generator.bytes(0...80)
            #expect(try Base32.decode(Base32.encode(bytes)) == bytes)
        }
    }

    @Test("no text whatever ends the process")
    func anyText() {
        var generator = SeededGenerator(seed: 2)
        var readable = 0
        for _ in 0..<5_000 {
            let text = generator.text(0...40)
            if let bytes = try? Base32.decode(text) {
                readable += 1
                #expect(bytes.count <= text.utf8.count)
            }
        }
        #expect(readable > 0)
    }
}
