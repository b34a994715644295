import Crypto
import CryptoExtras
import Foundation

/// A credential public key, every parameter checked (RFC 9052 §7, RFC 9053 §7, RFC 8230 §4; WebAuthn Level 3 §6.5.1.1).
package struct COSEKey: Sendable {
    package let algorithm: COSEAlgorithm
    /// As the authenticator wrote it: what is stored, and read again at each sign-in.
    package let bytes: [UInt8]
    let material: Material

    /// The key, ready to verify with.
    enum Material: Sendable {
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
    }

    /// Moduli of other lengths are refused: shorter ones are weak, longer ones cost more than they give.
    package static let allowedModulusBits = 2_048...8_192

    package init(_ bytes: [UInt8]) throws(Flaw) {
        let item: CBOR
        do {
            item = try CBORDecoder.decode(bytes, limits: .authenticator)
        } catch {
            throw .cbor(error)
        }
        try self.init(item, bytes: bytes)
    }

    init(_ item: CBOR, bytes: [UInt8]) throws(Flaw) {
        guard let map = item.members else { throw .notAMap }
        guard let number = map[Label.algorithm]?.integer else { throw .parameter(.algorithm) }
        guard let algorithm = COSEAlgorithm(rawValue: number) else { throw .algorithmUnknown(number) }
        self.algorithm = algorithm
        self.bytes = bytes
        switch algorithm {
        case .es256: material = try .p256(Self.p256(map))
        case .es384: material = try .p384(Self.p384(map))
        case .eddsa: material = try .ed25519(Self.ed25519(map))
        case .rs256: material = try .rsa(Self.rsa(map))
        }
    }

    /// Whether the signature, as WebAuthn Level 3 §6.5.5 has it for the algorithm, is by this key and over this data.
    package func isValidSignature(_ signature: [UInt8], for data: [UInt8]) -> Bool {
        switch material {
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: data)
        case .p384(let key):
            guard let signature = try? P384.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: data)
        case .ed25519(let key):
            return key.isValidSignature(signature, for: data)
        case .rsa(let key):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature),
                for: SHA256.hash(data: data),
                padding: .insecurePKCS1v1_5
            )
        }
    }

    /// Why a key is refused.
    package enum Flaw: Error, Sendable, Equatable, CustomStringConvertible {
        case cbor(CBORError)
        case notAMap
        case algorithmUnknown(Int64)
        /// It is missing, of the wrong type or length, or not the value that goes with the algorithm.
        case parameter(Parameter)
        /// Beside the required ones: WebAuthn allows no others.
        case unexpectedParameter
        case notOnTheCurve
        /// A point that makes signatures valid for messages nobody signed.
        case weakPoint
        case modulusBits(Int)
        case modulus
        case exponent

        package enum Parameter: String, Sendable, Equatable {
            case keyType = "kty"
            case algorithm = "alg"
            case curve = "crv"
            case x
            case y
            case modulus = "n"
            case exponent = "e"
        }

        package var description: String {
            switch self {
            case .cbor(let error): "the public key is no \(error)"
            case .notAMap: "the public key is not a map"
            case .algorithmUnknown(let number): "the public key's algorithm \(number) is not supported"
            case .parameter(let parameter): "the public key's \(parameter.rawValue) is missing or wrong"
            case .unexpectedParameter: "the public key has a parameter that it may not have"
            case .notOnTheCurve: "the public key is not a point on its curve"
            case .weakPoint: "the public key is a point of small order"
            case .modulusBits(let bits): "the RSA modulus has \(bits) bits"
            case .modulus: "the RSA modulus is even or not written in its shortest form"
            case .exponent: "the RSA exponent is even, less than 3 or too long"
            }
        }
    }
}

extension COSEKey: Equatable {
    package static func == (left: COSEKey, right: COSEKey) -> Bool {
        left.bytes == right.bytes
    }
}
