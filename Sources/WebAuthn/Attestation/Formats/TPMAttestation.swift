import Crypto
import SwiftASN1
import X509

/// `tpm`: a key in a Trusted Platform Module, Windows Hello's format (WebAuthn Level 3 §8.3).
enum TPMAttestation {
    /// tcg-kp-AIKCertificate.
    private static let attestationKeyPurpose: ASN1ObjectIdentifier = [2, 23, 133, 8, 3]
    /// tpmManufacturer, tpmModel, tpmVersion.
    private static let tpmNames: [ASN1ObjectIdentifier] = [
        [2, 23, 133, 2, 1], [2, 23, 133, 2, 2], [2, 23, 133, 2, 3],
    ]

    static func verify(_ input: AttestationInput) throws(AttestationFlaw) -> VerifiedAttestation {
        guard let version = input.statement["ver"]?.string else { throw .member("ver") }
        guard version == "2.0" else { throw .tpm(.version) }
        guard let algorithm = input.statement["alg"]?.integer else { throw .member("alg") }
        guard let signature = input.statement["sig"]?.byteString else { throw .member("sig") }
        guard let certInfo = input.statement["certInfo"]?.byteString else { throw .member("certInfo") }
        guard let pubArea = input.statement["pubArea"]?.byteString else { throw .member("pubArea") }

        // "Verify that the public key specified by the parameters and unique fields of pubArea is identical to the
        // credentialPublicKey in the attestedCredentialData in authenticatorData."
        guard let area = TPMPublicArea(pubArea) else { throw .tpm(.publicArea) }
        guard area.holds(input.credential.publicKey) else { throw .tpm(.publicAreaKey) }

        // "Verify that magic is set to TPM_GENERATED_VALUE. Verify that type is set to TPM_ST_ATTEST_CERTIFY."
        guard let attest = TPMAttest(certInfo) else { throw .tpm(.certInfo) }
        guard attest.isMadeByTPM else { throw .tpm(.magic) }
        guard attest.certifiesKey else { throw .tpm(.type) }
        // "Verify that extraData is set to the hash of attToBeSigned using the hash algorithm employed in alg."
        guard let hash = TPMHash(coseAlgorithm: algorithm) else { throw .algorithmUnknown(algorithm) }
        guard attest.extraData == hash.digest(of: input.signedBytes) else { throw .tpm(.extraData) }
        // "Verify that attested contains a TPMS_CERTIFY_INFO structure, whose name field contains a valid Name for
        // pubArea."
        guard attest.name == area.name else { throw .tpm(.name) }

        // "Verify the sig is a valid signature over certInfo using the attestation public key in aikCert with the
        // algorithm specified in alg."
        let chain = try AttestationCertificate.chain(in: input.statement)
        guard let certificate = chain.first else { throw .member("x5c") }
        guard
            try certificate.isValidSignature(signature, for: certInfo, algorithm: algorithm, allowsSHA1: true)
        else { throw .wrongSignature }
        try check(certificate)
        // "If aikCert contains an extension with OID 1.3.6.1.4.1.45724.1.1.4 …"
        try certificate.checkModel(input.credential.aaguid)
        return VerifiedAttestation(type: .authority, chain: chain)
    }

    /// WebAuthn Level 3 §8.3.1. Which makers there are is left to the trust anchors.
    private static func check(_ certificate: AttestationCertificate) throws(AttestationFlaw) {
        // "Version MUST be set to 3." "The Basic Constraints extension MUST have the CA component set to false."
        try certificate.checkVersionAndConstraints()
        let extensions = certificate.certificate.extensions
        // "Subject field MUST be set to empty."
        guard certificate.certificate.subject.isEmpty else { throw .certificateRequirement(.emptySubject) }
        // "The Subject Alternative Name extension MUST be set as defined in [TPMv2-EK-Profile] section 3.2.9."
        guard
            let names = try? extensions.subjectAlternativeNames,
            names.contains(where: { name in
                guard case .directoryName(let name) = name else { return false }
                let types = Set(name.flatMap { $0 }.map(\.type))
                return tpmNames.allSatisfy(types.contains)
            })
        else { throw .certificateRequirement(.tpmName) }
        // "The Extended Key Usage extension MUST contain the OID 2.23.133.8.3."
        guard
            let purposes = try? extensions.extendedKeyUsage,
            purposes.contains(ExtendedKeyUsage.Usage(oid: attestationKeyPurpose))
        else { throw .certificateRequirement(.keyPurpose) }
    }
}
