/// The check that an answer from a browser failed. One case for each, for logs and tests; holds nothing secret.
///
/// To people say one thing for all of them: which check it was helps only an attacker.
package enum WebAuthnError: Error, Sendable, Equatable {
    // The answer as JSON.
    case tooLong(Part)
    case notJSON
    /// A member of the answer is missing, of the wrong type, not base64url or too long: its path, by dots.
    case member(String)
    case notAPublicKey
    case idsDiffer

    // Client data.
    case clientDataNotUTF8
    case clientDataNotJSON
    case clientDataMember(String)
    case wrongType
    case challengeTooShort
    case wrongChallenge
    case wrongOrigin
    case crossOrigin
    case wrongTopOrigin

    // Authenticator data.
    case authenticatorData(AuthenticatorData.Flaw)
    case wrongRelyingParty
    case userNotPresent
    case userNotVerified
    case backedUpButNotEligible

    // Registration.
    case attestationObject(CBORError)
    case attestationObjectMember(String)
    case noAttestedCredential
    case backupEligible
    case algorithmNotAsked(COSEAlgorithm)
    case attestationFormatUnknown
    case attestation(AttestationFlaw)
    case attestationUntrusted
    case authenticatorNotAllowed(AAGUID)

    // Authentication.
    case credentialNotAsked
    case wrongCredential
    case userHandleMissing
    case wrongUser
    case backupEligibilityChanged
    case storedKey(COSEKey.Flaw)
    case wrongSignature

    /// What has a greatest length.
    package enum Part: String, Sendable, Equatable {
        case response = "the answer"
        case clientData = "clientDataJSON"
        case attestationObject
        case signature
    }
}

extension WebAuthnError: CustomStringConvertible {
    /// For the log.
    package var description: String {
        switch self {
        case .tooLong(let part): "\(part.rawValue) is too long"
        case .notJSON: "the answer is not JSON"
        case .member(let path): "the answer's \(path) is missing or wrong"
        case .notAPublicKey: "the answer's type is not public-key"
        case .idsDiffer: "the answer names two different credentials"
        case .clientDataNotUTF8: "clientDataJSON is not UTF-8"
        case .clientDataNotJSON: "clientDataJSON is not a JSON object"
        case .clientDataMember(let name): "clientDataJSON's \(name) is missing or wrong"
        case .wrongType: "the client data is for another ceremony"
        case .challengeTooShort: "the challenge expected has less than 16 bytes"
        case .wrongChallenge: "the challenge is not the one that was sent"
        case .wrongOrigin: "the origin is not allowed"
        case .crossOrigin: "the ceremony ran in a frame of another origin"
        case .wrongTopOrigin: "the page around the frame is not allowed"
        case .authenticatorData(let flaw): flaw.description
        case .wrongRelyingParty: "the answer is for another relying party id"
        case .userNotPresent: "nobody was present"
        case .userNotVerified: "the user was not verified"
        case .backedUpButNotEligible: "the credential is backed up and may not be"
        case .attestationObject(let error): "the attestation object is no \(error)"
        case .attestationObjectMember(let name): "the attestation object's \(name) is missing or wrong"
        case .noAttestedCredential: "the authenticator sent no credential"
        case .backupEligible: "the credential can be copied between devices"
        case .algorithmNotAsked(let algorithm): "the algorithm \(algorithm.name) was not asked for"
        case .attestationFormatUnknown: "the attestation format is not known"
        case .attestation(let flaw): flaw.description
        case .attestationUntrusted: "the attestation leads to no trusted certificate"
        case .authenticatorNotAllowed(let aaguid): "authenticators of the model \(aaguid) are not allowed"
        case .credentialNotAsked: "the credential is not among those asked for"
        case .wrongCredential: "the answer is by another credential"
        case .userHandleMissing: "the answer does not say whose it is"
        case .wrongUser: "the credential belongs to somebody else"
        case .backupEligibilityChanged: "the credential's backup eligibility has changed"
        case .storedKey(let flaw): "the stored key cannot be read: \(flaw)"
        case .wrongSignature: "the signature is wrong"
        }
    }
}
