import Foundation
import Testing

@testable import OneTimePassword

struct SharedSecretTests {
    private let secret: SharedSecret
    private let totp: TOTP

    init() throws {
        secret = try SharedSecret(Array("do not print me!".utf8))
        totp = try TOTP(secret: secret, algorithm: .sha512, digits: 8, period: 60)
    }

    @Test("a secret is not printed, however one tries")
    func printing() {
        let uri = KeyURI(issuer: "Northwind", account: "sam", codes: .byTime(totp))
        var dumped = ""
        dump(uri, to: &dumped)
        dump(totp, to: &dumped)
        dump(secret, to: &dumped)
        dump(StoredSecret(wrappedValue: secret), to: &dumped)
        let said = "\(secret) \(String(reflecting: secret)) \(totp) \(uri) \(String(reflecting: totp))" + dumped
        #expect(said.contains("•••"))
        #expect(!said.contains("do not print me!"))
        #expect(!said.contains(secret.base32))
        #expect(!said.contains("100, 111"))
        #expect(!said.contains("- 100"))
    }

    @Test("secrets are equal when their bytes are")
    func equality() throws {
        #expect(try secret == SharedSecret(Array("do not print me!".utf8)))
        #expect(try secret != SharedSecret(Array("do not print me?".utf8)))
        #expect(try secret != SharedSecret(Array("do not print me".utf8)))
    }

    @Test("an empty secret and an endless one are refused")
    func length() throws {
        #expect(throws: SharedSecret.LengthError.self) { try SharedSecret([]) }
        #expect(throws: SharedSecret.LengthError.self) { try SharedSecret([UInt8](repeating: 1, count: 1_025)) }
        #expect(try SharedSecret([UInt8](repeating: 1, count: 1_024)).bytes.count == 1_024)
    }

    @Test("what is stored comes back")
    func stored() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(totp)
        #expect(
            String(decoding: data, as: UTF8.self)
                == #"{"algorithm":"SHA512","digits":8,"period":60,"secret":"ZG8gbm90IHByaW50IG1lIQ=="}"#
        )
        #expect(try JSONDecoder().decode(TOTP.self, from: data) == totp)
    }

    @Test(
        "what no code can be made from is refused on the way in",
        arguments: [
            #"{"algorithm":"SHA1","digits":9,"period":30,"secret":"ZG8="}"#,
            #"{"algorithm":"SHA1","digits":6,"period":0,"secret":"ZG8="}"#,
            #"{"algorithm":"MD5","digits":6,"period":30,"secret":"ZG8="}"#,
            #"{"algorithm":"SHA1","digits":6,"period":30,"secret":""}"#,
            #"{"algorithm":"SHA1","digits":6,"period":30,"secret":"*"}"#,
            #"{"algorithm":"SHA1","digits":6,"period":30}"#,
        ]
    )
    func stored(json: String) throws {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(TOTP.self, from: Data(json.utf8)) }
    }
}
