import Foundation
import YubicoOTP

/// A key whose secrets were imported, so that its codes are judged here.
package struct YubiKey: Sendable, Equatable {
    package let publicID: PublicID
    /// `YubiKeySecrets`, sealed.
    package let sealedSecrets: [UInt8]
    /// What the operator calls it. May be empty.
    package let label: String
    /// What is printed on it, where it is known.
    package let serial: Int64?
    /// Of the last code accepted; nil before the first.
    package var counters: Counters?
    /// Of the request that brought the last code, to tell a request sent twice from a code shown twice.
    package var lastNonce: String?
    package var isEnabled: Bool
    package let createdAt: Date
    package var lastUsedAt: Date?

    package init(
        publicID: PublicID,
        sealedSecrets: [UInt8],
        label: String = "",
        serial: Int64? = nil,
        counters: Counters? = nil,
        lastNonce: String? = nil,
        isEnabled: Bool = true,
        createdAt: Date,
        lastUsedAt: Date? = nil
    ) {
        self.publicID = publicID
        self.sealedSecrets = sealedSecrets
        self.label = label
        self.serial = serial
        self.counters = counters
        self.lastNonce = lastNonce
        self.isEnabled = isEnabled
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
    }
}

/// What is sealed of a key: its AES key and its private id.
struct YubiKeySecrets: Codable, Sendable {
    @StoredKeySecrets var secrets: KeySecrets

    private enum CodingKeys: String, CodingKey {
        case secrets = "k"
    }
}

/// A program that asks this server about codes, by Yubico's protocol, and shares a key with it.
package struct ValidationClient: Sendable, Equatable {
    /// Counted from 1: the protocol wants numbers.
    package let number: Int64
    package let label: String
    /// The key's bytes, sealed.
    package let sealedKey: [UInt8]
    /// Whether its requests may come unsigned. The answers are signed all the same.
    package let mayAskUnsigned: Bool
    package let createdAt: Date
    package var revokedAt: Date?

    package init(
        number: Int64,
        label: String,
        sealedKey: [UInt8],
        mayAskUnsigned: Bool,
        createdAt: Date,
        revokedAt: Date? = nil
    ) {
        self.number = number
        self.label = label
        self.sealedKey = sealedKey
        self.mayAskUnsigned = mayAskUnsigned
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}

extension SealedPlace {
    package static func yubiKey(_ id: PublicID) -> Self {
        Self(column: .yubiKeySecrets, row: id.text, account: "")
    }

    package static func validationClient(_ number: Int64) -> Self {
        Self(column: .validationClientKey, row: String(number), account: "")
    }
}
