/// What was asked of a new credential, kept on the server from the options to the answer.
package struct RegistrationRequirements: Sendable {
    package var challenge: [UInt8]
    package var userVerification: UserVerification
    /// `pubKeyCredParams`.
    package var algorithms: [COSEAlgorithm]
    package var attestation: AttestationPolicy
    package var authenticators: AuthenticatorFilter
    /// Refuses credentials that can be copied between devices.
    package var isDeviceBound: Bool
    /// The credential was made in passing, without a touch (`mediation: "conditional"`).
    package var isConditional: Bool

    package init(
        challenge: [UInt8],
        userVerification: UserVerification = .preferred,
        algorithms: [COSEAlgorithm] = COSEAlgorithm.preferred,
        attestation: AttestationPolicy = .ignored,
        authenticators: AuthenticatorFilter = .all,
        isDeviceBound: Bool = false,
        isConditional: Bool = false
    ) {
        self.challenge = challenge
        self.userVerification = userVerification
        self.algorithms = algorithms
        self.attestation = attestation
        self.authenticators = authenticators
        self.isDeviceBound = isDeviceBound
        self.isConditional = isConditional
    }
}

/// Which models may be registered. Without a trusted attestation a model is only what it says it is.
package struct AuthenticatorFilter: Sendable, Equatable {
    /// Nil where every model may that is not denied.
    package var allowed: Set<AAGUID>?
    package var denied: Set<AAGUID>

    package static let all = AuthenticatorFilter()

    package init(allowed: Set<AAGUID>? = nil, denied: Set<AAGUID> = []) {
        self.allowed = allowed
        self.denied = denied
    }

    package func allows(_ aaguid: AAGUID) -> Bool {
        !denied.contains(aaguid) && (allowed?.contains(aaguid) ?? true)
    }
}
