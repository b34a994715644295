import Repeatable
import Testing

@testable import OneTimePassword

struct KeyURITests {
    private let secret: SharedSecret

    init() throws {
        secret = try SharedSecret(Array("12345678901234567890".utf8))
    }

    private func uri(_ issuer: String, _ account: String) throws -> KeyURI {
        KeyURI(issuer: issuer, account: account, codes: .byTime(try TOTP(secret: secret)))
    }

    @Test("a URI is written as authenticator apps expect it")
    func writes() throws {
        #expect(
            try uri("Northwind Traders", "sam@example.org").text
                == "otpauth://totp/Northwind%20Traders:sam@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Northwind%20Traders&algorithm=SHA1&digits=6&period=30"
        )
        let counted = KeyURI(
            issuer: "",
            account: "a+b&c?d#e/ü",
            codes: .byCounter(try HOTP(secret: secret, algorithm: .sha256, digits: 8), counter: .max)
        )
        #expect(
            counted.text == "otpauth://hotp/a%2Bb%26c%3Fd%23e%2F%C3%BC?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&algorithm=SHA256&digits=8&counter=18446744073709551615"
        )
    }

    @Test(
        "colons and control characters in names become single spaces",
        arguments: [
            ("Northwind: Staging", "Northwind Staging"), ("DOMAIN:sam", "DOMAIN sam"), (":::", ""),
            ("a\r\nb\u{0}c", "a b c"), ("  a  b  ", "a b"),
        ]
    )
    func names(name: String, expected: String) throws {
        let uri = try uri(name, name)
        #expect(uri.issuer == expected)
        #expect(uri.account == expected)
    }

    @Test("endless names are cut between characters, so that a QR code holds the URI")
    func longNames() throws {
        let family = "👨‍👩‍👧‍👦"
        let uri = try KeyURI(
            issuer: String(repeating: family, count: 1_000),
            account: String(repeating: "é", count: 10_000),
            codes: .byCounter(HOTP(secret: SharedSecret([UInt8](repeating: 255, count: 64))), counter: .max)
        )
        #expect(uri.issuer == String(repeating: family, count: 7))
        #expect(uri.account == String(repeating: "é", count: 90))
        // ISO/IEC 18004: what version 40 holds at level M.
        #expect(uri.text.utf8.count <= 2_331)
        let oneCharacter = "e" + String(repeating: "\u{301}", count: 10_000)
        #expect(try self.uri("", oneCharacter).account.utf8.count <= KeyURI.longestNameInBytes)
    }

    @Test("what is written is read again")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<1_000 {
            let secret = try SharedSecret(generator.bytes(1...64))
            let algorithm = try #require(HashAlgorithm.allCases.randomElement(using: &generator))
            let digits = Int.random(in: 6...8, using: &generator)
            let codes: KeyURI.Codes =
                if Bool.random(using: &generator) {
                    .byTime(
                        try TOTP(
                            secret: secret,
                            algorithm: algorithm,
                            digits: digits,
                            period: .random(in: 1...86_400, using: &generator)
                        )
                    )
                } else {
                    .byCounter(
                        try HOTP(secret: secret, algorithm: algorithm, digits: digits),
                        counter: generator.next()
                    )
                }
            let uri = KeyURI(issuer: generator.text(0...60), account: generator.text(0...60), codes: codes)
            let text = uri.text
            #expect(text.utf8.allSatisfy { 0x21...0x7e ~= $0 })
            let parsed = try KeyURI(parsing: text)
            #expect(parsed == uri)
            #expect(parsed.text == text)
        }
    }

    @Test("a bare secret is enough, and the defaults are SHA-1, six digits, 30 seconds")
    func defaults() throws {
        let parsed = try KeyURI(parsing: " OTPAUTH://TOTP/sam?SECRET=gezd%20gnbv-gy3tqojqgezdgnbvgy3tqojq====\n")
        #expect(try parsed == uri("", "sam"))
    }

    @Test(
        "labels are read in every form in use",
        arguments: [
            ("Northwind:sam", "Northwind", "sam"), ("Northwind%3Asam", "Northwind", "sam"),
            ("Northwind%3a%20sam", "Northwind", "sam"), ("North wind: sam", "North wind", "sam"),
            ("/sam", "", "/sam"), ("", "", ""), ("a:b:c", "a", "b c"), ("s%C3%A4m", "", "säm"), ("a+b", "", "a+b"),
        ]
    )
    func labels(label: String, issuer: String, account: String) throws {
        let parsed = try KeyURI(parsing: "otpauth://totp/\(label)?secret=MFRGG")
        #expect(parsed.issuer == issuer)
        #expect(parsed.account == account)
    }

    @Test("the parameter names the issuer where the label says something else")
    func issuers() throws {
        let parsed = try KeyURI(parsing: "otpauth://totp/Old:sam?secret=MFRGG&issuer=New&image=x&&foo#end")
        #expect(parsed.issuer == "New")
        #expect(parsed.account == "sam")
    }

    @Test(
        "a URI that cannot be used is refused with its reason",
        arguments: [
            ("", .notKeyURI), ("http://totp/a?secret=MFRGG", .notKeyURI), ("otpauth:/totp/a?secret=MFRGG", .notKeyURI),
            ("otpauth://steam/a?secret=MFRGG", .unknownKind), ("otpauth://?secret=MFRGG", .unknownKind),
            ("otpauth://totp/a", .missing("secret")), ("otpauth://totp/a?secret", .secretLength(.init())),
            ("otpauth://totp/a?secret=", .secretLength(.init())),
            ("otpauth://totp/a?secret=MF1", .secret(.badCharacter(position: 3))),
            ("otpauth://totp/a?secret=M", .secret(.incomplete(letters: 1))),
            ("otpauth://totp/a?secret=MFRGG&Secret=MFRGG", .repeated),
            ("otpauth://totp/a?secret=MFRGG&x=1&x=2", .repeated),
            ("otpauth://totp/a?secret=MFRGG&secre%74=MFRGG", .repeated),
            ("otpauth://totp/a%?secret=MFRGG", .badEncoding), ("otpauth://totp/a%4?secret=MFRGG", .badEncoding),
            ("otpauth://totp/a%+1?secret=MFRGG", .badEncoding), ("otpauth://totp/%FF?secret=MFRGG", .badEncoding),
            ("otpauth://totp/a?secret=MFRGG&algorithm=MD5", .algorithm),
            ("otpauth://totp/a?secret=MFRGG&digits=5", .parameter(.digits(5))),
            ("otpauth://totp/a?secret=MFRGG&digits=six", .number("digits")),
            ("otpauth://totp/a?secret=MFRGG&digits=", .number("digits")),
            ("otpauth://totp/a?secret=MFRGG&digits=+6", .number("digits")),
            ("otpauth://totp/a?secret=MFRGG&period=0", .parameter(.period(0))),
            ("otpauth://totp/a?secret=MFRGG&period=99999999999999999999", .number("period")),
            ("otpauth://hotp/a?secret=MFRGG", .missing("counter")),
            ("otpauth://hotp/a?secret=MFRGG&counter=-1", .number("counter")),
            ("otpauth://hotp/a?secret=MFRGG&counter=18446744073709551616", .number("counter")),
        ] as [(String, KeyURI.ParsingError)]
    )
    func refusals(text: String, error: KeyURI.ParsingError) {
        #expect(throws: error) { try KeyURI(parsing: text) }
        #expect(!error.description.isEmpty)
    }

    @Test("more than 8 KiB is refused")
    func length() throws {
        let start = "otpauth://totp/a?secret=MFRGG&x="
        let longest = start + String(repeating: "x", count: KeyURI.longestTextInBytes - start.utf8.count)
        #expect(try KeyURI(parsing: longest).account == "a")
        #expect(throws: KeyURI.ParsingError.tooLong(limit: 8_192)) { try KeyURI(parsing: longest + "x") }
    }

    @Test("no text whatever ends the process")
    func anyText() {
        var generator = SeededGenerator(seed: 5)
        let pieces = [
            "otpauth://", "totp", "hotp", "/", "?", "&", "=", "%", "%3A", "%4", "%FF", ":", "#", "secret=MFRGG",
            "secret=",
            "issuer=N", "digits=", "6", "period=30", "counter=1", "algorithm=SHA1", "\u{301}", "\u{0}", " ", "é",
        ]
        var read = 0
        for _ in 0..<20_000 {
            let text = "otpauth://totp/" + generator.jumble(of: pieces, 0...12)
            if (try? KeyURI(parsing: text)) != nil { read += 1 }
            _ = try? KeyURI(parsing: generator.text(0...60))
            _ = try? KeyURI(parsing: "otpauth://hotp/" + generator.text(0...40))
        }
        #expect(read > 10)
    }
}
