import Foundation
import Repeatable
import Testing

@testable import WebAuthn

/// What strangers send may be anything. None of it ends the process, and none of it is accepted.
struct RobustnessTests {
    private static func benches() throws -> [AttestationBench] {
        var withExtensions = try AttestationBench()
        withExtensions.authenticator.extensions = ["credProtect": 2, "hmac-secret": .bool(true)]
        return try [
            withExtensions, .packed(), .u2f(), .apple(), .androidKey(), TestTPM().bench(),
            TestTPM(credential: .rs256, inside: .rs256).bench(),
        ]
    }

    private func register(_ object: [UInt8], as bench: AttestationBench) throws -> CredentialRecord {
        try TestAuthenticator.relyingParty.register(
            RegistrationResponse(
                id: TestAuthenticator.credentialID,
                clientDataJSON: bench.authenticator.clientData(type: "webauthn.create"),
                attestationObject: object
            ),
            for: RegistrationRequirements(
                challenge: TestAuthenticator.challenge,
                attestation: .noted(bench.authority.anchors)
            ),
            at: TestAuthenticator.moment
        )
    }

    @Test("an attestation object cut off at any byte is refused")
    func truncated() throws {
        for bench in try Self.benches() {
            let object = try bench.authenticator.attestationObject()
            #expect(try register(object, as: bench).id == TestAuthenticator.credentialID)
            for count in 0..<object.count {
                #expect(throws: WebAuthnError.self) { try register(Array(object.prefix(count)), as: bench) }
            }
            #expect(throws: WebAuthnError.self) { try register(object + [0], as: bench) }
        }
    }

    @Test("an attestation object with bytes changed at random never ends the process")
    func mutated() throws {
        var random = SeededGenerator(seed: 20_260_101)
        var accepted = 0
        for bench in try Self.benches() {
            let object = try bench.authenticator.attestationObject()
            for _ in 0..<1_500 {
                let changed = Self.mutated(object, &random)
                guard let record = try? register(changed, as: bench) else { continue }
                accepted += 1
                // Whatever was let through, its attestation does not lie about these bytes.
                #expect(record.id == TestAuthenticator.credentialID)
            }
        }
        // Changes that say nothing: a sign counter of a credential without attestation, for one.
        #expect(accepted < 1_500)
    }

    @Test("trust does not survive any change of what was attested")
    func attestedBytes() throws {
        for bench in try Self.benches().dropFirst() {
            let data = bench.authenticator.authenticatorData(isRegistration: true)
            let object = try bench.authenticator.attestationObject()
            let start = try #require(Self.range(of: data, in: object))
            for offset in start..<(start + data.count) {
                var changed = object
                changed[offset] ^= 0x04
                let record = try? register(changed, as: bench)
                // U2F signs neither flags nor counter nor model.
                let isUnsigned = bench.authenticator.format == "fido-u2f" && (start + 32..<start + 53).contains(offset)
                #expect(record?.attestation.isTrusted != true || isUnsigned)
            }
        }
    }

    @Test("random bytes are refused by every reader and do no harm")
    func noise() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0..<80, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = try? CBORDecoder.decode(bytes, limits: .browser)
            _ = try? COSEKey(bytes)
            _ = try? CollectedClientData(json: bytes)
            _ = try? RegistrationResponse(json: bytes)
            _ = TPMPublicArea(bytes)
            _ = TPMAttest(bytes)
            _ = AttestationCertificate(bytes)
            #expect(throws: WebAuthnError.self) { try AttestationObject(bytes) }
        }
    }

    @Test("client data and answers with characters changed at random do no harm")
    func mutatedJSON() throws {
        var random = SeededGenerator(seed: 11)
        let clientData = TestAuthenticator().clientData(type: "webauthn.get")
        let answer = Array(
            """
            {"id":"AQID","rawId":"AQID","type":"public-key","response":{"clientDataJSON":"AQID","authenticatorData":"AQID",\
            "signature":"AQID","userHandle":"AQID"},"clientExtensionResults":{}}
            """.utf8
        )
        #expect(try AuthenticationResponse(json: answer).id == [1, 2, 3])
        for _ in 0..<5_000 {
            _ = try? CollectedClientData(json: Self.mutated(clientData, &random))
            _ = try? AuthenticationResponse(json: Self.mutated(answer, &random))
        }
    }

    /// Flips, overwrites, inserts, removes or repeats a few bytes.
    private static func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = [0, 1, 0x7f, 0x80, 0xff, 0x5f, 0xbf].randomElement(using: &random) ?? 0
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 3: bytes.remove(at: place)
            default: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
            }
        }
        return bytes
    }

    private static func range(of part: [UInt8], in whole: [UInt8]) -> Int? {
        (0...(whole.count - part.count)).first { whole[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
