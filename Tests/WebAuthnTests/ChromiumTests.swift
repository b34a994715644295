import Testing

@testable import WebAuthn

/// Bytes that a real browser wrote.
struct ChromiumTests {
    private static let party = RelyingParty(id: "localhost", origins: ["http://localhost:45235"])

    @Test("what Chromium answers is registered and signs in", arguments: ChromiumAnswers.all)
    func ceremonies(pair: ChromiumAnswers.Pair) throws {
        let registration = try RegistrationResponse(json: Array(pair.registration.utf8))
        let record = try Self.party.register(
            registration,
            for: RegistrationRequirements(
                challenge: [UInt8](1...32),
                userVerification: pair.isVerified ? .required : .discouraged,
                attestation: .noted(TrustAnchors([]))
            ),
            at: TestAuthenticator.moment
        )
        #expect(record.attestation == .init(format: pair.format, type: pair.type, isTrusted: false))
        #expect(record.isUserVerificationInitialized == pair.isVerified)
        #expect(registration.isDiscoverable == pair.isVerified)

        let answer = try AuthenticationResponse(json: Array(pair.authentication.utf8))
        let result = try Self.party.authenticate(
            answer,
            with: record,
            of: [9, 8, 7, 6],
            for: AuthenticationRequirements(
                challenge: [UInt8](33...64),
                userVerification: pair.isVerified ? .required : .discouraged,
                credentials: pair.isVerified ? [] : [record.id],
                isUserKnown: !pair.isVerified
            )
        )
        #expect(result.isUserVerified == pair.isVerified)
        #expect(!result.isSignCountRegressed)
    }

    @Test("Chromium writes CTAP2's canonical form", arguments: ChromiumAnswers.all)
    func canonical(pair: ChromiumAnswers.Pair) throws {
        let object = try RegistrationResponse(json: Array(pair.registration.utf8)).attestationObject
        #expect(throws: Never.self) { try CBORDecoder.decode(object, limits: .authenticator) }
    }
}
