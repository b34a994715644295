import Crypto
import SwiftASN1
import X509

/// `apple`: a certificate that Apple makes for this credential alone (WebAuthn Level 3 §8.8).
///
/// There is no signature beside the certificate: without Apple's root as an anchor it proves nothing.
enum AppleAttestation {
    private static let nonceExtension: ASN1ObjectIdentifier = [1, 2, 840, 113635, 100, 8, 2]

    static func verify(_ input: AttestationInput) throws(AttestationFlaw) -> VerifiedAttestation {
        let chain = try AttestationCertificate.chain(in: input.statement)
        guard let certificate = chain.first?.certificate else { throw .member("x5c") }
        // "Concatenate authenticatorData and clientDataHash to form nonceToHash. Perform SHA-256 hash of nonceToHash to
        // produce nonce. Verify that nonce equals the value of the extension with OID 1.2.840.113635.100.8.2 in
        // credCert."
        guard
            let found = certificate.extensions[oid: nonceExtension],
            let nonce = try? nonce(in: found.value),
            nonce == Array(SHA256.hash(data: input.signedBytes))
        else { throw .wrongNonce }
        // "Verify that the credential public key equals the Subject Public Key of credCert."
        guard certificate.publicKey == input.credential.publicKey.certificateKey else { throw .keyDiffers }
        return VerifiedAttestation(type: .anonymousAuthority, chain: chain)
    }

    /// SEQUENCE { [1] EXPLICIT OCTET STRING }
    private static func nonce(in value: ArraySlice<UInt8>) throws -> [UInt8] {
        try DER.sequence(try DER.parse(value), identifier: .sequence) { nodes in
            guard
                let nonce = try DER.optionalExplicitlyTagged(
                    &nodes,
                    tagNumber: 1,
                    tagClass: .contextSpecific,
                    { try ASN1OctetString(derEncoded: $0) }
                )
            else { throw AttestationFlaw.wrongNonce }
            return Array(nonce.bytes)
        }
    }
}
