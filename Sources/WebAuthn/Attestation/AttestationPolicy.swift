/// What a relying party makes of attestation.
package enum AttestationPolicy: Sendable {
    /// The statement is not looked at, whatever it is: for most, and the best for privacy.
    case ignored
    /// A statement that is sent has to be right, and it is noted whether it is trusted. None is all right, too.
    case noted(TrustAnchors)
    /// Only authenticators whose statement leads to a trust anchor.
    case required(TrustAnchors)
}

/// What an attestation says (WebAuthn Level 3 §6.5.3).
package enum AttestationType: String, Sendable, Equatable, Codable {
    /// Nothing, or it was not looked at.
    case none
    /// Signed by the credential itself: it is whole, and that is all.
    case selfSigned = "self"
    /// A certificate of the model signed it.
    case basic
    /// A certificate that a certification authority gave to this one authenticator signed it.
    case authority = "attca"
    /// A certificate made for this credential alone.
    case anonymousAuthority = "anonca"
}
