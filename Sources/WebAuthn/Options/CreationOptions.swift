/// `PublicKeyCredentialCreationOptionsJSON`: what a page hands to `parseCreationOptionsFromJSON` (WebAuthn Level 3 §5.4).
package struct CreationOptions: Sendable, Equatable, Encodable {
    package var rp: RelyingPartyEntity
    package var user: User
    @StoredBytes package var challenge: [UInt8]
    package var pubKeyCredParams: [Parameters]
    /// In milliseconds. The specification recommends 300,000 to 600,000 (§15.1).
    package var timeout: Int
    /// So that nobody registers one authenticator twice.
    package var excludeCredentials: [CredentialDescriptor]
    package var authenticatorSelection: AuthenticatorSelection
    package var hints: [Hint]
    package var attestation: AttestationConveyance
    package var extensions = Extensions()

    package struct RelyingPartyEntity: Sendable, Equatable, Encodable {
        package var id: String
        package var name: String

        package init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    package struct User: Sendable, Equatable, Encodable {
        /// The user handle: up to 64 random bytes, nothing that says who it is (§14.6.1).
        @StoredBytes package var id: [UInt8]
        package var name: String
        package var displayName: String

        package init(id: [UInt8], name: String, displayName: String) {
            self.id = id
            self.name = name
            self.displayName = displayName
        }
    }

    package struct Parameters: Sendable, Equatable, Encodable {
        package let type = "public-key"
        package let alg: COSEAlgorithm

        package init(_ algorithm: COSEAlgorithm) {
            alg = algorithm
        }
    }

    package struct AuthenticatorSelection: Sendable, Equatable, Encodable {
        /// Nil where either kind will do.
        package var authenticatorAttachment: Attachment?
        package var residentKey: ResidentKey
        package var userVerification: UserVerification
        /// For Level 1, which knows no `residentKey`.
        package var requireResidentKey: Bool

        package init(
            residentKey: ResidentKey = .preferred,
            userVerification: UserVerification = .preferred,
            authenticatorAttachment: Attachment? = nil
        ) {
            self.authenticatorAttachment = authenticatorAttachment
            self.residentKey = residentKey
            self.userVerification = userVerification
            requireResidentKey = residentKey == .required
        }
    }

    /// Whether the credential is one that can be found without its id: a passkey.
    package enum ResidentKey: String, Sendable, Codable {
        case discouraged
        case preferred
        case required
    }

    package enum Attachment: String, Sendable, Codable {
        case platform
        case crossPlatform = "cross-platform"
    }

    package enum AttestationConveyance: String, Sendable, Codable {
        case none
        case indirect
        case direct
        case enterprise
    }

    /// `credProps` says afterwards whether the credential can be found without its id (§10.1.3).
    package struct Extensions: Sendable, Equatable, Encodable {
        package var credProps = true

        package init() {}
    }

    package init(
        rp: RelyingPartyEntity,
        user: User,
        challenge: [UInt8],
        algorithms: [COSEAlgorithm] = COSEAlgorithm.preferred,
        timeout: Int = 300_000,
        excludeCredentials: [CredentialDescriptor] = [],
        authenticatorSelection: AuthenticatorSelection = AuthenticatorSelection(),
        hints: [Hint] = [],
        attestation: AttestationConveyance = .none
    ) {
        self.rp = rp
        self.user = user
        self.challenge = challenge
        pubKeyCredParams = algorithms.map { Parameters($0) }
        self.timeout = timeout
        self.excludeCredentials = excludeCredentials
        self.authenticatorSelection = authenticatorSelection
        self.hints = hints
        self.attestation = attestation
    }
}
