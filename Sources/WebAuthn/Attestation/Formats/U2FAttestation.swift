import Crypto
import X509

/// `fido-u2f`: security keys from before CTAP2 (WebAuthn Level 3 §8.6).
enum U2FAttestation {
    static func verify(_ input: AttestationInput) throws(AttestationFlaw) -> VerifiedAttestation {
        guard let signature = input.statement["sig"]?.byteString else { throw .member("sig") }
        // "Check that x5c has exactly one element and let attCert be that element. […] If certificate public key is not
        // an Elliptic Curve (EC) public key over the P-256 curve, terminate this algorithm."
        let chain = try AttestationCertificate.chain(in: input.statement)
        guard chain.count == 1, let certificate = chain.first else { throw .u2f(.oneCertificate) }
        guard let key = P256.Signing.PublicKey(certificate.certificate.publicKey) else { throw .u2f(.certificateKey) }

        // "Convert the COSE_KEY formatted credentialPublicKey to Raw ANSI X9.62 public key format."
        guard case .p256(let credentialKey) = input.credential.publicKey.material else { throw .u2f(.credentialKey) }

        // "Let verificationData be the concatenation of (0x00 || rpIdHash || clientDataHash || credentialId ||
        // publicKeyU2F). Verify the sig using verificationData and the certificate public key."
        let data =
            [0] + input.authenticatorData.relyingPartyIDHash + input.clientDataHash + input.credential.credentialID
            + Array(credentialKey.x963Representation)
        guard
            let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature),
            key.isValidSignature(signature, for: data)
        else { throw .wrongSignature }
        return VerifiedAttestation(type: .basic, chain: chain)
    }
}
