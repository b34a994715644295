import Crypto
import CryptoExtras
import Foundation
import X509

@testable import WebAuthn

/// A credential's private key, as an authenticator has it.
struct TestKey: Sendable {
    let algorithm: COSEAlgorithm
    let cose: CBOR
    let certificateKey: Certificate.PublicKey
    let sign: @Sendable ([UInt8]) throws -> [UInt8]

    var publicKey: COSEKey { get throws { try COSEKey(cose.encoded) } }

    static func make(_ algorithm: COSEAlgorithm) -> TestKey {
        switch algorithm {
        case .es256: es256
        case .es384: es384
        case .eddsa: eddsa
        case .rs256: rs256
        }
    }

    static let es256 = es256(P256.Signing.PrivateKey())

    static func es256(_ key: P256.Signing.PrivateKey) -> TestKey {
        let point = [UInt8](key.publicKey.rawRepresentation)
        return TestKey(
            algorithm: .es256,
            cose: [1: 2, 3: -7, -1: 1, -2: .bytes(Array(point.prefix(32))), -3: .bytes(Array(point.suffix(32)))],
            certificateKey: Certificate.PublicKey(key.publicKey),
            sign: { [UInt8](try key.signature(for: $0).derRepresentation) }
        )
    }

    static let es384: TestKey = {
        let key = P384.Signing.PrivateKey()
        let point = [UInt8](key.publicKey.rawRepresentation)
        return TestKey(
            algorithm: .es384,
            cose: [1: 2, 3: -35, -1: 2, -2: .bytes(Array(point.prefix(48))), -3: .bytes(Array(point.suffix(48)))],
            certificateKey: Certificate.PublicKey(key.publicKey),
            sign: { [UInt8](try key.signature(for: $0).derRepresentation) }
        )
    }()

    static let eddsa: TestKey = {
        let key = Curve25519.Signing.PrivateKey()
        return TestKey(
            algorithm: .eddsa,
            cose: [1: 1, 3: -8, -1: 6, -2: .bytes([UInt8](key.publicKey.rawRepresentation))],
            certificateKey: Certificate.PublicKey(key.publicKey),
            sign: { [UInt8](try key.signature(for: $0)) }
        )
    }()

    // One for all tests: RSA keys take long to make.
    static let rs256: TestKey = {
        // swift-format-ignore: NeverUseForceTry
        let key = try! _RSA.Signing.PrivateKey(keySize: .bits2048)
        // swift-format-ignore: NeverUseForceTry
        let numbers = try! key.publicKey.getKeyPrimitives()
        return TestKey(
            algorithm: .rs256,
            cose: [
                1: 3, 3: -257, -1: .bytes([UInt8](numbers.modulus)), -2: .bytes([UInt8](numbers.publicExponent)),
            ],
            certificateKey: Certificate.PublicKey(key.publicKey),
            sign: {
                [UInt8](
                    try key.signature(for: SHA256.hash(data: $0), padding: .insecurePKCS1v1_5).rawRepresentation
                )
            }
        )
    }()
}
