import Crypto

/// The steps that registration and authentication have in common.
extension RelyingParty {
    /// WebAuthn Level 3 §13.4.3: challenges have at least 16 bytes. A shorter one was never issued.
    private static let shortestChallengeInBytes = 16

    func check(
        _ clientData: CollectedClientData,
        type: String,
        challenge: [UInt8]
    ) throws(WebAuthnError) {
        // "Verify that the value of C.type is webauthn.create" or "the string webauthn.get".
        guard clientData.type == type else { throw .wrongType }

        // "Verify that the value of C.challenge equals the base64url encoding of options.challenge."
        guard challenge.count >= Self.shortestChallengeInBytes else { throw .challengeTooShort }
        guard ConstantTime.areEqual(clientData.challenge, challenge) else { throw .wrongChallenge }

        // "Verify that the value of C.origin is an origin expected by the Relying Party."
        guard allows(origin: clientData.origin) else { throw .wrongOrigin }

        // "If C.crossOrigin is present and set to true, verify that the Relying Party expects that this credential
        // would have been created within an iframe that is not same-origin with its ancestors."
        // "If C.topOrigin is present: verify that the Relying Party expects [the same]. Verify that the value of
        // C.topOrigin matches the origin of a page that the Relying Party expects to be sub-framed within."
        switch embedding {
        case .refused:
            guard !clientData.crossOrigin else { throw .crossOrigin }
            guard clientData.topOrigin == nil else { throw .wrongTopOrigin }
        case .allowed(let pages):
            if let page = clientData.topOrigin {
                guard pages.contains(where: { $0.utf8.elementsEqual(page.utf8) }) else { throw .wrongTopOrigin }
            }
        }
    }

    func check(
        _ data: AuthenticatorData,
        userVerification: UserVerification,
        needsPresence: Bool = true
    ) throws(WebAuthnError) {
        // "Verify that the rpIdHash in authData is the SHA-256 hash of the RP ID expected by the Relying Party."
        guard ConstantTime.areEqual(data.relyingPartyIDHash, idHash) else { throw .wrongRelyingParty }

        // "Verify that the UP bit of the flags in authData is set", in registration "if options.mediation is not set
        // to conditional".
        if needsPresence {
            guard data.flags.contains(.userPresent) else { throw .userNotPresent }
        }

        // "If the Relying Party requires user verification, verify that the UV bit of the flags in authData is set."
        if userVerification == .required {
            guard data.flags.contains(.userVerified) else { throw .userNotVerified }
        }

        // "If the BE bit of the flags in authData is not set, verify that the BS bit is not set."
        if !data.flags.contains(.backupEligible) {
            guard !data.flags.contains(.backedUp) else { throw .backedUpButNotEligible }
        }
    }

    /// "Let hash be the result of computing a hash over the value of response.clientDataJSON using SHA-256."
    static func hash(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }
}
