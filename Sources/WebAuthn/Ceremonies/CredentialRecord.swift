/// What is kept of a credential (WebAuthn Level 3 §4, "credential record"). Holds nothing secret.
package struct CredentialRecord: Sendable, Equatable, Codable {
    @StoredBytes package private(set) var id: [UInt8]
    /// COSE, as the authenticator wrote it.
    @StoredBytes package private(set) var publicKey: [UInt8]
    package let algorithm: COSEAlgorithm
    /// The highest that was seen.
    package internal(set) var signCount: UInt32
    /// Whether the authenticator has verified its user, in a way that another factor vouches for. Only then does a
    /// credential count as two factors.
    package private(set) var isUserVerificationInitialized: Bool
    /// How the browser says it can be reached again: hints for the next request, to be taken as they are.
    package let transports: [Transport]
    /// May be copied between devices. Never changes.
    package let isBackupEligible: Bool
    package internal(set) var isBackedUp: Bool
    package let aaguid: AAGUID
    package let attestation: Attestation

    /// What became of the attestation.
    package struct Attestation: Sendable, Equatable, Codable {
        /// As the statement names it: `none` where there is nothing, `unknown` where it was ignored and is not known here.
        package let format: String
        package let type: AttestationType
        /// It leads to a trusted certificate: the AAGUID is true.
        package let isTrusted: Bool

        package init(format: String, type: AttestationType, isTrusted: Bool) {
            self.format = format
            self.type = type
            self.isTrusted = isTrusted
        }
    }

    package init(
        id: [UInt8],
        publicKey: COSEKey,
        signCount: UInt32,
        isUserVerificationInitialized: Bool,
        transports: [Transport],
        isBackupEligible: Bool,
        isBackedUp: Bool,
        aaguid: AAGUID,
        attestation: Attestation
    ) {
        self.id = id
        self.publicKey = publicKey.bytes
        algorithm = publicKey.algorithm
        self.signCount = signCount
        self.isUserVerificationInitialized = isUserVerificationInitialized
        self.transports = transports
        self.isBackupEligible = isBackupEligible
        self.isBackedUp = isBackedUp
        self.aaguid = aaguid
        self.attestation = attestation
    }

    /// WebAuthn Level 3 §7.2: turning it on "SHOULD require authorization by an additional authentication factor".
    /// Call it when that other factor was proven in the same sign-in.
    package mutating func initializeUserVerification() {
        isUserVerificationInitialized = true
    }
}

/// Bytes that are base64url in JSON.
@propertyWrapper
package struct StoredBytes: Sendable, Equatable, Codable {
    package var wrappedValue: [UInt8]

    package init(wrappedValue: [UInt8]) {
        self.wrappedValue = wrappedValue
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Base64URL.decode(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base64url")
        }
        wrappedValue = bytes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64URL.encode(wrappedValue))
    }
}
