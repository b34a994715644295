import Testing

@testable import WebAuthn

struct AuthenticatorDataTests {
    private var authenticator = TestAuthenticator()

    @Test("everything is read to the last byte")
    func reads() throws {
        var authenticator = authenticator
        authenticator.extensions = ["credProtect": 2]
        authenticator.flags = [.userPresent, .backupEligible, .backedUp]
        authenticator.signCount = 0xfedc_ba98
        let bytes = authenticator.authenticatorData(isRegistration: true)
        let data = try AuthenticatorData(bytes)
        #expect(data.relyingPartyIDHash == TestAuthenticator.relyingParty.idHash)
        #expect(data.flags == [.userPresent, .backupEligible, .backedUp, .attestedCredential, .extensions])
        #expect(data.signCount == 0xfedc_ba98)
        #expect(data.attestedCredential?.aaguid == TestAuthenticator.model)
        #expect(data.attestedCredential?.credentialID == TestAuthenticator.credentialID)
        #expect(try data.attestedCredential?.publicKey == authenticator.key.publicKey)
        #expect(data.extensions?["credProtect"] == 2)
        #expect(data.bytes == bytes)
    }

    @Test("the bits of the flags are those of the specification")
    func bits() {
        let flags: [AuthenticatorData.Flags] = [
            .userPresent, .userVerified, .backupEligible, .backedUp, .attestedCredential, .extensions,
        ]
        #expect(flags.map(\.rawValue) == [0x01, 0x04, 0x08, 0x10, 0x40, 0x80])
    }

    @Test("reserved bits are ignored")
    func reserved() throws {
        var authenticator = authenticator
        authenticator.flags = .init(rawValue: 0x23)
        #expect(try AuthenticatorData(authenticator.authenticatorData(isRegistration: false)).signCount == 7)
    }

    @Test("cut off at any byte it is refused", arguments: [true, false])
    func truncated(isRegistration: Bool) {
        var authenticator = authenticator
        authenticator.extensions = ["credProtect": 2]
        let bytes = authenticator.authenticatorData(isRegistration: isRegistration)
        for count in 0..<bytes.count {
            #expect(throws: AuthenticatorData.Flaw.self) { try AuthenticatorData(Array(bytes.prefix(count))) }
        }
    }

    @Test("bytes that belong to nothing are refused, with and without credential and extensions")
    func trailing() {
        var authenticator = authenticator
        authenticator.trailing = [0]
        #expect(throws: AuthenticatorData.Flaw.trailingBytes(at: 37)) {
            try AuthenticatorData(authenticator.authenticatorData(isRegistration: false))
        }
        #expect(throws: AuthenticatorData.Flaw.self) {
            try AuthenticatorData(authenticator.authenticatorData(isRegistration: true))
        }
        authenticator.extensions = ["credProtect": 2]
        #expect(throws: AuthenticatorData.Flaw.self) {
            try AuthenticatorData(authenticator.authenticatorData(isRegistration: true))
        }
    }

    @Test("a credential id has 1 to 1,023 bytes", arguments: [(0, false), (1, true), (1_023, true), (1_024, false)])
    func credentialID(length: Int, isRead: Bool) {
        var authenticator = authenticator
        authenticator.credentialID = [UInt8](repeating: 1, count: length)
        let data = try? AuthenticatorData(authenticator.authenticatorData(isRegistration: true))
        #expect((data != nil) == isRead)
    }

    @Test("extensions have to be a map of names")
    func extensions() {
        var authenticator = authenticator
        for wrong: CBOR in [[1: 2], [1], "x", 7] {
            authenticator.extensions = wrong
            #expect(throws: AuthenticatorData.Flaw.extensionsNotNamed) {
                try AuthenticatorData(authenticator.authenticatorData(isRegistration: false))
            }
        }
    }

    @Test("AAGUIDs are written as people know them and read in either case")
    func aaguid() {
        #expect("\(TestAuthenticator.model)" == "00112233-4455-6677-8899-aabbccddeeff")
        #expect(AAGUID("00112233-4455-6677-8899-AABBCCDDEEFF") == TestAuthenticator.model)
        for wrong in [
            "", "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-aabbccddeef",
            "g0112233-4455-6677-8899-aabbccddeeff",
            "001122334-455-6677-8899-aabbccddeeff",
        ] {
            #expect(AAGUID(wrong) == nil)
        }
        #expect(AAGUID([1, 2, 3]) == nil)
        #expect(AAGUID.zero.isZero)
    }
}
