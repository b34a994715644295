import Crypto
import Foundation
import Rate
import WebAuthn

// How many passkeys are verified in a second on one core, from the bytes that a browser sends to the verdict, beside how
// many bare ECDSA signatures the same library verifies. Turn by turn; prints the rates of each round as JSON.

/// One authenticator that signs for us, ES256 like most.
struct Authenticator {
    let key = P256.Signing.PrivateKey()
    let id = [UInt8](repeating: 7, count: 32)
    let handle = [UInt8](repeating: 9, count: 64)
    let party = RelyingParty(id: "id.example.org", origins: ["https://id.example.org"])

    /// {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    var publicKey: [UInt8] {
        let point = Array(key.publicKey.rawRepresentation)
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20] + point.prefix(32)
            + [0x22, 0x58, 0x20] + point.suffix(32)
    }

    func record() throws -> CredentialRecord {
        CredentialRecord(
            id: id,
            publicKey: try COSEKey(publicKey),
            signCount: 1,
            isUserVerificationInitialized: true,
            transports: [],
            isBackupEligible: false,
            isBackedUp: false,
            aaguid: .zero,
            attestation: .init(format: "none", type: .none, isTrusted: false)
        )
    }
}

struct Assertion {
    let json: [UInt8]
    let challenge: [UInt8]
    let signed: [UInt8]
    let signature: P256.Signing.ECDSASignature

    init(_ authenticator: Authenticator, number: Int) throws {
        challenge = (0..<32).map { _ in .random(in: 0...255) }
        let clientData = Array(
            #"{"type":"webauthn.get","challenge":"\#(Base64URL.encode(challenge))","origin":"https://id.example.org","crossOrigin":false}"#
                .utf8
        )
        let data = authenticator.party.idHash + [0x05] + [0, 0, UInt8(number >> 8 & 255), UInt8(number & 255) | 2]
        signed = data + Array(SHA256.hash(data: clientData))
        signature = try authenticator.key.signature(for: signed)
        let id = Base64URL.encode(authenticator.id)
        json = Array(
            """
            {"authenticatorAttachment":"platform","clientExtensionResults":{},"id":"\(id)","rawId":"\(id)",\
            "response":{"authenticatorData":"\(Base64URL.encode(data))",\
            "clientDataJSON":"\(Base64URL.encode(clientData))",\
            "signature":"\(Base64URL.encode([UInt8](signature.derRepresentation)))",\
            "userHandle":"\(Base64URL.encode(authenticator.handle))"},"type":"public-key"}
            """.utf8
        )
    }
}

let authenticator = Authenticator()
let record = try authenticator.record()
let assertions = try (0..<2000).map { try Assertion(authenticator, number: $0) }
var rounds: [Round] = []
for _ in 0..<5 {
    let judged = try rate(assertions.count) {
        for assertion in assertions {
            let response = try AuthenticationResponse(json: assertion.json)
            let proved = try authenticator.party.authenticate(
                response,
                with: record,
                of: authenticator.handle,
                for: AuthenticationRequirements(
                    challenge: assertion.challenge,
                    userVerification: .required,
                    isUserKnown: false
                )
            )
            guard proved.isUserVerified else { throw WrongAnswer() }
        }
    }
    let bare = try rate(assertions.count) {
        for assertion in assertions {
            guard authenticator.key.publicKey.isValidSignature(assertion.signature, for: assertion.signed) else {
                throw WrongAnswer()
            }
        }
    }
    rounds.append(Round(judged: judged, bare: bare))
}
print(String(decoding: try JSONEncoder().encode(rounds), as: UTF8.self))
