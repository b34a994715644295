import Foundation
import WebAuthn

/// What is kept about a passkey or security key. Nothing in it is secret.
package struct PasskeyState: Codable, Sendable, Equatable {
    package var record: CredentialRecord
    /// What the authenticator knows the account by: 64 random bytes, the same for all passkeys of an account.
    package let userHandle: [UInt8]
    /// Whether the browser says that it can be found without its id; nil if it kept silent.
    package let isDiscoverable: Bool?

    private enum CodingKeys: String, CodingKey {
        case record = "r"
        case userHandle = "u"
        case isDiscoverable = "d"
    }

    package init(record: CredentialRecord, userHandle: [UInt8], isDiscoverable: Bool?) {
        self.record = record
        self.userHandle = userHandle
        self.isDiscoverable = isDiscoverable
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        record = try container.decode(CredentialRecord.self, forKey: .record)
        userHandle = try container.decode(StoredBytes.self, forKey: .userHandle).wrappedValue
        isDiscoverable = try container.decodeIfPresent(Bool.self, forKey: .isDiscoverable)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(record, forKey: .record)
        try container.encode(StoredBytes(wrappedValue: userHandle), forKey: .userHandle)
        try container.encodeIfPresent(isDiscoverable, forKey: .isDiscoverable)
    }

    /// The names of RFC 8176: a key that cannot be copied between devices counts as hardware. Somebody was present in
    /// either case; without that no assertion is accepted.
    var amr: [String] { [record.isBackupEligible ? "swk" : "hwk", "user"] }
}

/// An enrolment under way: what was sent, and what the answer has to agree with.
package struct PasskeyDraft: Codable, Sendable {
    @StoredBytes var challenge: [UInt8]
    @StoredBytes var userHandle: [UInt8]
    /// `PublicKeyCredentialCreationOptionsJSON` as it was sent.
    let options: String
    let expiresAt: Date
    let excluded: [Excluded]

    /// A credential that the account has already.
    struct Excluded: Codable, Sendable {
        @StoredBytes var id: [UInt8]
        let transports: [Transport]

        var descriptor: CredentialDescriptor { CredentialDescriptor(id: id, transports: transports) }
    }
}

/// What was asked of a sign-in, so that options and check come from one record.
package struct PasskeyChallenge: Codable, Sendable {
    @StoredBytes var challenge: [UInt8]
    let userVerification: UserVerification
    /// Empty where nobody is known yet, and any discoverable credential would do.
    let credentials: [StoredBytes]
    /// Another factor is proved in the same sign-in: a key that now verifies its user does so for good.
    let isBesideAnotherFactor: Bool

    var isUserKnown: Bool { !credentials.isEmpty }
}
