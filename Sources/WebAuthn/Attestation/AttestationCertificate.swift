import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate of an attestation statement, and what WebAuthn asks of it.
struct AttestationCertificate: Sendable, Equatable {
    let certificate: Certificate
    private let encoded: [UInt8]

    private static let longestInBytes = 8_192
    private static let mostCertificates = 8

    /// id-fido-gen-ce-aaguid: the model that a certificate is for.
    private static let modelExtension: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 45724, 1, 1, 4]

    init?(_ encoded: [UInt8]) {
        guard encoded.count <= Self.longestInBytes, let certificate = try? Certificate(derEncoded: encoded) else {
            return nil
        }
        self.certificate = certificate
        self.encoded = encoded
    }

    /// A statement's `x5c`: the certificate that signed, then those that vouch for it.
    static func chain(in statement: CBORMap) throws(AttestationFlaw) -> [AttestationCertificate] {
        guard let items = statement["x5c"]?.items, (1...mostCertificates) ~= items.count else { throw .member("x5c") }
        var chain: [AttestationCertificate] = []
        for (index, item) in items.enumerated() {
            guard let bytes = item.byteString else { throw .member("x5c") }
            guard let certificate = AttestationCertificate(bytes) else { throw .certificate(index) }
            chain.append(certificate)
        }
        return chain
    }

    /// Whether the signature is by this certificate's key with the algorithm of the COSE number.
    ///
    /// - Parameter allowsSHA1: for RS1, which older TPMs sign with.
    func isValidSignature(
        _ signature: [UInt8],
        for data: [UInt8],
        algorithm: Int64,
        allowsSHA1: Bool = false
    ) throws(AttestationFlaw) -> Bool {
        let known = Self.signatureAlgorithm(algorithm)
        guard let known, allowsSHA1 || known != .sha1WithRSAEncryption else { throw .algorithmUnknown(algorithm) }
        return certificate.publicKey.isValidSignature(signature, for: data, signatureAlgorithm: known)
    }

    /// WebAuthn Level 3 §8.2.1: what packed attestation certificates have to look like.
    func checkPackedRequirements() throws(AttestationFlaw) {
        try checkVersionAndConstraints()
        guard let country = subjectName(.RDNAttributeType.countryName), country.utf8.count == 2 else {
            throw .certificateRequirement(.country)
        }
        guard let organization = subjectName(.RDNAttributeType.organizationName), !organization.isEmpty else {
            throw .certificateRequirement(.organization)
        }
        guard subjectName(.RDNAttributeType.organizationalUnitName) == "Authenticator Attestation" else {
            throw .certificateRequirement(.unit)
        }
        guard let name = subjectName(.RDNAttributeType.commonName), !name.isEmpty else {
            throw .certificateRequirement(.commonName)
        }
    }

    /// "Version MUST be set to 3" and "The Basic Constraints extension MUST have the CA component set to false."
    func checkVersionAndConstraints() throws(AttestationFlaw) {
        guard certificate.version == .v3 else { throw .certificateRequirement(.version) }
        // RFC 5280 §4.2.1.9: without the extension it is false.
        guard certificate.extensions[oid: .X509ExtensionID.basicConstraints] != nil else { return }
        switch try? certificate.extensions.basicConstraints {
        case .notCertificateAuthority: break
        case .isCertificateAuthority, nil: throw .certificateRequirement(.notAnAuthority)
        }
    }

    /// "If attestnCert contains an extension with OID 1.3.6.1.4.1.45724.1.1.4 (id-fido-gen-ce-aaguid) verify that the
    /// value of this extension matches the aaguid in authenticatorData." §8.2.1: it "MUST NOT be marked as critical", and
    /// is an octet string in an octet string.
    func checkModel(_ aaguid: AAGUID) throws(AttestationFlaw) {
        guard let found = certificate.extensions[oid: Self.modelExtension] else { return }
        guard !found.critical, let inner = try? ASN1OctetString(derEncoded: found.value),
            let model = AAGUID(inner.bytes)
        else { throw .certificateRequirement(.modelExtension) }
        guard model == aaguid else { throw .aaguidDiffers }
    }

    /// The only value of that kind in the subject.
    private func subjectName(_ type: ASN1ObjectIdentifier) -> String? {
        let values = certificate.subject.flatMap { $0 }.filter { $0.type == type }
        guard values.count == 1, let value = values.first?.value else { return nil }
        return String(value)
    }

    /// Attestation keys are not bound to the algorithms of credentials.
    private static func signatureAlgorithm(_ number: Int64) -> Certificate.SignatureAlgorithm? {
        switch number {
        case -7: .ecdsaWithSHA256
        case -8: .ed25519
        case -35: .ecdsaWithSHA384
        case -36: .ecdsaWithSHA512
        case -257: .sha256WithRSAEncryption
        case -258: .sha384WithRSAEncryption
        case -259: .sha512WithRSAEncryption
        case -65_535: .sha1WithRSAEncryption
        default: nil
        }
    }
}

extension COSEKey {
    /// The key as certificates hold it, to compare with.
    var certificateKey: Certificate.PublicKey {
        switch material {
        case .p256(let key): Certificate.PublicKey(key)
        case .p384(let key): Certificate.PublicKey(key)
        case .ed25519(let key): Certificate.PublicKey(key)
        case .rsa(let key): Certificate.PublicKey(key)
        }
    }
}
