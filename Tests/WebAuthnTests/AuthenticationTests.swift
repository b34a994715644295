import Crypto
import Testing

@testable import WebAuthn

struct AuthenticationTests {
    private var authenticator = TestAuthenticator()
    private var requirements = AuthenticationRequirements(challenge: TestAuthenticator.challenge, isUserKnown: true)

    private func authenticate(
        _ authenticator: TestAuthenticator,
        _ requirements: AuthenticationRequirements? = nil,
        record: CredentialRecord? = nil,
        with party: RelyingParty = TestAuthenticator.relyingParty
    ) throws -> Authentication {
        try party.authenticate(
            try authenticator.authentication(),
            with: try record ?? authenticator.record(),
            of: TestAuthenticator.userHandle,
            for: requirements ?? self.requirements
        )
    }

    @Test("a sign-in with each algorithm is accepted", arguments: COSEAlgorithm.allCases)
    func accepts(algorithm: COSEAlgorithm) throws {
        var authenticator = authenticator
        authenticator.key = TestKey.make(algorithm)
        let result = try authenticate(authenticator)
        #expect(result.isUserVerified)
        #expect(!result.isSignCountRegressed)
        #expect(!result.isBackupStateChanged)
        var expected = try authenticator.record()
        expected.signCount = 7
        #expect(result.record == expected)
    }

    @Test("where credentials were asked for, it has to be one of them")
    func askedFor() throws {
        var requirements = requirements
        requirements.credentials = [[1], [2]]
        #expect(throws: WebAuthnError.credentialNotAsked) { try authenticate(authenticator, requirements) }
        requirements.credentials.append(TestAuthenticator.credentialID)
        #expect(try authenticate(authenticator, requirements).isUserVerified)
    }

    @Test("a record of another credential is refused")
    func otherRecord() throws {
        var other = authenticator
        other.credentialID = [9]
        let record = try other.record()
        #expect(throws: WebAuthnError.wrongCredential) { try authenticate(authenticator, record: record) }
    }

    @Test("a user handle that is somebody else's is refused, known before or not", arguments: [true, false])
    func otherUser(isKnown: Bool) {
        var authenticator = authenticator
        var requirements = requirements
        requirements.isUserKnown = isKnown
        for handle in [[1], TestAuthenticator.userHandle + [0], Array(TestAuthenticator.userHandle.dropLast())] {
            authenticator.userHandle = handle
            #expect(throws: WebAuthnError.wrongUser) { try authenticate(authenticator, requirements) }
        }
    }

    @Test("without a user handle the user has to be known before")
    func noUserHandle() throws {
        var authenticator = authenticator
        var requirements = requirements
        authenticator.userHandle = nil
        #expect(try authenticate(authenticator, requirements).isUserVerified)
        requirements.isUserKnown = false
        #expect(throws: WebAuthnError.userHandleMissing) { try authenticate(authenticator, requirements) }
    }

    @Test("the answer to another ceremony is refused", arguments: ["webauthn.create", "webauthn.GET", "payment.get"])
    func type(type: String) {
        var authenticator = authenticator
        authenticator.authenticationType = type
        #expect(throws: WebAuthnError.wrongType) { try authenticate(authenticator) }
    }

    @Test("another challenge is refused")
    func challenge() {
        var authenticator = authenticator
        authenticator.challenge = [UInt8](2...33)
        #expect(throws: WebAuthnError.wrongChallenge) { try authenticate(authenticator) }
    }

    @Test("another origin is refused")
    func origin() {
        var authenticator = authenticator
        authenticator.origin = "https://login.example.org.evil.example"
        #expect(throws: WebAuthnError.wrongOrigin) { try authenticate(authenticator) }
    }

    @Test("frames on other pages are refused")
    func embedding() {
        var authenticator = authenticator
        authenticator.crossOrigin = true
        #expect(throws: WebAuthnError.crossOrigin) { try authenticate(authenticator) }
        authenticator.crossOrigin = false
        authenticator.topOrigin = "https://login.example.org"
        #expect(throws: WebAuthnError.wrongTopOrigin) { try authenticate(authenticator) }
    }

    @Test("an answer for another relying party is refused")
    func relyingPartyID() {
        var authenticator = authenticator
        authenticator.relyingPartyID = "evil.example"
        #expect(throws: WebAuthnError.wrongRelyingParty) { try authenticate(authenticator) }
    }

    @Test("somebody has to be there")
    func presence() {
        var authenticator = authenticator
        authenticator.flags = [.userVerified]
        #expect(throws: WebAuthnError.userNotPresent) { try authenticate(authenticator) }
    }

    @Test("the user has to be verified where that is required, and the result says it where not")
    func verification() throws {
        var authenticator = authenticator
        var requirements = requirements
        authenticator.flags = [.userPresent]
        requirements.userVerification = .required
        #expect(throws: WebAuthnError.userNotVerified) { try authenticate(authenticator, requirements) }
        requirements.userVerification = .discouraged
        #expect(try authenticate(authenticator, requirements).isUserVerified == false)
    }

    @Test("backed up but not eligible is a contradiction")
    func contradiction() {
        var authenticator = authenticator
        authenticator.flags = [.userPresent, .backedUp]
        #expect(throws: WebAuthnError.backedUpButNotEligible) { try authenticate(authenticator) }
    }

    @Test("backup eligibility never changes, either way")
    func eligibility() throws {
        var other = authenticator
        other.flags.insert(.backupEligible)
        let (bound, eligible) = (try authenticator.record(), try other.record())
        #expect(throws: WebAuthnError.backupEligibilityChanged) { try authenticate(authenticator, record: eligible) }
        #expect(throws: WebAuthnError.backupEligibilityChanged) { try authenticate(other, record: bound) }
    }

    @Test("whether it is backed up may change, and is kept", arguments: [true, false])
    func backupState(isBackedUp: Bool) throws {
        var authenticator = authenticator
        authenticator.flags = [.userPresent, .backupEligible]
        if !isBackedUp { authenticator.flags.insert(.backedUp) }
        let record = try authenticator.record()
        authenticator.flags.formSymmetricDifference(.backedUp)
        let result = try authenticate(authenticator, record: record)
        #expect(result.isBackupStateChanged)
        #expect(result.record.isBackedUp == isBackedUp)
    }

    @Test("a signature by another key is refused")
    func otherKey() throws {
        let record = try authenticator.record()
        var authenticator = authenticator
        authenticator.key = .es256(P256.Signing.PrivateKey())
        #expect(throws: WebAuthnError.wrongSignature) { try authenticate(authenticator, record: record) }
    }

    @Test("authenticator data and client data are both signed: any bit changed is refused")
    func everyBit() throws {
        let made = try authenticator.authentication()
        let record = try authenticator.record()
        func isAccepted(_ data: [UInt8], _ clientData: [UInt8]) -> Bool {
            let response = AuthenticationResponse(
                id: made.id,
                clientDataJSON: clientData,
                authenticatorData: data,
                signature: made.signature,
                userHandle: made.userHandle
            )
            let result = try? TestAuthenticator.relyingParty.authenticate(
                response,
                with: record,
                of: TestAuthenticator.userHandle,
                for: requirements
            )
            return result != nil
        }
        #expect(isAccepted(made.authenticatorData, made.clientDataJSON))
        for bit in 0..<(made.authenticatorData.count * 8) {
            var data = made.authenticatorData
            data[bit / 8] ^= 1 << (bit % 8)
            #expect(!isAccepted(data, made.clientDataJSON))
        }
        for bit in 0..<(made.clientDataJSON.count * 8) {
            var clientData = made.clientDataJSON
            clientData[bit / 8] ^= 1 << (bit % 8)
            #expect(!isAccepted(made.authenticatorData, clientData))
        }
    }

    @Test(
        "the counter has to go up unless both are zero; the record keeps the highest",
        arguments: [
            (stored: 0, sent: 0, isRegressed: false, kept: 0), (0, 1, false, 1), (5, 6, false, 6), (5, 5, true, 5),
            (5, 4, true, 5), (5, 0, true, 5), (UInt32.max, 0, true, UInt32.max),
            (UInt32.max - 1, UInt32.max, false, UInt32.max),
        ] as [(stored: UInt32, sent: UInt32, isRegressed: Bool, kept: UInt32)]
    )
    func counter(stored: UInt32, sent: UInt32, isRegressed: Bool, kept: UInt32) throws {
        var authenticator = authenticator
        authenticator.signCount = sent
        let result = try authenticate(authenticator, record: authenticator.record(signCount: stored))
        #expect(result.isSignCountRegressed == isRegressed)
        #expect(result.record.signCount == kept)
    }

    @Test("user verification is not believed for good because it happened once")
    func uvInitialized() throws {
        var registered = authenticator
        registered.flags = [.userPresent]
        let record = try TestAuthenticator.relyingParty.register(
            registered.registration(),
            for: RegistrationRequirements(challenge: TestAuthenticator.challenge),
            at: TestAuthenticator.moment
        )
        var result = try authenticate(authenticator, record: record).record
        #expect(!result.isUserVerificationInitialized)
        result.initializeUserVerification()
        #expect(result.isUserVerificationInitialized)
    }

    @Test("authenticator data with extensions, or with a credential attached, is accepted")
    func attached() throws {
        var authenticator = authenticator
        authenticator.extensions = ["uvm": [[2, 4, 2]]]
        #expect(try authenticate(authenticator).isUserVerified)
    }

    @Test("a stored key that cannot be read is refused and named")
    func storedKey() throws {
        let text = try json(authenticator.record())
        let key = Base64URL.encode(authenticator.key.cose.encoded)
        let broken = text.replacing(key, with: "gA")
        let record = try #require(try? recordFromJSON(broken))
        #expect(throws: WebAuthnError.storedKey(.notAMap)) { try authenticate(authenticator, record: record) }
    }
}
