/// `PublicKeyCredentialRequestOptionsJSON`: what a page hands to `parseRequestOptionsFromJSON` (WebAuthn Level 3 §5.5).
package struct RequestOptions: Sendable, Equatable, Encodable {
    @StoredBytes package var challenge: [UInt8]
    /// In milliseconds.
    package var timeout: Int
    package var rpId: String
    /// Empty where any credential that can be found without its id will do.
    package var allowCredentials: [CredentialDescriptor]
    package var userVerification: UserVerification
    package var hints: [Hint]

    package init(
        challenge: [UInt8],
        rpId: String,
        timeout: Int = 300_000,
        allowCredentials: [CredentialDescriptor] = [],
        userVerification: UserVerification = .preferred,
        hints: [Hint] = []
    ) {
        self.challenge = challenge
        self.timeout = timeout
        self.rpId = rpId
        self.allowCredentials = allowCredentials
        self.userVerification = userVerification
        self.hints = hints
    }
}
