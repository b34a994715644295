/// `packed`: the format made for WebAuthn (Level 3 §8.2).
enum PackedAttestation {
    static func verify(_ input: AttestationInput) throws(AttestationFlaw) -> VerifiedAttestation {
        guard let algorithm = input.statement["alg"]?.integer else { throw .member("alg") }
        guard let signature = input.statement["sig"]?.byteString else { throw .member("sig") }
        // Level 1's ecdaaKeyId and anything else that is not in the format.
        let known: Set<String?> = ["alg", "sig", "x5c"]
        guard input.statement.entries.allSatisfy({ known.contains($0.key.string) }) else { throw .member("attStmt") }

        if input.statement["x5c"] != nil {
            let chain = try AttestationCertificate.chain(in: input.statement)
            guard let certificate = chain.first else { throw .member("x5c") }
            // "Verify that sig is a valid signature over the concatenation of authenticatorData and clientDataHash using
            // the attestation public key in attestnCert with the algorithm specified in alg."
            guard
                try certificate.isValidSignature(signature, for: input.signedBytes, algorithm: algorithm)
            else { throw .wrongSignature }
            // "Verify that attestnCert meets the requirements in §8.2.1."
            try certificate.checkPackedRequirements()
            // "If attestnCert contains an extension with OID 1.3.6.1.4.1.45724.1.1.4 …"
            try certificate.checkModel(input.credential.aaguid)
            return VerifiedAttestation(type: .basic, chain: chain)
        }

        // "If x5c is not present, self attestation is in use. Validate that alg matches the algorithm of the
        // credentialPublicKey in authenticatorData. Verify that sig is a valid signature […] using the credential
        // public key with alg."
        guard algorithm == input.credential.publicKey.algorithm.rawValue else { throw .algorithmDiffersFromKey }
        guard input.credential.publicKey.isValidSignature(signature, for: input.signedBytes) else {
            throw .wrongSignature
        }
        return VerifiedAttestation(type: .selfSigned)
    }
}
