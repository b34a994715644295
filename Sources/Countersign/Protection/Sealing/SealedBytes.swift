import Crypto
import Foundation

/// The form of a sealed value: version 1, the length of the key's id, the id, then nonce, ciphertext and tag of
/// AES-256-GCM.
struct SealedBytes {
    let keyID: String
    /// Nonce (12 bytes), ciphertext, tag (16 bytes); or, for a keyed hash, its 32 bytes.
    let box: [UInt8]

    private static let version: UInt8 = 1
    static let nonceLength = 12
    static let tagLength = 16

    init(keyID: String, box: [UInt8]) {
        self.keyID = keyID
        self.box = box
    }

    init(_ bytes: [UInt8]) throws(SealingFault) {
        guard bytes.count >= 2, bytes[0] == Self.version else { throw .malformed }
        let length = Int(bytes[1])
        guard bytes.count >= 2 + length else { throw .malformed }
        let id = String(validating: bytes[2..<(2 + length)], as: UTF8.self)
        guard let id, MasterKey.isValid(id: id) else { throw .malformed }
        keyID = id
        box = Array(bytes[(2 + length)...])
    }

    var bytes: [UInt8] {
        // An id has at most 32 bytes, see `MasterKey`.
        [Self.version, UInt8(truncatingIfNeeded: keyID.utf8.count)] + Array(keyID.utf8) + box
    }

    static func seal(
        _ plaintext: [UInt8],
        under key: SymmetricKey,
        _ associated: [UInt8],
        _ random: (Int) -> [UInt8]
    ) throws(SealingFault) -> [UInt8] {
        let nonce = random(nonceLength)
        guard nonce.count == nonceLength else { throw .noRandomness }
        do {
            let box = try AES.GCM.seal(
                plaintext,
                using: key,
                nonce: AES.GCM.Nonce(data: nonce),
                authenticating: associated
            )
            guard let combined = box.combined else { throw SealingFault.noRandomness }
            return Array(combined)
        } catch {
            throw .noRandomness
        }
    }

    static func open(_ box: [UInt8], under key: SymmetricKey, _ associated: [UInt8]) throws(SealingFault) -> [UInt8] {
        guard box.count >= nonceLength + tagLength else { throw .malformed }
        do {
            let sealed = try AES.GCM.SealedBox(combined: box)
            return Array(try AES.GCM.open(sealed, using: key, authenticating: associated))
        } catch {
            throw .doesNotOpen
        }
    }
}

/// Why a value was not sealed or not opened. Says nothing about what is in it.
package enum SealingFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// It has not the form of a sealed value.
    case malformed
    case unknownKey(String)
    /// Changed, moved from another place, or sealed under another key of the same id.
    case doesNotOpen
    /// The source of randomness gave too little.
    case noRandomness

    package var description: String {
        switch self {
        case .malformed: "this is not a sealed value"
        case .unknownKey(let id): "sealed under the key \(id), which the master key file lacks"
        case .doesNotOpen: "a sealed value does not open: it was changed, or moved from another place"
        case .noRandomness: "the source of randomness failed"
        }
    }
}
