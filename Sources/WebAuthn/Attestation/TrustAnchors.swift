import Foundation
import SwiftASN1
import X509

/// The certificates that attestation may lead to. They come from configuration alone (ASVS 6.7.1).
package struct TrustAnchors: Sendable {
    private let forAll: [AttestationCertificate]
    private let forModels: [AAGUID: [AttestationCertificate]]

    /// - Parameters:
    ///   - certificates: DER, good for every model that has none of its own.
    ///   - models: DER, good for one model and the only ones for it.
    package init(_ certificates: [[UInt8]], models: [AAGUID: [[UInt8]]] = [:]) throws(Fault) {
        forAll = try Self.read(certificates)
        var read: [AAGUID: [AttestationCertificate]] = [:]
        for (model, certificates) in models {
            read[model] = try Self.read(certificates)
        }
        forModels = read
    }

    /// Any number of certificates in a PEM file.
    package init(pem text: String) throws(Fault) {
        guard let documents = try? PEMDocument.parseMultiple(pemString: text) else { throw .notPEM }
        try self.init(documents.map(\.derBytes))
    }

    package enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        case notPEM
        /// Counted from 1.
        case certificate(Int)

        package var description: String {
            switch self {
            case .notPEM: "not a file of PEM certificates"
            case .certificate(let number): "certificate \(number) cannot be read"
            }
        }
    }

    private static func read(_ certificates: [[UInt8]]) throws(Fault) -> [AttestationCertificate] {
        var anchors: [AttestationCertificate] = []
        for (index, bytes) in certificates.enumerated() {
            guard let anchor = AttestationCertificate(bytes) else { throw .certificate(index + 1) }
            anchors.append(anchor)
        }
        return anchors
    }

    /// Whether the chain leads to an anchor for the model (RFC 5280 §6.1 for the little that attestation uses of it).
    ///
    /// The statement lists its certificates in order, so there is nothing to search: each is signed by the next or by an
    /// anchor. An anchor may also be the first certificate itself, as FIDO's metadata has it.
    func trust(_ chain: [AttestationCertificate], of model: AAGUID, at moment: Date) -> Bool {
        let anchors = forModels[model] ?? forAll
        for (index, link) in chain.enumerated() {
            guard link.isValid(at: moment), link.hasOnlyKnownCriticalExtensions(isLeaf: index == 0) else {
                return false
            }
            if index > 0 {
                guard link.mayIssue(authoritiesBelow: index - 1), chain[index - 1].isIssued(by: link) else {
                    return false
                }
            }
            if anchors.contains(link) { return true }
            let isAnchored = anchors.contains { anchor in
                anchor.isValid(at: moment) && anchor.hasOnlyKnownCriticalExtensions(isLeaf: false)
                    && anchor.isAnchor(authoritiesBelow: index) && link.isIssued(by: anchor)
            }
            if isAnchored { return true }
        }
        return false
    }
}

extension AttestationCertificate {
    fileprivate func isValid(at moment: Date) -> Bool {
        certificate.notValidBefore <= moment && moment <= certificate.notValidAfter
    }

    /// Not with SHA-1, for which two certificates with one signature can be made.
    fileprivate func isIssued(by issuer: AttestationCertificate) -> Bool {
        certificate.signatureAlgorithm != .sha1WithRSAEncryption
            && certificate.issuer == issuer.certificate.subject
            && issuer.certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    }

    /// RFC 5280 §4.2: a critical extension that is not understood refuses the certificate. Name constraints are not
    /// understood here: no root of an authenticator's maker has them. What a leaf says about its own use binds nobody else.
    fileprivate func hasOnlyKnownCriticalExtensions(isLeaf: Bool) -> Bool {
        certificate.extensions.filter(\.critical).allSatisfy { found in
            switch found.oid {
            case .X509ExtensionID.basicConstraints, .X509ExtensionID.keyUsage: true
            case .X509ExtensionID.subjectAlternativeName, .X509ExtensionID.extendedKeyUsage: isLeaf
            default: false
            }
        }
    }

    /// Whether a certificate between the leaf and the anchor may sign others.
    fileprivate func mayIssue(authoritiesBelow count: Int) -> Bool {
        guard certificate.version == .v3, isAuthority(authoritiesBelow: count) else { return false }
        guard certificate.extensions[oid: .X509ExtensionID.keyUsage] != nil else { return true }
        return (try? certificate.extensions.keyUsage)?.keyCertSign ?? false
    }

    /// An anchor is trusted for its name and key. What it says about itself is heeded where it says something.
    fileprivate func isAnchor(authoritiesBelow count: Int) -> Bool {
        certificate.extensions[oid: .X509ExtensionID.basicConstraints] == nil || isAuthority(authoritiesBelow: count)
    }

    private func isAuthority(authoritiesBelow count: Int) -> Bool {
        switch try? certificate.extensions.basicConstraints {
        case .isCertificateAuthority(let longest): count <= longest ?? .max
        case .notCertificateAuthority, nil: false
        }
    }
}
