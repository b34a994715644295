import SwiftASN1
import X509

/// `android-key`: a key in an Android device's keystore, with a certificate that describes it (WebAuthn Level 3 §8.4).
enum AndroidKeyAttestation {
    private static let descriptionExtension: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 11129, 2, 1, 17]

    static func verify(_ input: AttestationInput) throws(AttestationFlaw) -> VerifiedAttestation {
        guard let algorithm = input.statement["alg"]?.integer else { throw .member("alg") }
        guard let signature = input.statement["sig"]?.byteString else { throw .member("sig") }
        let chain = try AttestationCertificate.chain(in: input.statement)
        guard let certificate = chain.first else { throw .member("x5c") }
        // "Verify that sig is a valid signature over the concatenation of authenticatorData and clientDataHash using the
        // public key in the first certificate in x5c with the algorithm specified in alg."
        guard try certificate.isValidSignature(signature, for: input.signedBytes, algorithm: algorithm) else {
            throw .wrongSignature
        }
        // "Verify that the public key in the first certificate in x5c matches the credentialPublicKey."
        guard certificate.certificate.publicKey == input.credential.publicKey.certificateKey else { throw .keyDiffers }

        guard
            let found = certificate.certificate.extensions[oid: descriptionExtension],
            let description = try? AndroidKeyDescription(derEncoded: found.value)
        else { throw .androidKey(.description) }
        // "Verify that the attestationChallenge field in the attestation certificate extension data is identical to
        // clientDataHash."
        guard description.challenge == input.clientDataHash else { throw .androidKey(.challenge) }
        // "The AuthorizationList.allApplications field is not present on either authorization list."
        let lists = [description.software, description.hardware]
        guard !lists.contains(where: \.isForAllApplications) else { throw .androidKey(.allApplications) }
        // "Use the union of teeEnforced and softwareEnforced": "The value in the AuthorizationList.origin field is equal to
        // KM_ORIGIN_GENERATED. The value in the AuthorizationList.purpose field is equal to KM_PURPOSE_SIGN."
        let origins = lists.compactMap(\.origin)
        guard !origins.isEmpty, origins.allSatisfy({ $0 == 0 }) else { throw .androidKey(.origin) }
        // Devices also write KM_PURPOSE_VERIFY, which a private key has no part in.
        let purposes = Set(lists.flatMap(\.purposes))
        guard purposes.contains(2), purposes.isSubset(of: [2, 3]) else { throw .androidKey(.purpose) }
        return VerifiedAttestation(type: .basic, chain: chain)
    }
}

/// What Android's keystore says about a key: the parts of `KeyDescription` that WebAuthn asks for.
struct AndroidKeyDescription {
    let challenge: [UInt8]
    let software: AuthorizationList
    let hardware: AuthorizationList

    /// SEQUENCE { attestationVersion, attestationSecurityLevel, keyMintVersion, keyMintSecurityLevel,
    /// attestationChallenge, uniqueId, softwareEnforced, hardwareEnforced }
    init(derEncoded bytes: ArraySlice<UInt8>) throws {
        (challenge, software, hardware) = try DER.sequence(try DER.parse(bytes), identifier: .sequence) { nodes in
            for _ in 0..<4 {
                guard nodes.next() != nil else { throw AttestationFlaw.androidKey(.description) }
            }
            let challenge = try ASN1OctetString(derEncoded: &nodes)
            _ = try ASN1OctetString(derEncoded: &nodes)
            guard let software = nodes.next(), let hardware = nodes.next() else {
                throw AttestationFlaw.androidKey(.description)
            }
            // Later versions may say more behind it.
            while nodes.next() != nil {}
            return (Array(challenge.bytes), try AuthorizationList(software), try AuthorizationList(hardware))
        }
    }

    /// Everything in it is optional and has a tag of its own.
    struct AuthorizationList {
        private(set) var purposes: [Int] = []
        private(set) var isForAllApplications = false
        private(set) var origin: Int?

        private enum Tag {
            static let purpose: UInt = 1
            static let allApplications: UInt = 600
            static let origin: UInt = 702
        }

        init(_ node: ASN1Node) throws {
            guard node.identifier == .sequence, case .constructed(let fields) = node.content else {
                throw AttestationFlaw.androidKey(.description)
            }
            for field in fields where field.identifier.tagClass == .contextSpecific {
                switch field.identifier.tagNumber {
                case Tag.purpose:
                    purposes = try DER.explicitlyTagged(field, tagNumber: Tag.purpose, tagClass: .contextSpecific) {
                        set in
                        try DER.set(set, identifier: .set) { nodes in
                            var purposes: [Int] = []
                            while let node = nodes.next() { purposes.append(try Int(derEncoded: node)) }
                            return purposes
                        }
                    }
                case Tag.allApplications:
                    isForAllApplications = true
                case Tag.origin:
                    origin = try DER.explicitlyTagged(field, tagNumber: Tag.origin, tagClass: .contextSpecific) {
                        node in
                        try Int(derEncoded: node)
                    }
                default:
                    break
                }
            }
        }
    }
}
