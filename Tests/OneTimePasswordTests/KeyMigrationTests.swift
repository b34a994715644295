import Foundation
import Repeatable
import Testing

@testable import OneTimePassword

@Suite("otpauth-migration")
struct KeyMigrationTests {
    /// One key as Google Authenticator writes it: secret "Hello!\u{DE}\u{AD}\u{BE}\u{EF}", "Example:alice@google.com".
    private static let example = message([
        keyField(name: "Example:alice@google.com", issuer: "Example", algorithm: 1, digits: 1, kind: 2),
        [0x10, 1, 0x18, 1, 0x20, 0],
    ])
    private static let secret: [UInt8] = Array("Hello!".utf8) + [0xDE, 0xAD, 0xBE, 0xEF]

    private static func keyField(
        secret: [UInt8] = secret,
        name: String,
        issuer: String,
        algorithm: UInt8,
        digits: UInt8,
        kind: UInt8,
        counter: UInt8? = nil
    ) -> [UInt8] {
        var key: [UInt8] = [0x0A, UInt8(secret.count)] + secret
        key += [0x12, UInt8(name.utf8.count)] + Array(name.utf8)
        key += [0x1A, UInt8(issuer.utf8.count)] + Array(issuer.utf8)
        key += [0x20, algorithm, 0x28, digits, 0x30, kind]
        if let counter { key += [0x38, counter] }
        return [0x0A, UInt8(key.count)] + key
    }

    private static func message(_ fields: [[UInt8]]) -> [UInt8] { fields.flatMap(\.self) }

    private static func link(_ bytes: [UInt8]) -> String {
        let base64 = Data(bytes).base64EncodedString()
        let data = base64.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
        return "otpauth-migration://offline?data=" + data
    }

    @Test("a key is handed on with its name, issuer and secret")
    func one() throws {
        let migration = try KeyMigration(parsing: Self.link(Self.example))
        let key = try #require(migration.keys.first)
        #expect(migration.keys.count == 1)
        #expect(migration.batch == (0, 1))
        #expect(key.text.hasPrefix("otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example"))
    }

    @Test("algorithm, digits and counter come along, and two keys in their order")
    func two() throws {
        let bytes = Self.message([
            Self.keyField(name: "a", issuer: "", algorithm: 2, digits: 2, kind: 2),
            Self.keyField(name: "b", issuer: "", algorithm: 3, digits: 1, kind: 1, counter: 7),
        ])
        let keys = try KeyMigration(parsing: Self.link(bytes)).keys
        #expect(keys.map(\.account) == ["a", "b"])
        guard case .byTime(let first) = keys.first?.codes, case .byCounter(let second, let counter) = keys.last?.codes
        else {
            Issue.record("a by time, b by counter")
            return
        }
        #expect((first.algorithm, first.digits, first.period) == (.sha256, 8, 30))
        #expect((second.algorithm, second.digits, counter) == (.sha512, 6, 7))
    }

    @Test(
        "what is none says why",
        arguments: [
            ("", KeyMigration.ParsingError.notMigration), ("otpauth://totp/x?secret=AA", .notMigration),
            ("otpauth-migration://offline", .notMigration), ("otpauth-migration://offline?data=%zz", .badEncoding),
            ("otpauth-migration://offline?data=*", .badEncoding), ("otpauth-migration://offline?data=", .noKeys),
            ("otpauth-migration://offline?data=%2F%2F%2F%2F", .malformed),
            ("otpauth-migration://offline?data=Cgo%3D", .malformed),
            ("otpauth-migration://offline?data=CgA%3D", .key(number: 1, .secret(SharedSecret.LengthError()))),
            (link(keyField(name: "", issuer: "", algorithm: 4, digits: 1, kind: 2)), .key(number: 1, .algorithm)),
            (link(keyField(name: "", issuer: "", algorithm: 1, digits: 3, kind: 2)), .key(number: 1, .digits)),
            (link(keyField(name: "", issuer: "", algorithm: 1, digits: 1, kind: 3)), .key(number: 1, .kind)),
        ]
    )
    func wrong(text: String, error: KeyMigration.ParsingError) {
        #expect(throws: error) { try KeyMigration(parsing: text) }
    }

    @Test("too long a text and too many keys are refused")
    func tooMuch() {
        let long = "otpauth-migration://offline?data=" + String(repeating: "A", count: KeyMigration.longestTextInBytes)
        #expect(throws: KeyMigration.ParsingError.tooLong(limit: KeyMigration.longestTextInBytes)) {
            try KeyMigration(parsing: long)
        }
        let key = Self.keyField(name: "", issuer: "", algorithm: 1, digits: 1, kind: 2)
        let many = Self.message(Array(repeating: key, count: KeyMigration.mostKeys + 1))
        #expect(throws: KeyMigration.ParsingError.tooManyKeys(limit: KeyMigration.mostKeys)) {
            try KeyMigration(parsing: Self.link(many))
        }
    }

    @Test("cut off anywhere or damaged it throws or reads, and never ends the process")
    func damaged() {
        // What follows the key is three numbers of two bytes each, none of which is needed.
        for length in 0..<Self.example.count - 6 {
            #expect(throws: KeyMigration.ParsingError.self) {
                try KeyMigration(parsing: Self.link(Array(Self.example.prefix(length))))
            }
        }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            var bytes = Self.example
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            _ = try? KeyMigration(parsing: Self.link(bytes))
        }
    }

    @Test("it prints no secret")
    func quiet() throws {
        let migration = try KeyMigration(parsing: Self.link(Self.example))
        #expect("\(migration)" == "otpauth-migration://•••")
        var dumped = ""
        dump(migration, to: &dumped)
        #expect(!dumped.contains("JBSW") && !dumped.contains("alice"))
    }
}
