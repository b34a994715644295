/// Why an attestation statement does not hold.
package enum AttestationFlaw: Error, Sendable, Equatable {
    /// A member of the statement is missing, of the wrong type, or one too many.
    case member(String)
    case algorithmUnknown(Int64)
    case algorithmDiffersFromKey
    case wrongSignature
    /// Counted from 0, the first being the one that signed.
    case certificate(Int)
    case certificateRequirement(CertificateRequirement)
    case aaguidDiffers
    case keyDiffers
    case wrongNonce
    case u2f(U2FCheck)
    case tpm(TPMCheck)
    case androidKey(AndroidKeyCheck)

    /// WebAuthn Level 3 §8.2.1 and §8.3.1.
    package enum CertificateRequirement: String, Sendable, Equatable {
        case version = "is not of version 3"
        case country = "has no country of two letters in its subject"
        case organization = "has no organization in its subject"
        case unit = "has no unit 'Authenticator Attestation' in its subject"
        case commonName = "has no common name in its subject"
        case notAnAuthority = "is one of a certification authority"
        case modelExtension = "has an AAGUID extension that is critical or malformed"
        case emptySubject = "has a subject"
        case tpmName = "does not name the TPM"
        case keyPurpose = "is not for attestation keys of a TPM"
    }

    /// WebAuthn Level 3 §8.6.
    package enum U2FCheck: String, Sendable, Equatable {
        case oneCertificate = "there is not exactly one certificate"
        case certificateKey = "the certificate's key is not on P-256"
        case credentialKey = "the credential's key is not for ES256"
    }

    /// WebAuthn Level 3 §8.3.
    package enum TPMCheck: String, Sendable, Equatable {
        case version = "the version is not 2.0"
        case publicArea = "pubArea cannot be read"
        case publicAreaKey = "pubArea is of another key"
        case certInfo = "certInfo cannot be read"
        case magic = "certInfo was not made by a TPM"
        case type = "certInfo does not certify a key"
        case extraData = "certInfo is of another ceremony"
        case name = "certInfo certifies another key"
    }

    /// WebAuthn Level 3 §8.4.
    package enum AndroidKeyCheck: String, Sendable, Equatable {
        case description = "the certificate has no key description that can be read"
        case challenge = "the certificate is of another ceremony"
        case allApplications = "the key is for all applications"
        case origin = "the key was not made in the device"
        case purpose = "the key is not for signing"
    }
}

extension AttestationFlaw: CustomStringConvertible {
    package var description: String {
        switch self {
        case .member(let name): "the attestation statement's \(name) is missing or wrong"
        case .algorithmUnknown(let number): "the attestation's algorithm \(number) is not supported"
        case .algorithmDiffersFromKey: "the attestation's algorithm is not the credential's"
        case .wrongSignature: "the attestation's signature is wrong"
        case .certificate(let index): "attestation certificate \(index) cannot be read"
        case .certificateRequirement(let requirement): "the attestation certificate \(requirement.rawValue)"
        case .aaguidDiffers: "the attestation certificate is for another model"
        case .keyDiffers: "the attestation certificate is for another key"
        case .wrongNonce: "the attestation certificate is of another ceremony"
        case .u2f(let check): "U2F attestation: \(check.rawValue)"
        case .tpm(let check): "TPM attestation: \(check.rawValue)"
        case .androidKey(let check): "Android key attestation: \(check.rawValue)"
        }
    }
}
