import Crypto
import CryptoExtras
import Foundation

extension COSEKey {
    /// The labels of key parameters. What −1 and below mean depends on the key type.
    enum Label {
        static let keyType: Int64 = 1
        static let algorithm: Int64 = 3
        static let curve: Int64 = -1
        static let x: Int64 = -2
        static let y: Int64 = -3
        static let modulus: Int64 = -1
        static let exponent: Int64 = -2
    }

    /// Key types in the COSE registry.
    private enum KeyType {
        static let octetKeyPair: Int64 = 1
        static let ellipticCurve: Int64 = 2
        static let rsa: Int64 = 3
    }

    /// Curves in the COSE registry.
    private enum Curve {
        static let p256: Int64 = 1
        static let p384: Int64 = 2
        static let ed25519: Int64 = 6
    }

    static func p256(_ map: CBORMap) throws(Flaw) -> P256.Signing.PublicKey {
        let point = try point(map, curve: Curve.p256, length: 32)
        // The library checks that the point is on the curve.
        guard let key = try? P256.Signing.PublicKey(rawRepresentation: point) else { throw .notOnTheCurve }
        return key
    }

    static func p384(_ map: CBORMap) throws(Flaw) -> P384.Signing.PublicKey {
        let point = try point(map, curve: Curve.p384, length: 48)
        guard let key = try? P384.Signing.PublicKey(rawRepresentation: point) else { throw .notOnTheCurve }
        return key
    }

    /// Both coordinates, one after the other. WebAuthn allows no compressed points.
    private static func point(_ map: CBORMap, curve: Int64, length: Int) throws(Flaw) -> [UInt8] {
        try check(map, keyType: KeyType.ellipticCurve, curve: curve, parameters: 5)
        guard let x = map[Label.x]?.byteString, x.count == length else { throw .parameter(.x) }
        guard let y = map[Label.y]?.byteString, y.count == length else { throw .parameter(.y) }
        return x + y
    }

    static func ed25519(_ map: CBORMap) throws(Flaw) -> Curve25519.Signing.PublicKey {
        try check(map, keyType: KeyType.octetKeyPair, curve: Curve.ed25519, parameters: 4)
        guard let x = map[Label.x]?.byteString, x.count == 32 else { throw .parameter(.x) }
        guard !EdwardsPoint.isWeak(x) else { throw .weakPoint }
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else { throw .notOnTheCurve }
        return key
    }

    static func rsa(_ map: CBORMap) throws(Flaw) -> _RSA.Signing.PublicKey {
        try check(map, keyType: KeyType.rsa, curve: nil, parameters: 4)
        guard let modulus = map[Label.modulus]?.byteString, let first = modulus.first, let last = modulus.last else {
            throw .parameter(.modulus)
        }
        guard let exponent = map[Label.exponent]?.byteString else { throw .parameter(.exponent) }
        // RFC 8230 §4: the minimum number of octets.
        guard first != 0, last & 1 == 1 else { throw .modulus }
        let bits = modulus.count * 8 - first.leadingZeroBitCount
        guard allowedModulusBits ~= bits else { throw .modulusBits(bits) }
        guard (1...4) ~= exponent.count, exponent.first != 0 else { throw .exponent }
        let value = exponent.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard value >= 3, value & 1 == 1 else { throw .exponent }
        guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { throw .modulus }
        return key
    }

    private static func check(
        _ map: CBORMap,
        keyType: Int64,
        curve: Int64?,
        parameters: Int
    ) throws(Flaw) {
        guard map[Label.keyType]?.integer == keyType else { throw .parameter(.keyType) }
        if let curve {
            guard map[Label.curve]?.integer == curve else { throw .parameter(.curve) }
        }
        guard map.count <= parameters else { throw .unexpectedParameter }
    }
}

/// Encodings that no honest Ed25519 key has (RFC 8032 §5.1.3).
enum EdwardsPoint {
    /// Whether the point is of small order or its y is not below the field's prime.
    ///
    /// For such a key anyone can make signatures, and the library, which sees only that its equation holds, takes them.
    static func isWeak(_ encoded: [UInt8]) -> Bool {
        guard encoded.count == 32 else { return true }
        var y = encoded
        // The highest bit is the sign of x.
        y[31] &= 0x7f
        let isBeyondThePrime = y[31] == 0x7f && y[1..<31].allSatisfy { $0 == 0xff } && y[0] >= 0xed
        return isBeyondThePrime || smallOrder.contains(y)
    }

    /// The y of every point whose order divides 8, least byte first.
    private static let smallOrder: [[UInt8]] = [
        [UInt8](repeating: 0, count: 32),
        [1] + [UInt8](repeating: 0, count: 31),
        [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
            0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
            0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
    ]
}
