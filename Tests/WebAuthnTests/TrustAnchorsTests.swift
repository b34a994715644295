import CryptoExtras
import Foundation
import SwiftASN1
import Testing
import X509

@testable import WebAuthn

struct TrustAnchorsTests {
    private func isTrusted(_ chain: [[UInt8]], _ anchors: [[UInt8]], at moment: Date? = nil) throws -> Bool {
        try TrustAnchors(anchors).trust(
            chain.map { try #require(AttestationCertificate($0)) },
            of: TestAuthenticator.model,
            at: moment ?? TestAuthenticator.moment
        )
    }

    private func leaf(by authority: TestAuthority, notAfter: Date = TestAuthority.notAfter) throws -> [UInt8] {
        try authority.issue(to: TestKey.es256.certificateKey, subject: .packed(), notAfter: notAfter)
    }

    @Test("a chain ends at an anchor: directly, over others, or with the anchor in it")
    func chains() throws {
        let root = try TestAuthority()
        let middle = try TestAuthority("Middle", under: root)
        let lower = try TestAuthority("Lower", under: middle)
        #expect(try isTrusted([leaf(by: root)], [root.certificate]))
        #expect(try isTrusted([leaf(by: root), root.certificate], [root.certificate]))
        #expect(try isTrusted([leaf(by: lower), lower.certificate, middle.certificate], [root.certificate]))
        #expect(try isTrusted([leaf(by: lower), lower.certificate], [middle.certificate]))
        let own = try leaf(by: root)
        #expect(try isTrusted([own], [own]))
    }

    @Test("nothing, gaps, wrong order and other roots are not trusted")
    func gaps() throws {
        let root = try TestAuthority()
        let middle = try TestAuthority("Middle", under: root)
        let lower = try TestAuthority("Lower", under: middle)
        // The same name with another key.
        let impostor = try TestAuthority()
        #expect(try !isTrusted([], [root.certificate]))
        #expect(try !isTrusted([leaf(by: root)], []))
        #expect(try !isTrusted([leaf(by: root)], [impostor.certificate]))
        #expect(try !isTrusted([leaf(by: impostor), impostor.certificate], [root.certificate]))
        #expect(try !isTrusted([leaf(by: impostor), root.certificate], [root.certificate]))
        #expect(try !isTrusted([leaf(by: lower)], [root.certificate]))
        #expect(try !isTrusted([leaf(by: lower), middle.certificate, lower.certificate], [root.certificate]))
    }

    @Test("certificates count only while they are valid")
    func validity() throws {
        let root = try TestAuthority()
        let early = Date(timeIntervalSince1970: 1_750_000_000)
        #expect(try isTrusted([leaf(by: root, notAfter: early)], [root.certificate], at: early))
        #expect(try !isTrusted([leaf(by: root, notAfter: early)], [root.certificate], at: early + 1))
        #expect(try !isTrusted([leaf(by: root)], [root.certificate], at: TestAuthority.notBefore - 1))
        let old = try TestAuthority(notAfter: early)
        #expect(try !isTrusted([leaf(by: old)], [old.certificate]))
        let middle = try TestAuthority("Middle", under: root, notAfter: early)
        #expect(try !isTrusted([leaf(by: middle), middle.certificate], [root.certificate]))
    }

    @Test("who is no authority vouches for nobody")
    func authority() throws {
        let root = try TestAuthority()
        for (constraints, usage) in [
            (BasicConstraints.notCertificateAuthority, KeyUsage(keyCertSign: true)),
            (nil, KeyUsage(keyCertSign: true)),
            (.isCertificateAuthority(maxPathLength: nil), KeyUsage(digitalSignature: true)),
        ] {
            let middle = try TestAuthority("Middle", under: root, constraints: constraints, usage: usage)
            #expect(try !isTrusted([leaf(by: middle), middle.certificate], [root.certificate]))
        }
        let plain = try TestAuthority("Middle", under: root, usage: nil)
        #expect(try isTrusted([leaf(by: plain), plain.certificate], [root.certificate]))
        let none = try TestAuthority(constraints: .notCertificateAuthority)
        #expect(try !isTrusted([leaf(by: none)], [none.certificate]))
    }

    @Test("a path is no longer than its authorities allow")
    func pathLength() throws {
        let root = try TestAuthority(constraints: .isCertificateAuthority(maxPathLength: 0))
        #expect(try isTrusted([leaf(by: root)], [root.certificate]))
        let middle = try TestAuthority("Middle", under: root)
        #expect(try !isTrusted([leaf(by: middle), middle.certificate], [root.certificate]))

        let wide = try TestAuthority()
        let narrow = try TestAuthority("Narrow", under: wide, constraints: .isCertificateAuthority(maxPathLength: 0))
        let lower = try TestAuthority("Lower", under: narrow)
        #expect(try isTrusted([leaf(by: narrow), narrow.certificate], [wide.certificate]))
        #expect(try !isTrusted([leaf(by: lower), lower.certificate, narrow.certificate], [wide.certificate]))
    }

    @Test("a critical extension that is not understood refuses the chain, wherever it is")
    func criticalExtensions() throws {
        let unknown = Certificate.Extension(oid: [1, 2, 3, 4], critical: true, value: [5, 0])
        let root = try TestAuthority()
        let strange = try root.issue(
            to: TestKey.es256.certificateKey,
            subject: .packed(),
            extensions: [unknown]
        )
        #expect(try !isTrusted([strange], [root.certificate]))
        let middle = try TestAuthority("Middle", under: root, more: [unknown])
        #expect(try !isTrusted([leaf(by: middle), middle.certificate], [root.certificate]))
        let anchor = try TestAuthority(more: [unknown])
        #expect(try !isTrusted([leaf(by: anchor)], [anchor.certificate]))
    }

    @Test("a certificate signed with SHA-1 is not trusted")
    func sha1() throws {
        let authorityKey = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        func chain(_ algorithm: Certificate.SignatureAlgorithm) throws -> (leaf: [UInt8], root: [UInt8]) {
            let (root, subject) = (try DistinguishedName { CommonName("RSA") }, try DistinguishedName.packed())
            func make(_ key: Certificate.PublicKey, _ name: DistinguishedName, _ isRoot: Bool) throws -> [UInt8] {
                let certificate = try Certificate(
                    version: .v3,
                    serialNumber: .init(bytes: [1] as [UInt8]),
                    publicKey: key,
                    notValidBefore: TestAuthority.notBefore,
                    notValidAfter: TestAuthority.notAfter,
                    issuer: root,
                    subject: name,
                    signatureAlgorithm: isRoot ? .sha256WithRSAEncryption : algorithm,
                    extensions: Certificate.Extensions(),
                    issuerPrivateKey: Certificate.PrivateKey(authorityKey)
                )
                var serializer = DER.Serializer()
                try certificate.serialize(into: &serializer)
                return serializer.serializedBytes
            }
            return (
                try make(TestKey.es256.certificateKey, subject, false),
                try make(Certificate.PublicKey(authorityKey.publicKey), root, true)
            )
        }
        let (strong, weak) = (try chain(.sha256WithRSAEncryption), try chain(.sha1WithRSAEncryption))
        #expect(try isTrusted([strong.leaf], [strong.root]))
        #expect(try !isTrusted([weak.leaf], [weak.root]))
    }

    @Test("anchors of a model are the only ones for it")
    func models() throws {
        let (common, own) = (try TestAuthority("Common"), try TestAuthority("Own"))
        let anchors = try TrustAnchors([common.certificate], models: [TestAuthenticator.model: [own.certificate]])
        func isTrusted(by authority: TestAuthority, _ model: AAGUID) throws -> Bool {
            let certificate = try #require(AttestationCertificate(leaf(by: authority)))
            return anchors.trust([certificate], of: model, at: TestAuthenticator.moment)
        }
        #expect(try isTrusted(by: own, TestAuthenticator.model))
        #expect(try !isTrusted(by: common, TestAuthenticator.model))
        #expect(try isTrusted(by: common, .zero))
        #expect(try !isTrusted(by: own, .zero))
    }

    @Test("a packed statement with an authority between is trusted in a ceremony")
    func inACeremony() throws {
        let root = try TestAuthority()
        let middle = try TestAuthority("Middle", under: root)
        let bench = try AttestationBench.packed(under: middle, between: [middle.certificate])
        #expect(try bench.register(.required(root.anchors)).attestation.isTrusted)
        let later = Date(timeIntervalSince1970: 2_000_000_000)
        #expect(throws: WebAuthnError.attestationUntrusted) {
            try TestAuthenticator.relyingParty.register(
                bench.authenticator.registration(),
                for: RegistrationRequirements(
                    challenge: TestAuthenticator.challenge,
                    attestation: .required(root.anchors)
                ),
                at: later
            )
        }
    }

    @Test("anchors are read from PEM; what is none is refused")
    func pem() throws {
        let root = try TestAuthority()
        let text = PEMDocument(type: "CERTIFICATE", derBytes: root.certificate).pemString
        let anchors = try TrustAnchors(pem: "# roots\n" + text + "\n" + text + "\n")
        let certificate = try #require(AttestationCertificate(leaf(by: root)))
        #expect(anchors.trust([certificate], of: .zero, at: TestAuthenticator.moment))
        #expect(throws: TrustAnchors.Fault.certificate(2)) { try TrustAnchors([root.certificate, [1, 2]]) }
        #expect(throws: TrustAnchors.Fault.notPEM) { try TrustAnchors(pem: "-----BEGIN CERTIFICATE-----\nx") }
    }
}
