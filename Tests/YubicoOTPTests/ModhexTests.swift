import Testing

@testable import YubicoOTP

struct ModhexTests {
    // yubico-c, test-vectors.txt. (The file says "test" to the last one too; its own self-test says "foobar".)
    static let vectors: [(hexadecimal: String, modhex: String)] = [
        ("2d344e83", "dteffuje"),
        ("69b6481c8baba2b60e8f22179b58cd56", "hknhfjbrjnlnldnhcujvddbikngjrtgh"),
        ("ecde18dbe76fbd0c33330f1c354871db", "urtubjtnuihvntcreeeecvbregfjibtn"),
        ("74657374", "ifhgieif"),
        ("666f6f626172", "hhhvhvhdhbid"),
        ("", ""),
    ]

    @Test("the published vectors are written and read", arguments: vectors)
    func writesAndReads(hexadecimal: String, modhex: String) throws {
        let bytes = try #require(Hexadecimal.decode(hexadecimal, bytes: hexadecimal.utf8.count / 2))
        #expect(Modhex.encode(bytes) == modhex)
        #expect(try Modhex.decode(modhex) == bytes)
        #expect(try Modhex.decode(modhex.uppercased()) == bytes)
    }

    @Test("every byte comes back")
    func everyByte() throws {
        #expect(try Modhex.decode(Modhex.encode(0...255)) == Array(0...255))
    }

    @Test(
        "a character that cannot be there is named by its position",
        arguments: [
            ("a", 1), ("cca", 3), ("cc cc", 3), ("c0", 2), ("c\u{0}", 2), ("cç", 2), ("\u{212A}c", 1), ("c\u{301}", 2),
            ("ｃc", 1), ("c\u{3}", 2),
        ]
    )
    func badLetter(text: String, position: Int) {
        #expect(throws: Modhex.DecodingError.badLetter(position: position)) { try Modhex.decode(text) }
    }

    @Test("half a byte and endless text are refused")
    func lengths() throws {
        #expect(throws: Modhex.DecodingError.incomplete) { try Modhex.decode("ccc") }
        let longest = String(repeating: "c", count: Modhex.longestTextInBytes)
        #expect(try Modhex.decode(longest).count == Modhex.longestTextInBytes / 2)
        #expect(throws: Modhex.DecodingError.tooLong(limit: Modhex.longestTextInBytes)) {
            try Modhex.decode(longest + "cc")
        }
    }
}
