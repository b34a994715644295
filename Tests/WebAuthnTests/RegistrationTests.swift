import Testing

@testable import WebAuthn

struct RegistrationTests {
    private var authenticator = TestAuthenticator()
    private var requirements = RegistrationRequirements(challenge: TestAuthenticator.challenge)

    private func register(
        _ authenticator: TestAuthenticator,
        _ requirements: RegistrationRequirements? = nil,
        with party: RelyingParty = TestAuthenticator.relyingParty
    ) throws -> CredentialRecord {
        try party.register(
            try authenticator.registration(),
            for: requirements ?? self.requirements,
            at: TestAuthenticator.moment
        )
    }

    @Test("a credential of each algorithm is registered", arguments: COSEAlgorithm.allCases)
    func registers(algorithm: COSEAlgorithm) throws {
        var authenticator = authenticator
        authenticator.key = TestKey.make(algorithm)
        authenticator.flags = [.userPresent, .userVerified, .backupEligible, .backedUp]
        let record = try register(authenticator)
        #expect(record.id == TestAuthenticator.credentialID)
        #expect(record.publicKey == authenticator.key.cose.encoded)
        #expect(record.algorithm == algorithm)
        #expect(record.signCount == 7)
        #expect(record.isUserVerificationInitialized)
        #expect(record.isBackupEligible && record.isBackedUp)
        #expect(record.transports == [.usb])
        #expect(record.aaguid == TestAuthenticator.model)
        #expect(record.attestation == .init(format: "none", type: .none, isTrusted: false))
    }

    @Test(
        "the answer to another ceremony is refused",
        arguments: ["webauthn.get", "webauthn.Create", "payment.get", ""]
    )
    func type(type: String) {
        var authenticator = authenticator
        authenticator.registrationType = type
        #expect(throws: WebAuthnError.wrongType) { try register(authenticator) }
    }

    @Test("another challenge is refused: longer, shorter, other, empty")
    func challenge() {
        for other in [
            TestAuthenticator.challenge + [0], Array(TestAuthenticator.challenge.dropLast()), [UInt8](2...33), [],
        ] {
            var authenticator = authenticator
            authenticator.challenge = other
            #expect(throws: WebAuthnError.wrongChallenge) { try register(authenticator) }
        }
    }

    @Test("a challenge that is too short was never issued")
    func shortChallenge() {
        var authenticator = authenticator
        var requirements = requirements
        authenticator.challenge = [UInt8](1...15)
        requirements.challenge = authenticator.challenge
        #expect(throws: WebAuthnError.challengeTooShort) { try register(authenticator, requirements) }
    }

    @Test(
        "an origin is allowed to the letter",
        arguments: [
            "http://login.example.org", "https://example.org", "https://login.example.org:8443",
            "https://login.example.org/", "https://a.login.example.org", "https://LOGIN.example.org",
            "https://login.example.org.evil.example", "null", "",
        ]
    )
    func origin(origin: String) {
        var authenticator = authenticator
        authenticator.origin = origin
        #expect(throws: WebAuthnError.wrongOrigin) { try register(authenticator) }
    }

    @Test("origins that look the same but are written otherwise are different ones")
    func canonicallyEquivalentOrigin() {
        var authenticator = authenticator
        authenticator.origin = "https://e\u{301}.example"
        let party = RelyingParty(id: "login.example.org", origins: ["https://\u{e9}.example"])
        #expect(throws: WebAuthnError.wrongOrigin) { try register(authenticator, with: party) }
    }

    @Test("a related origin is refused unless configured")
    func relatedOrigin() throws {
        var authenticator = authenticator
        authenticator.origin = "https://example.com"
        #expect(throws: WebAuthnError.wrongOrigin) { try register(authenticator) }
        let party = RelyingParty(
            id: "login.example.org",
            origins: ["https://login.example.org"],
            relatedOrigins: ["https://example.com"]
        )
        #expect(try register(authenticator, with: party).id == TestAuthenticator.credentialID)
    }

    @Test("frames on other pages are refused unless configured, and then under those pages only")
    func embedding() throws {
        var authenticator = authenticator
        authenticator.crossOrigin = true
        #expect(throws: WebAuthnError.crossOrigin) { try register(authenticator) }
        authenticator.crossOrigin = nil
        authenticator.topOrigin = "https://shop.example"
        #expect(throws: WebAuthnError.wrongTopOrigin) { try register(authenticator) }

        let party = RelyingParty(
            id: "login.example.org",
            origins: ["https://login.example.org"],
            embedding: .allowed(under: ["https://shop.example"])
        )
        authenticator.crossOrigin = true
        #expect(try register(authenticator, with: party).id == TestAuthenticator.credentialID)
        authenticator.topOrigin = "https://evil.example"
        #expect(throws: WebAuthnError.wrongTopOrigin) { try register(authenticator, with: party) }
        authenticator.topOrigin = nil
        #expect(try register(authenticator, with: party).id == TestAuthenticator.credentialID)
    }

    @Test("an answer for another relying party is refused")
    func relyingPartyID() {
        var authenticator = authenticator
        authenticator.relyingPartyID = "example.org"
        #expect(throws: WebAuthnError.wrongRelyingParty) { try register(authenticator) }
    }

    @Test("somebody has to be there, unless the credential was made in passing")
    func presence() throws {
        var authenticator = authenticator
        var requirements = requirements
        authenticator.flags = [.userVerified]
        #expect(throws: WebAuthnError.userNotPresent) { try register(authenticator) }
        requirements.isConditional = true
        #expect(try register(authenticator, requirements).signCount == 7)
    }

    @Test("the user has to be verified where that is required, and is noted where not")
    func verification() throws {
        var authenticator = authenticator
        var requirements = requirements
        authenticator.flags = [.userPresent]
        requirements.userVerification = .required
        #expect(throws: WebAuthnError.userNotVerified) { try register(authenticator, requirements) }
        for wish in [UserVerification.preferred, .discouraged] {
            requirements.userVerification = wish
            #expect(try register(authenticator, requirements).isUserVerificationInitialized == false)
        }
    }

    @Test("backed up but not eligible is a contradiction")
    func backup() {
        var authenticator = authenticator
        authenticator.flags = [.userPresent, .backedUp]
        #expect(throws: WebAuthnError.backedUpButNotEligible) { try register(authenticator) }
    }

    @Test("credentials that can be copied are refused where they have to stay in the device")
    func deviceBound() throws {
        var authenticator = authenticator
        var requirements = requirements
        requirements.isDeviceBound = true
        #expect(try register(authenticator, requirements).isBackupEligible == false)
        authenticator.flags = [.userPresent, .backupEligible]
        #expect(throws: WebAuthnError.backupEligible) { try register(authenticator, requirements) }
    }

    @Test("an algorithm that was not asked for is refused")
    func algorithm() {
        var requirements = requirements
        requirements.algorithms = [.eddsa, .rs256]
        #expect(throws: WebAuthnError.algorithmNotAsked(.es256)) { try register(authenticator, requirements) }
    }

    @Test("a broken key is refused")
    func key() {
        var authenticator = authenticator
        authenticator.key = TestKey(
            algorithm: .es256,
            cose: TestKey.es256.cose.setting(-3, to: .bytes([UInt8](repeating: 1, count: 32))),
            certificateKey: TestKey.es256.certificateKey,
            sign: TestKey.es256.sign
        )
        #expect(throws: WebAuthnError.authenticatorData(.key(.notOnTheCurve))) { try register(authenticator) }
    }

    @Test("without a credential there is nothing to register")
    func noCredential() throws {
        let data = authenticator.authenticatorData(isRegistration: false)
        let object: CBOR = ["fmt": "none", "attStmt": [:], "authData": .bytes(data)]
        let response = RegistrationResponse(
            id: TestAuthenticator.credentialID,
            clientDataJSON: authenticator.clientData(type: "webauthn.create"),
            attestationObject: object.encoded
        )
        #expect(throws: WebAuthnError.noAttestedCredential) {
            try TestAuthenticator.relyingParty.register(response, for: requirements, at: TestAuthenticator.moment)
        }
    }

    @Test(
        "an attestation object without one of its members is refused, and one that has more is read",
        arguments: ["fmt", "attStmt", "authData"]
    )
    func objectMembers(member: String) throws {
        let data = authenticator.authenticatorData(isRegistration: true)
        let object: CBOR = ["fmt": "none", "attStmt": [:], "authData": .bytes(data)]
        func register(_ object: CBOR) throws -> CredentialRecord {
            try TestAuthenticator.relyingParty.register(
                RegistrationResponse(
                    id: TestAuthenticator.credentialID,
                    clientDataJSON: authenticator.clientData(type: "webauthn.create"),
                    attestationObject: object.encoded
                ),
                for: requirements,
                at: TestAuthenticator.moment
            )
        }
        #expect(throws: WebAuthnError.attestationObjectMember(member)) {
            try register(object.setting(.text(member), to: nil))
        }
        #expect(throws: WebAuthnError.attestationObjectMember(member)) {
            try register(object.setting(.text(member), to: 5))
        }
        #expect(try register(object.setting("more", to: 5)).signCount == 7)
    }

    @Test("the credential has to be the one that the browser named")
    func otherID() throws {
        let made = try authenticator.registration()
        let response = RegistrationResponse(
            id: made.id + [1],
            clientDataJSON: made.clientDataJSON,
            attestationObject: made.attestationObject
        )
        #expect(throws: WebAuthnError.idsDiffer) {
            try TestAuthenticator.relyingParty.register(response, for: requirements, at: TestAuthenticator.moment)
        }
    }

    @Test("models are let in and kept out by their lists")
    func models() throws {
        var requirements = requirements
        requirements.authenticators.denied = [TestAuthenticator.model]
        #expect(throws: WebAuthnError.authenticatorNotAllowed(TestAuthenticator.model)) {
            try register(authenticator, requirements)
        }
        requirements.authenticators = AuthenticatorFilter(allowed: [.zero])
        #expect(throws: WebAuthnError.authenticatorNotAllowed(TestAuthenticator.model)) {
            try register(authenticator, requirements)
        }
        requirements.authenticators = AuthenticatorFilter(allowed: [TestAuthenticator.model])
        #expect(try register(authenticator, requirements).aaguid == TestAuthenticator.model)
    }

    @Test("with attestation ignored, any statement of any format is let through unread")
    func ignored() throws {
        var authenticator = authenticator
        authenticator.format = "android-safetynet"
        authenticator.statement = { _, _ in ["ver": "1", "response": .bytes([1, 2, 3])] }
        let record = try register(authenticator)
        #expect(record.attestation == .init(format: "unknown", type: .none, isTrusted: false))
        authenticator.format = "packed"
        #expect(try register(authenticator).attestation == .init(format: "packed", type: .none, isTrusted: false))
    }

    @Test("a record comes back from JSON as it was")
    func codable() throws {
        let record = try register(authenticator)
        #expect(try recordThroughJSON(record) == record)
    }
}
