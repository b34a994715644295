import Crypto
import Foundation
import SwiftASN1
import X509

@testable import WebAuthn

/// A certification authority of an authenticator's maker.
struct TestAuthority {
    let key = P256.Signing.PrivateKey()
    let name: DistinguishedName
    let certificate: [UInt8]

    static let notBefore = Date(timeIntervalSince1970: 1_700_000_000)
    static let notAfter = Date(timeIntervalSince1970: 1_900_000_000)

    /// A root, or an authority below another.
    init(
        _ commonName: String = "Test Root",
        under parent: TestAuthority? = nil,
        constraints: BasicConstraints? = .isCertificateAuthority(maxPathLength: nil),
        usage: KeyUsage? = KeyUsage(keyCertSign: true),
        notAfter: Date = Self.notAfter,
        more: [Certificate.Extension] = []
    ) throws {
        name = try DistinguishedName { CommonName(commonName) }
        var extensions = more
        if let constraints { extensions.append(try Certificate.Extension(constraints, critical: true)) }
        if let usage { extensions.append(try Certificate.Extension(usage, critical: true)) }
        certificate = try Self.encoded(
            Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(bytes: [1, 2, 3] as [UInt8]),
                publicKey: Certificate.PublicKey(key.publicKey),
                notValidBefore: Self.notBefore,
                notValidAfter: notAfter,
                issuer: parent?.name ?? name,
                subject: name,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions(extensions),
                issuerPrivateKey: Certificate.PrivateKey(parent?.key ?? key)
            )
        )
    }

    /// A certificate for an attestation key.
    func issue(
        to publicKey: Certificate.PublicKey,
        subject: DistinguishedName,
        constraints: BasicConstraints? = .notCertificateAuthority,
        extensions more: [Certificate.Extension] = [],
        notAfter: Date = Self.notAfter
    ) throws -> [UInt8] {
        var extensions = more
        if let constraints { extensions.append(try Certificate.Extension(constraints, critical: true)) }
        return try Self.encoded(
            Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(bytes: [4, 5, 6] as [UInt8]),
                publicKey: publicKey,
                notValidBefore: Self.notBefore,
                notValidAfter: notAfter,
                issuer: name,
                subject: subject,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions(extensions),
                issuerPrivateKey: Certificate.PrivateKey(key)
            )
        )
    }

    var anchors: TrustAnchors { get throws { try TrustAnchors([certificate]) } }

    private static func encoded(_ certificate: Certificate) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try certificate.serialize(into: &serializer)
        return serializer.serializedBytes
    }
}

extension DistinguishedName {
    /// What §8.2.1 wants, with parts left out or other.
    static func packed(
        country: String? = "DE",
        organization: String? = "Test",
        unit: String? = "Authenticator Attestation",
        commonName: String? = "Test Key"
    ) throws -> DistinguishedName {
        var attributes: [RelativeDistinguishedName.Attribute] = []
        if let country { attributes.append(try .init(type: .RDNAttributeType.countryName, printableString: country)) }
        if let organization {
            attributes.append(.init(type: .RDNAttributeType.organizationName, utf8String: organization))
        }
        if let unit { attributes.append(.init(type: .RDNAttributeType.organizationalUnitName, utf8String: unit)) }
        if let commonName { attributes.append(.init(type: .RDNAttributeType.commonName, utf8String: commonName)) }
        return try DistinguishedName(attributes)
    }
}
