import Testing

@testable import WebAuthn

struct SpecificationVectorTests {
    private typealias Vectors = SpecificationVectors

    static let expected: [(SpecificationVectors.Vector, CredentialRecord.Attestation)] = [
        (Vectors.none, .init(format: "none", type: .none, isTrusted: false)),
        (Vectors.longCredentialID, .init(format: "none", type: .none, isTrusted: false)),
        (Vectors.packedSelf, .init(format: "packed", type: .selfSigned, isTrusted: false)),
        (Vectors.packedES256, .init(format: "packed", type: .basic, isTrusted: true)),
        (Vectors.packedES384, .init(format: "packed", type: .basic, isTrusted: true)),
        (Vectors.packedRS256, .init(format: "packed", type: .basic, isTrusted: true)),
        (Vectors.packedEdDSA, .init(format: "packed", type: .basic, isTrusted: true)),
        (Vectors.tpm, .init(format: "tpm", type: .authority, isTrusted: true)),
        (Vectors.apple, .init(format: "apple", type: .anonymousAuthority, isTrusted: true)),
        (Vectors.u2f, .init(format: "fido-u2f", type: .basic, isTrusted: true)),
    ]

    private static let party = RelyingParty(id: "example.org", origins: ["https://example.org"])

    private func register(
        _ vector: SpecificationVectors.Vector,
        with party: RelyingParty = Self.party,
        attestation: AttestationPolicy? = nil
    ) throws -> CredentialRecord {
        try party.register(
            RegistrationResponse(
                id: hex(vector.credentialID),
                clientDataJSON: hex(vector.registrationClientData),
                attestationObject: hex(vector.attestationObject)
            ),
            for: RegistrationRequirements(
                challenge: hex(vector.registrationChallenge),
                userVerification: .discouraged,
                attestation: try attestation ?? .noted(TrustAnchors([hex(Vectors.authority)]))
            ),
            at: TestAuthenticator.moment
        )
    }

    private func authenticate(
        _ vector: SpecificationVectors.Vector,
        with party: RelyingParty = Self.party,
        record: CredentialRecord
    ) throws -> Authentication {
        try party.authenticate(
            AuthenticationResponse(
                id: hex(vector.credentialID),
                clientDataJSON: hex(vector.authenticationClientData),
                authenticatorData: hex(vector.authenticatorData),
                signature: hex(vector.signature)
            ),
            with: record,
            of: [1],
            for: AuthenticationRequirements(
                challenge: hex(vector.authenticationChallenge),
                userVerification: .discouraged,
                isUserKnown: true
            )
        )
    }

    @Test("the vectors of §16 are registered, with the attestation that they have, and sign in", arguments: expected)
    func ceremonies(vector: SpecificationVectors.Vector, attestation: CredentialRecord.Attestation) throws {
        let record = try register(vector)
        #expect(record.attestation == attestation)
        #expect(try authenticate(vector, record: record).record.id == hex(vector.credentialID))
    }

    @Test("the vectors in frames are refused, unless the page around them is allowed")
    func frames() throws {
        let framed = RelyingParty(
            id: "example.org",
            origins: ["https://example.org"],
            embedding: .allowed(under: ["https://example.com"])
        )
        for vector in [Vectors.crossOrigin, Vectors.topOrigin] {
            #expect(throws: WebAuthnError.crossOrigin) { try register(vector) }
            let record = try register(vector, with: framed)
            #expect(throws: WebAuthnError.crossOrigin) { try authenticate(vector, record: record) }
            #expect(try authenticate(vector, with: framed, record: record).record.signCount == 0)
        }
        let other = RelyingParty(
            id: "example.org",
            origins: ["https://example.org"],
            embedding: .allowed(under: ["https://other.example"])
        )
        #expect(throws: WebAuthnError.wrongTopOrigin) { try register(Vectors.topOrigin, with: other) }
    }

    // Its key description says neither where the key was made nor what for, against §8.4 itself.
    @Test("the vector of an Android key is refused for its empty lists, and signs in where attestation is ignored")
    func androidKey() throws {
        #expect(throws: WebAuthnError.attestation(.androidKey(.origin))) { try register(Vectors.androidKey) }
        let record = try register(Vectors.androidKey, attestation: .ignored)
        #expect(try authenticate(Vectors.androidKey, record: record).record.id == record.id)
    }
}
