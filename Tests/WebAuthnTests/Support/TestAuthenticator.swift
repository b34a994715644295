import Crypto
import Foundation

@testable import WebAuthn

/// A browser with an authenticator. Valid as it is made; a test breaks one thing.
struct TestAuthenticator {
    // What the browser says.
    var registrationType = "webauthn.create"
    var authenticationType = "webauthn.get"
    var challenge = TestAuthenticator.challenge
    var origin = "https://login.example.org"
    var crossOrigin: Bool? = false
    var topOrigin: String?
    var transports: [Transport] = [.usb]
    var userHandle: [UInt8]? = TestAuthenticator.userHandle

    // What the authenticator says.
    var relyingPartyID = "login.example.org"
    var flags: AuthenticatorData.Flags = [.userPresent, .userVerified]
    var signCount: UInt32 = 7
    var aaguid = TestAuthenticator.model
    var credentialID = TestAuthenticator.credentialID
    var key = TestKey.es256
    var extensions: CBOR?
    var trailing: [UInt8] = []
    var format = "none"
    /// Makes the statement from authenticator data and client data hash.
    var statement: (_ data: [UInt8], _ hash: [UInt8]) throws -> CBOR = { _, _ in [:] }

    static let challenge = [UInt8](1...32)
    static let userHandle = [UInt8](100...163)
    static let credentialID = [UInt8](40...71)
    // swift-format-ignore: NeverForceUnwrap
    static let model = AAGUID("00112233-4455-6677-8899-aabbccddeeff")!
    static let relyingParty = RelyingParty(id: "login.example.org", origins: ["https://login.example.org"])
    static let moment = Date(timeIntervalSince1970: 1_800_000_000)

    func authenticatorData(isRegistration: Bool) -> [UInt8] {
        var flags = flags
        if isRegistration { flags.insert(.attestedCredential) }
        if extensions != nil { flags.insert(.extensions) }
        var bytes = Array(SHA256.hash(data: Array(relyingPartyID.utf8))) + [flags.rawValue]
        bytes += withUnsafeBytes(of: signCount.bigEndian) { Array($0) }
        if isRegistration {
            bytes += aaguid.bytes + withUnsafeBytes(of: UInt16(credentialID.count).bigEndian) { Array($0) }
            bytes += credentialID + key.cose.encoded
        }
        return bytes + (extensions?.encoded ?? []) + trailing
    }

    func clientData(type: String) -> [UInt8] {
        var text = #"{"type":"\#(type)","challenge":"\#(Base64URL.encode(challenge))","origin":"\#(origin)""#
        if let crossOrigin { text += #","crossOrigin":\#(crossOrigin)"# }
        if let topOrigin { text += #","topOrigin":"\#(topOrigin)""# }
        // What later browsers may add.
        return Array((text + #","other_keys_can_be_added_here":"do not compare"}"#).utf8)
    }

    func attestationObject() throws -> [UInt8] {
        let data = authenticatorData(isRegistration: true)
        let hash = Array(SHA256.hash(data: clientData(type: registrationType)))
        let object: CBOR = ["fmt": .text(format), "attStmt": try statement(data, hash), "authData": .bytes(data)]
        return object.encoded
    }

    func registration() throws -> RegistrationResponse {
        RegistrationResponse(
            id: credentialID,
            clientDataJSON: clientData(type: registrationType),
            attestationObject: try attestationObject(),
            transports: transports
        )
    }

    func authentication() throws -> AuthenticationResponse {
        let data = authenticatorData(isRegistration: false)
        let clientData = clientData(type: authenticationType)
        return AuthenticationResponse(
            id: credentialID,
            clientDataJSON: clientData,
            authenticatorData: data,
            signature: try key.sign(data + Array(SHA256.hash(data: clientData))),
            userHandle: userHandle
        )
    }

    func record(signCount: UInt32 = 6) throws -> CredentialRecord {
        CredentialRecord(
            id: credentialID,
            publicKey: try key.publicKey,
            signCount: signCount,
            isUserVerificationInitialized: true,
            transports: transports,
            isBackupEligible: flags.contains(.backupEligible),
            isBackedUp: flags.contains(.backedUp),
            aaguid: aaguid,
            attestation: .init(format: "none", type: .none, isTrusted: false)
        )
    }
}
