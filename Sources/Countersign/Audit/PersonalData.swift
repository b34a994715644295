import Crypto
import Foundation

/// The part of an event that names somebody, sealed under the key of that account alone: when the key is destroyed, so is
/// what it told, and the chain, which covers the ciphertext, still holds.
///
/// Fields: `address` (IP), `user_agent`, `name`, `email`, `new_email`, `label`, `external_id`.
package enum PersonalData {
    package static let keyLength = 32
    /// Longer values are cut: an event must not carry a megabyte that a client made up.
    package static let longestValue = 512

    package static func seal(
        _ fields: [String: String],
        key: [UInt8],
        account: Account.ID,
        random: (Int) -> [UInt8]
    ) throws -> [UInt8] {
        guard key.count == keyLength else { throw SealingFault.malformed }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let plaintext = [UInt8](try encoder.encode(fields.mapValues { String($0.prefix(longestValue)) }))
        return [version]
            + (try SealedBytes.seal(plaintext, under: SymmetricKey(data: key), associatedData(account), random))
    }

    package static func open(_ sealed: [UInt8], key: [UInt8], account: Account.ID) throws -> [String: String] {
        guard key.count == keyLength, sealed.first == version else { throw SealingFault.malformed }
        let box = Array(sealed.dropFirst())
        let plaintext = try SealedBytes.open(box, under: SymmetricKey(data: key), associatedData(account))
        return try JSONDecoder().decode([String: String].self, from: Data(plaintext))
    }

    private static let version: UInt8 = 1

    private static func associatedData(_ account: Account.ID) -> [UInt8] {
        var fields = LengthPrefixed("countersign-personal-1")
        fields.append(account.rawValue)
        return fields.bytes
    }
}
