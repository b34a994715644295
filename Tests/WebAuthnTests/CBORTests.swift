import Testing

@testable import WebAuthn

struct CBORTests {
    // RFC 8949 Appendix A, those in WebAuthn's part of CBOR.
    static let vectors: [(String, CBOR)] = [
        ("00", 0), ("01", 1), ("0a", 10), ("17", 23), ("1818", 24), ("1819", 25), ("1864", 100), ("1903e8", 1_000),
        ("1a000f4240", 1_000_000), ("1b000000e8d4a51000", 1_000_000_000_000),
        ("1bffffffffffffffff", .unsigned(.max)), ("3bffffffffffffffff", .negative(.max)),
        ("20", -1), ("29", -10), ("3863", -100), ("3903e7", -1_000),
        ("f4", .bool(false)), ("f5", .bool(true)), ("f6", .null),
        ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])),
        ("60", ""), ("6161", "a"), ("6449455446", "IETF"), ("62225c", "\"\\"), ("62c3bc", "\u{fc}"),
        ("63e6b0b4", "\u{6c34}"), ("64f0908591", "\u{10151}"),
        ("80", []), ("83010203", [1, 2, 3]), ("8301820203820405", [1, [2, 3], [4, 5]]),
        (
            "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
            .array((1...25).map { CBOR.number($0) })
        ),
        ("a0", [:]), ("a201020304", [1: 2, 3: 4]), ("a26161016162820203", ["a": 1, "b": [2, 3]]),
        ("826161a161626163", ["a", ["b": "c"]]),
        (
            "a56161614161626142616361436164614461656145",
            ["a": "A", "b": "B", "c": "C", "d": "D", "e": "E"]
        ),
    ]

    // RFC 8949 Appendix A, those outside it.
    static let refused: [(String, CBORError.Flaw)] = [
        ("c249010000000000000000", .tag), ("c11a514b67b0", .tag), ("d74401020304", .tag),
        ("f90000", .floatingPoint), ("fb3ff199999999999a", .floatingPoint), ("fa47c35000", .floatingPoint),
        ("f97e00", .floatingPoint), ("f7", .simpleValue), ("f0", .simpleValue), ("f8ff", .simpleValue),
        ("5f42010243030405ff", .indefiniteLength), ("7f657374726561646d696e67ff", .indefiniteLength),
        ("9fff", .indefiniteLength), ("bf61610161629f0203ffff", .indefiniteLength), ("ff", .indefiniteLength),
        ("1c", .reserved), ("5d", .reserved), ("fe", .reserved),
        ("1817", .notShortest), ("190018", .notShortest), ("1a0000ffff", .notShortest),
        ("1b00000000ffffffff", .notShortest), ("580100", .notShortest), ("7800", .notShortest),
        ("9800", .notShortest), ("b800", .notShortest), ("3817", .notShortest),
        ("61ff", .notUTF8), ("62c328", .notUTF8), ("63eda080", .notUTF8),
        ("", .cutShort), ("18", .cutShort), ("1900", .cutShort), ("41", .cutShort), ("6261", .cutShort),
        ("81", .cutShort), ("a101", .cutShort), ("5bffffffffffffffff", .cutShort), ("9bffffffffffffffff", .cutShort),
        ("bb7fffffffffffffff", .cutShort), ("9a7fffffff", .cutShort),
        ("0000", .trailingBytes), ("a0a0", .trailingBytes),
        ("a201010102", .duplicateKey), ("a2616101616102", .duplicateKey),
        ("a203040102", .unsortedKey), ("a261620161 6102", .unsortedKey), ("a262616101616202", .unsortedKey),
        ("a220010102", .unsortedKey), ("a261610101 02", .unsortedKey),
        ("a1400 1", .keyNeitherNumberNorText), ("a1f401", .keyNeitherNumberNorText),
        ("a1f601", .keyNeitherNumberNorText),
        ("a18001", .tooDeep), ("a1a001", .tooDeep),
    ]

    @Test("the vectors of RFC 8949 are read", arguments: vectors)
    func reads(encoded: String, value: CBOR) throws {
        #expect(try CBORDecoder.decode(hex(encoded), limits: .authenticator) == value)
    }

    @Test("the tests' own encoder writes the vectors of RFC 8949", arguments: vectors)
    func writes(encoded: String, value: CBOR) {
        #expect(value.encoded == hex(encoded))
    }

    @Test("what is not canonical, not whole or not of use is refused for what it is", arguments: refused)
    func refuses(encoded: String, flaw: CBORError.Flaw) throws {
        let error = #expect(throws: CBORError.self) { try CBORDecoder.decode(hex(encoded), limits: .authenticator) }
        #expect(error?.flaw == flaw)
    }

    @Test("an error says at which byte the wrong item stands")
    func offset() {
        // A map whose second value is a float.
        let error = #expect(throws: CBORError.self) {
            try CBORDecoder.decode(hex("a2 01 02 03 f90000"), limits: .authenticator)
        }
        #expect(error == CBORError(.floatingPoint, at: 4))
    }

    @Test(
        "sizes beyond 64 bits of a number fit no Int64 and say so",
        arguments: ["1bffffffffffffffff", "3bffffffffffffffff"]
    )
    func hugeNumbers(encoded: String) throws {
        #expect(try CBORDecoder.decode(hex(encoded), limits: .authenticator).integer == nil)
    }

    @Test("keys in any order are read where a browser wrote them, but none twice")
    func browserOrder() throws {
        #expect(try CBORDecoder.decode(hex("a203040102"), limits: .browser).members?[1] == 2)
        let error = #expect(throws: CBORError.self) {
            try CBORDecoder.decode(hex("a3 0304 0102 0304"), limits: .browser)
        }
        #expect(error == CBORError(.duplicateKey, at: 5))
    }

    @Test("four levels are read and a fifth is refused", arguments: [(4, true), (5, false)])
    func levels(count: Int, isRead: Bool) {
        let bytes = [UInt8](repeating: 0x81, count: count - 1) + [0x80]
        let item = try? CBORDecoder.decode(bytes, limits: .authenticator)
        #expect((item != nil) == isRead)
    }

    @Test("depth is bounded whatever limit is asked for")
    func endless() {
        let limits = CBORDecoder.Limits(levels: .max, items: .max, bytes: .max, keysAreSorted: false)
        let bytes = [UInt8](repeating: 0x81, count: 1_000_000)
        let error = #expect(throws: CBORError.self) { try CBORDecoder.decode(bytes, limits: limits) }
        #expect(error?.flaw == .tooDeep)
    }

    @Test("items and bytes are counted")
    func counts() throws {
        let limits = CBORDecoder.Limits(levels: 4, items: 4, bytes: 8, keysAreSorted: true)
        #expect(try CBORDecoder.decode(hex("83010203"), limits: limits).items?.count == 3)
        var error = #expect(throws: CBORError.self) { try CBORDecoder.decode(hex("8401020304"), limits: limits) }
        #expect(error?.flaw == .tooManyItems)
        error = #expect(throws: CBORError.self) { try CBORDecoder.decode(hex("82810182 0203"), limits: limits) }
        #expect(error?.flaw == .tooManyItems)
        error = #expect(throws: CBORError.self) { try CBORDecoder.decode(hex("480102030405060708"), limits: limits) }
        #expect(error?.flaw == .tooLong)
    }

    @Test("the first item tells how many bytes it takes")
    func first() throws {
        let (item, count) = try CBORDecoder.decodeFirst(of: hex("820102 0304"), limits: .authenticator)
        #expect(item == [1, 2])
        #expect(count == 3)
    }
}
