import Foundation
import Testing

@testable import CountersignPasswords

@Suite struct Argon2idTests {
    /// Small enough for a test; the algorithm is the same.
    private let quick = Argon2id(cost: .init(memoryInKibibytes: 64, passes: 1))

    private func secret(_ text: String) -> WipedText { WipedText(normalising: text) }

    @Test("the vector of the reference implementation is verified")
    func vector() throws {
        // phc-winner-argon2, src/test.c: version 0x13, t = 2, m = 2^16, p = 1.
        let hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        #expect(try quick.verify(secret("password"), against: hash))
        #expect(try !quick.verify(secret("passwore"), against: hash))
    }

    @Test("a password is right against its own hash and nothing else is")
    func roundTrip() throws {
        let hash = try quick.hash(secret("olive tram pencil"))
        #expect(try quick.verify(secret("olive tram pencil"), against: hash))
        for other in ["olive tram pencim", "olive tram penci", "olive tram pencil ", "", "\u{0}"] {
            #expect(try !quick.verify(secret(other), against: hash))
        }
    }

    @Test("a NUL does not cut a password short")
    func nul() throws {
        let hash = try quick.hash(secret("before\u{0}after"))
        #expect(try !quick.verify(secret("before"), against: hash))
        #expect(try quick.verify(secret("before\u{0}after"), against: hash))
    }

    @Test("the same password typed in another normal form is the same")
    func normalForm() throws {
        let hash = try quick.hash(secret("Gr\u{00FC}ner Tee im Regen"))
        #expect(try quick.verify(secret("Gru\u{0308}ner Tee im Regen"), against: hash))
    }

    @Test("two hashes of one password have different salts")
    func salts() throws {
        let hashes = try (0..<8).map { _ in try quick.hash(secret("the same one")) }
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("the standard cost is 64 MiB, three passes, one lane, and stands in the text")
    func standardCost() throws {
        let hash = try Argon2id().hash(secret("olive tram pencil"))
        #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$"))
        #expect(!Argon2id().needsRehash(hash))
        #expect(quick.needsRehash(hash))
    }

    @Test("a raw hash is what the text of the same salt holds")
    func rawHash() throws {
        let text = try quick.hash(secret("ABCD-EFGH"))
        let parts = text.split(separator: "$")
        let salt = try #require(Data(base64Encoded: String(parts[3]) + "=="))
        let digest = try #require(Data(base64Encoded: String(parts[4]) + "="))
        let raw = try quick.hash(secret("ABCD-EFGH"), salt: Array(salt))
        #expect(raw == Array(digest))
        #expect(raw.count == 32)
    }

    @Test("a salt of another length is refused", arguments: [0, 8, 15, 17, 32])
    func saltLength(length: Int) {
        #expect(throws: Argon2id.Failure.wrongSaltLength) {
            try quick.hash(secret("ABCD-EFGH"), salt: [UInt8](repeating: 7, count: length))
        }
    }

    @Test(
        "a text that is no Argon2id hash of a bearable cost is a failure, not a wrong password",
        arguments: [
            "", "x", "$argon2id$", "$argon2i$v=19$m=64,t=3,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5Q",
            "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
            "$argon2id$v=19$m=4294967295,t=3,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=4294967295,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=-64,t=3,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=3$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=99999999999999999999,t=3,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            String(repeating: "$", count: 500),
        ]
    )
    func unreadable(hash: String) {
        #expect(throws: Argon2id.Failure.unreadableHash) { try quick.verify(secret("password"), against: hash) }
        #expect(quick.needsRehash(hash))
    }

    @Test("the dummy hash can be verified at the very same cost and fits no password")
    func dummy() throws {
        for cost in [Argon2id.Cost.standard, .init(memoryInKibibytes: 64, passes: 1)] {
            let argon = Argon2id(cost: cost)
            #expect(!argon.needsRehash(argon.dummyHash))
            #expect(try !argon.verify(secret("password"), against: argon.dummyHash))
            #expect(try !argon.verify(secret(""), against: argon.dummyHash))
        }
    }

    @Test("a secret does not print itself")
    func printing() {
        let secret = secret("olive tram pencil")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
            #expect(!text.contains("olive"))
        }
    }
}
