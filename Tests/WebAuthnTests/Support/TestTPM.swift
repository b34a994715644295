import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

@testable import WebAuthn

/// A Trusted Platform Module with a key in it, and the places where a test breaks it.
struct TestTPM {
    var credential = TestKey.es256
    /// The key in pubArea.
    var inside = TestKey.es256
    var version = "2.0"
    var magic: UInt32 = 0xff54_4347
    var type: UInt16 = 0x8017
    var nameAlgorithm: UInt16 = 0x000b
    var leavesOutLeadingZeros = false
    /// Signs with RSA and SHA-1, as older TPMs do.
    var usesSHA1 = false
    var subject: DistinguishedName?
    var constraints: BasicConstraints? = .notCertificateAuthority
    var names: [ASN1ObjectIdentifier] = [[2, 23, 133, 2, 1], [2, 23, 133, 2, 2], [2, 23, 133, 2, 3]]
    var purpose: ASN1ObjectIdentifier = [2, 23, 133, 8, 3]
    var more: [Certificate.Extension] = [AttestationBench.modelExtension()]
    var extraData: ([UInt8]) -> [UInt8] = { Array(SHA256.hash(data: $0)) }
    var naming: ([UInt8]) -> [UInt8] = { $0 }
    var changingArea: ([UInt8]) -> [UInt8] = { $0 }
    var changingInfo: ([UInt8]) -> [UInt8] = { $0 }
    var signing: ([UInt8]) -> [UInt8] = { $0 }
    var breaking: (CBOR) -> CBOR = { $0 }

    func bench() throws -> AttestationBench {
        var bench = try AttestationBench()
        let (tpm, authority, key) = (self, bench.authority, bench.key)
        bench.authenticator.format = "tpm"
        bench.authenticator.key = credential
        bench.authenticator.statement = { data, hash in
            let area = tpm.publicArea()
            let info = tpm.changingInfo(tpm.certInfo(area: area, extraData: tpm.extraData(data + hash)))
            let signature: [UInt8]
            let publicKey: Certificate.PublicKey
            if tpm.usesSHA1 {
                let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
                let digest = Insecure.SHA1.hash(data: tpm.signing(info))
                signature = [UInt8](try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
                publicKey = Certificate.PublicKey(key.publicKey)
            } else {
                signature = [UInt8](try key.signature(for: tpm.signing(info)).derRepresentation)
                publicKey = Certificate.PublicKey(key.publicKey)
            }
            return tpm.breaking([
                "alg": tpm.usesSHA1 ? -65_535 : -7, "sig": .bytes(signature), "ver": .text(tpm.version),
                "x5c": AttestationBench.x5c([try tpm.certificate(by: authority, for: publicKey)]),
                "pubArea": .bytes(area), "certInfo": .bytes(info),
            ])
        }
        return bench
    }

    private func publicArea() -> [UInt8] {
        let map = inside.cose.members
        let isRSA = inside.algorithm == .rs256
        var area = Self.bytes(isRSA ? UInt16(0x0001) : 0x0023) + Self.bytes(nameAlgorithm) + [0, 6, 4, 0x72]
        // authPolicy, symmetric, scheme
        area += Self.sized([9, 9]) + Self.bytes(UInt16(0x0010)) + Self.bytes(UInt16(0x0010))
        if isRSA {
            area += Self.bytes(UInt16(2_048)) + [0, 0, 0, 0] + Self.sized(map?[-1]?.byteString ?? [])
        } else {
            area += Self.bytes(inside.algorithm == .es384 ? UInt16(4) : 3) + Self.bytes(UInt16(0x0010))
            for label: Int64 in [-2, -3] {
                let coordinate = map?[label]?.byteString ?? []
                area += Self.sized(leavesOutLeadingZeros ? Array(coordinate.drop { $0 == 0 }) : coordinate)
            }
        }
        return changingArea(area)
    }

    private func certInfo(area: [UInt8], extraData: [UInt8]) -> [UInt8] {
        let digest: [UInt8] =
            switch nameAlgorithm {
            case 0x0004: Array(Insecure.SHA1.hash(data: area))
            case 0x000c: Array(SHA384.hash(data: area))
            case 0x000d: Array(SHA512.hash(data: area))
            default: Array(SHA256.hash(data: area))
            }
        var info = withUnsafeBytes(of: magic.bigEndian) { Array($0) } + Self.bytes(type)
        info += Self.sized([1, 2, 3]) + Self.sized(extraData)
        info += [UInt8](repeating: 7, count: 17 + 8)
        return info + Self.sized(naming(Self.bytes(nameAlgorithm) + digest)) + Self.sized([4, 5])
    }

    private func certificate(by authority: TestAuthority, for key: Certificate.PublicKey) throws -> [UInt8] {
        let attributes = names.map { RelativeDistinguishedName.Attribute(type: $0, utf8String: "id:00000000") }
        let name = DistinguishedName([RelativeDistinguishedName(attributes)])
        return try authority.issue(
            to: key,
            subject: subject ?? DistinguishedName(),
            constraints: constraints,
            extensions: [
                try Certificate.Extension(SubjectAlternativeNames([.directoryName(name)]), critical: true),
                try Certificate.Extension(ExtendedKeyUsage([.init(oid: purpose)]), critical: false),
            ] + more
        )
    }

    private static func bytes(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(number & 0xff)]
    }

    private static func sized(_ content: [UInt8]) -> [UInt8] {
        bytes(UInt16(content.count)) + content
    }
}
