import Crypto
import Foundation
import SwiftASN1
import X509

@testable import WebAuthn

/// An authenticator whose statement comes from an authority, with the places where a test breaks it.
struct AttestationBench {
    var authenticator = TestAuthenticator()
    let authority: TestAuthority
    /// The attestation key, apart from the credential's.
    let key = P256.Signing.PrivateKey()
    /// Applied to the statement when it is done.
    var breaking: (CBOR) -> CBOR = { $0 }
    /// Applied to the hash that is signed or certified.
    var hashing: ([UInt8]) -> [UInt8] = { $0 }

    init() throws {
        authority = try TestAuthority()
    }

    func register(_ policy: AttestationPolicy? = nil) throws -> CredentialRecord {
        try TestAuthenticator.relyingParty.register(
            try authenticator.registration(),
            for: RegistrationRequirements(
                challenge: TestAuthenticator.challenge,
                attestation: try policy ?? .required(authority.anchors)
            ),
            at: TestAuthenticator.moment
        )
    }

    static func modelExtension(
        _ aaguid: AAGUID = TestAuthenticator.model,
        critical: Bool = false
    ) -> Certificate.Extension {
        Certificate.Extension(
            oid: [1, 3, 6, 1, 4, 1, 45724, 1, 1, 4],
            critical: critical,
            value: [0x04, 0x10] + aaguid.bytes[...]
        )
    }

    func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        [UInt8](try key.signature(for: bytes).derRepresentation)
    }

    static func x5c(_ certificates: [[UInt8]]) -> CBOR {
        .array(certificates.map { .bytes($0) })
    }
}

extension AttestationBench {
    /// Packed with certificates.
    static func packed(
        subject: DistinguishedName? = nil,
        constraints: BasicConstraints? = .notCertificateAuthority,
        extensions: [Certificate.Extension] = [AttestationBench.modelExtension()],
        under parent: TestAuthority? = nil,
        between: [[UInt8]] = [],
        breaking: @escaping (CBOR) -> CBOR = { $0 },
        hashing: @escaping ([UInt8]) -> [UInt8] = { $0 }
    ) throws -> AttestationBench {
        var bench = try AttestationBench()
        let (issuer, key) = (parent ?? bench.authority, bench.key)
        let certificate = try issuer.issue(
            to: Certificate.PublicKey(key.publicKey),
            subject: try subject ?? .packed(),
            constraints: constraints,
            extensions: extensions
        )
        bench.authenticator.format = "packed"
        bench.authenticator.statement = { data, hash in
            let signature = [UInt8](try key.signature(for: data + hashing(hash)).derRepresentation)
            return breaking(["alg": -7, "sig": .bytes(signature), "x5c": x5c([certificate] + between)])
        }
        return bench
    }

    static func u2f(
        attestationKey: Certificate.PublicKey? = nil,
        breaking: @escaping (CBOR) -> CBOR = { $0 },
        hashing: @escaping ([UInt8]) -> [UInt8] = { $0 }
    ) throws -> AttestationBench {
        var bench = try AttestationBench()
        let key = bench.key
        let certificate = try bench.authority.issue(
            to: attestationKey ?? Certificate.PublicKey(key.publicKey),
            subject: DistinguishedName { CommonName("U2F") }
        )
        bench.authenticator.format = "fido-u2f"
        bench.authenticator.flags = [.userPresent]
        bench.authenticator.aaguid = .zero
        bench.authenticator.statement = { data, hash in
            let cose = TestKey.es256.cose.members
            let point = [4] + (cose?[-2]?.byteString ?? []) + (cose?[-3]?.byteString ?? [])
            let signed = [0] + data.prefix(32) + hashing(hash) + TestAuthenticator.credentialID + point
            let signature = [UInt8](try key.signature(for: signed).derRepresentation)
            return breaking(["sig": .bytes(signature), "x5c": x5c([certificate])])
        }
        return bench
    }

    static func apple(
        credentialKey: Certificate.PublicKey = TestKey.es256.certificateKey,
        hasNonce: Bool = true,
        breaking: @escaping (CBOR) -> CBOR = { $0 },
        hashing: @escaping ([UInt8]) -> [UInt8] = { $0 }
    ) throws -> AttestationBench {
        var bench = try AttestationBench()
        let authority = bench.authority
        bench.authenticator.format = "apple"
        bench.authenticator.statement = { data, hash in
            let nonce = Array(SHA256.hash(data: data + hashing(hash)))
            let value: [UInt8] = [0x30, 0x24, 0xa1, 0x22, 0x04, 0x20] + nonce
            let nonceExtension = Certificate.Extension(
                oid: [1, 2, 840, 113635, 100, 8, 2],
                critical: false,
                value: value[...]
            )
            let certificate = try authority.issue(
                to: credentialKey,
                subject: DistinguishedName { CommonName("Apple") },
                extensions: hasNonce ? [nonceExtension] : []
            )
            return breaking(["x5c": x5c([certificate])])
        }
        return bench
    }

    /// What an Android keystore says of a key.
    struct KeyDescription {
        /// The purposes in the list that the hardware enforces.
        var purposes: [Int] = [2]
        var softwarePurposes: [Int] = []
        var origin: Int? = 0
        var softwareOrigin: Int?
        var isForAllApplications = false
        var softwareIsForAllApplications = false

        func encoded(challenge: [UInt8]) throws -> [UInt8] {
            var serializer = DER.Serializer()
            try serializer.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(300)
                try coder.serialize(1, explicitlyTaggedWithEnumerated: ())
                try coder.serialize(300)
                try coder.serialize(1, explicitlyTaggedWithEnumerated: ())
                try coder.serialize(ASN1OctetString(contentBytes: challenge[...]))
                try coder.serialize(ASN1OctetString(contentBytes: []))
                try Self.list(&coder, softwarePurposes, softwareOrigin, softwareIsForAllApplications)
                try Self.list(&coder, purposes, origin, isForAllApplications)
            }
            return serializer.serializedBytes
        }

        private static func list(
            _ coder: inout DER.Serializer,
            _ purposes: [Int],
            _ origin: Int?,
            _ isForAll: Bool
        ) throws {
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                if !purposes.isEmpty {
                    try coder.serialize(explicitlyTaggedWithTagNumber: 1, tagClass: .contextSpecific) { coder in
                        try coder.serializeSetOf(purposes)
                    }
                }
                // An algorithm, which nobody asks for.
                try coder.serialize(3, explicitlyTaggedWithTagNumber: 2, tagClass: .contextSpecific)
                if isForAll {
                    try coder.serialize(ASN1Null(), explicitlyTaggedWithTagNumber: 600, tagClass: .contextSpecific)
                }
                if let origin {
                    try coder.serialize(origin, explicitlyTaggedWithTagNumber: 702, tagClass: .contextSpecific)
                }
            }
        }
    }

    static func androidKey(
        description: KeyDescription? = KeyDescription(),
        breaking: @escaping (CBOR) -> CBOR = { $0 },
        hashing: @escaping ([UInt8]) -> [UInt8] = { $0 },
        signing: @escaping ([UInt8]) -> [UInt8] = { $0 },
        credential: TestKey = .es256,
        certified: TestKey = .es256
    ) throws -> AttestationBench {
        var bench = try AttestationBench()
        let authority = bench.authority
        bench.authenticator.format = "android-key"
        bench.authenticator.key = credential
        bench.authenticator.statement = { data, hash in
            var extensions: [Certificate.Extension] = []
            if let description {
                let value = try description.encoded(challenge: hashing(hash))
                extensions.append(.init(oid: [1, 3, 6, 1, 4, 1, 11129, 2, 1, 17], critical: false, value: value[...]))
            }
            let certificate = try authority.issue(
                to: certified.certificateKey,
                subject: DistinguishedName { CommonName("Android Keystore Key") },
                constraints: nil,
                extensions: extensions
            )
            let signature = try certified.sign(signing(data + hash))
            return breaking(["alg": -7, "sig": .bytes(signature), "x5c": x5c([certificate])])
        }
        return bench
    }
}

extension DER.Serializer {
    /// ENUMERATED.
    mutating func serialize(_ number: UInt8, explicitlyTaggedWithEnumerated: Void) throws {
        appendPrimitiveNode(identifier: .enumerated) { $0.append(number) }
    }
}
