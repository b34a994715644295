import CryptoExtras
import Foundation

/// `TPMT_PUBLIC`: a public key as a TPM writes it (TPM 2.0 Library part 2 §12.2.4), of the kinds that sign.
struct TPMPublicArea {
    /// nameAlg ‖ hash of the whole area: what a TPM calls the key by (part 1 §16).
    let name: [UInt8]
    private let key: Key

    private enum Key {
        case rsa(modulus: [UInt8], exponent: UInt32)
        case elliptic(curve: UInt16, x: [UInt8], y: [UInt8])
    }

    private enum ID {
        static let rsa: UInt16 = 0x0001
        static let ecc: UInt16 = 0x0023
        static let null: UInt16 = 0x0010
        static let ecdaa: UInt16 = 0x001a
        static let p256: UInt16 = 0x0003
        static let p384: UInt16 = 0x0004
    }

    /// Nil where the bytes are anything else, or too many.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard
            let type = reader.uint16(),
            let nameAlgorithm = reader.uint16(), let hash = TPMHash(rawValue: nameAlgorithm),
            reader.uint32() != nil,
            reader.sized() != nil,
            Self.skipSymmetric(&reader), Self.skipScheme(&reader)
        else { return nil }
        switch type {
        case ID.rsa:
            guard reader.uint16() != nil, let exponent = reader.uint32(), let modulus = reader.sized() else {
                return nil
            }
            // Zero stands for the usual exponent.
            key = .rsa(modulus: modulus, exponent: exponent == 0 ? 65_537 : exponent)
        case ID.ecc:
            guard
                let curve = reader.uint16(), Self.skipScheme(&reader),
                let x = reader.sized(), let y = reader.sized()
            else { return nil }
            key = .elliptic(curve: curve, x: x, y: y)
        default:
            return nil
        }
        guard reader.isAtEnd else { return nil }
        name =
            [UInt8(truncatingIfNeeded: nameAlgorithm >> 8), UInt8(truncatingIfNeeded: nameAlgorithm)]
            + hash.digest(of: bytes)
    }

    /// Whether it is the same key.
    func holds(_ other: COSEKey) -> Bool {
        switch (key, other.material) {
        case (.rsa(let modulus, let exponent), .rsa(let rsa)):
            guard let numbers = try? rsa.getKeyPrimitives() else { return false }
            let bytes = withUnsafeBytes(of: exponent.bigEndian) { Array($0) }
            return Self.number(modulus) == Self.number(Array(numbers.modulus))
                && Self.number(bytes) == Self.number(Array(numbers.publicExponent))
        case (.elliptic(ID.p256, let x, let y), .p256(let point)):
            return Self.point(x, y, length: 32) == Array(point.rawRepresentation)
        case (.elliptic(ID.p384, let x, let y), .p384(let point)):
            return Self.point(x, y, length: 48) == Array(point.rawRepresentation)
        case (.rsa, _), (.elliptic, _):
            return false
        }
    }

    /// A number without leading zeros.
    private static func number(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.drop { $0 == 0 }
    }

    /// Both coordinates in full length; TPMs may leave leading zeros out.
    private static func point(_ x: [UInt8], _ y: [UInt8], length: Int) -> [UInt8]? {
        var point: [UInt8] = []
        for coordinate in [x, y] {
            guard coordinate.count <= length else { return nil }
            point += [UInt8](repeating: 0, count: length - coordinate.count) + coordinate
        }
        return point
    }

    /// TPMT_SYM_DEF_OBJECT: an algorithm, and unless null its key length and mode.
    private static func skipSymmetric(_ reader: inout ByteReader) -> Bool {
        guard let algorithm = reader.uint16() else { return false }
        return algorithm == ID.null || reader.uint32() != nil
    }

    /// A scheme, and unless null its hash; ECDAA has a counter, too.
    private static func skipScheme(_ reader: inout ByteReader) -> Bool {
        guard let scheme = reader.uint16() else { return false }
        guard scheme != ID.null else { return true }
        guard reader.uint16() != nil else { return false }
        return scheme != ID.ecdaa || reader.uint16() != nil
    }
}

extension ByteReader {
    /// TPM2B: a length and so many bytes.
    mutating func sized() -> [UInt8]? {
        guard let length = uint16(), let bytes = take(Int(length)) else { return nil }
        return Array(bytes)
    }
}
