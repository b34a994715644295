import Foundation

/// What every format's verification has to hand.
struct AttestationInput {
    let statement: CBORMap
    let authenticatorData: AuthenticatorData
    let credential: AuthenticatorData.AttestedCredential
    let clientDataHash: [UInt8]

    /// authData ‖ clientDataHash: what most formats sign.
    var signedBytes: [UInt8] { authenticatorData.bytes + clientDataHash }
}

/// What a format's verification found: the type, and the certificates that trust has to come from.
struct VerifiedAttestation {
    let type: AttestationType
    var chain: [AttestationCertificate] = []
}

extension AttestationObject {
    /// The list of formats (WebAuthn Level 3 §8). `android-safetynet` was shut down by Google, `compound` is not in use.
    private static func verification(
        of format: String
    ) -> ((AttestationInput) throws(AttestationFlaw) -> VerifiedAttestation)? {
        switch format {
        case "none": verifyNone
        case "packed": PackedAttestation.verify
        case "fido-u2f": U2FAttestation.verify
        case "tpm": TPMAttestation.verify
        case "android-key": AndroidKeyAttestation.verify
        case "apple": AppleAttestation.verify
        default: nil
        }
    }

    /// Verifies the statement and looks where its certificates lead.
    func assess(
        clientDataHash: [UInt8],
        policy: AttestationPolicy,
        at moment: Date
    ) throws(WebAuthnError) -> CredentialRecord.Attestation {
        let anchors: TrustAnchors
        let needsTrust: Bool
        switch policy {
        case .ignored:
            // A name that nobody checked is not kept.
            let isKnown = Self.verification(of: format) != nil
            return .init(format: isKnown ? format : "unknown", type: .none, isTrusted: false)
        case .noted(let trusted): (anchors, needsTrust) = (trusted, false)
        case .required(let trusted): (anchors, needsTrust) = (trusted, true)
        }
        guard let credential = authenticatorData.attestedCredential else { throw .noAttestedCredential }

        // WebAuthn Level 3 §7.1: "Determine the attestation statement format by performing a USASCII case-sensitive match
        // on fmt against the set of supported WebAuthn Attestation Statement Format Identifier values."
        guard let verify = Self.verification(of: format) else { throw .attestationFormatUnknown }

        // "Verify that attStmt is a correct attestation statement, conveying a valid attestation signature, by using the
        // attestation statement format fmt's verification procedure given attStmt, authData and hash."
        let verified: VerifiedAttestation
        do throws(AttestationFlaw) {
            verified = try verify(
                AttestationInput(
                    statement: statement,
                    authenticatorData: authenticatorData,
                    credential: credential,
                    clientDataHash: clientDataHash
                )
            )
        } catch {
            throw .attestation(error)
        }

        // "If validation is successful, obtain a list of acceptable trust anchors (i.e. attestation root certificates) for
        // that attestation type and attestation statement format fmt […], the aaguid." "Assess the attestation
        // trustworthiness": no and self attestation are never trusted here.
        let isTrusted = anchors.trust(verified.chain, of: model, at: moment)
        guard isTrusted || !needsTrust else { throw .attestationUntrusted }
        return .init(format: format, type: verified.type, isTrusted: isTrusted)
    }

    /// WebAuthn Level 3 §8.7: the statement is an empty map.
    private static func verifyNone(_ input: AttestationInput) throws(AttestationFlaw) -> VerifiedAttestation {
        guard input.statement.isEmpty else { throw .member("attStmt") }
        return VerifiedAttestation(type: .none)
    }
}
