/// What was asked of a sign-in, kept on the server from the options to the answer.
package struct AuthenticationRequirements: Sendable {
    package var challenge: [UInt8]
    package var userVerification: UserVerification
    /// `allowCredentials`; empty where any discoverable credential would do.
    package var credentials: [[UInt8]]
    /// Whether it was known whose sign-in it is before the credential was asked for. Otherwise the answer has to say.
    package var isUserKnown: Bool

    package init(
        challenge: [UInt8],
        userVerification: UserVerification = .preferred,
        credentials: [[UInt8]] = [],
        isUserKnown: Bool
    ) {
        self.challenge = challenge
        self.userVerification = userVerification
        self.credentials = credentials
        self.isUserKnown = isUserKnown
    }
}

/// An answer that proved its credential.
package struct Authentication: Sendable, Equatable {
    /// The record as it is to be stored from now on.
    package let record: CredentialRecord
    /// The authenticator says that it verified its user, by PIN or body. Two factors only where the record's
    /// `isUserVerificationInitialized` holds, too.
    package let isUserVerified: Bool
    /// The signature counter did not go up: the key may have been copied. The caller decides (§6.1.1).
    package let isSignCountRegressed: Bool
    package let isBackupStateChanged: Bool
}

extension RelyingParty {
    /// Verifies a sign-in: WebAuthn Level 3 §7.2, in its order.
    ///
    /// The caller finds the record by the response's id, lets a challenge be answered once, and stores the new record
    /// only if the old one is still there.
    ///
    /// - Parameter userHandle: of the account that the record belongs to.
    package func authenticate(
        _ response: AuthenticationResponse,
        with record: CredentialRecord,
        of userHandle: [UInt8],
        for requirements: AuthenticationRequirements
    ) throws(WebAuthnError) -> Authentication {
        // "If options.allowCredentials is not empty, verify that credential.id identifies one of the public key
        // credentials listed in options.allowCredentials."
        if !requirements.credentials.isEmpty {
            guard requirements.credentials.contains(response.id) else { throw .credentialNotAsked }
        }

        // "Identify the user being authenticated and let credentialRecord be the credential record for the credential."
        // Known before: "If response.userHandle is present, verify that it equals the user handle of the user account."
        // Not known before: "Verify that response.userHandle is present. Verify that the user account identified by
        // response.userHandle contains a credential record whose id equals credential.rawId."
        guard record.id == response.id else { throw .wrongCredential }
        if let handle = response.userHandle {
            guard handle == userHandle else { throw .wrongUser }
        } else {
            guard requirements.isUserKnown else { throw .userHandleMissing }
        }

        // "Let C, the client data claimed as used for the signature, be the result of running an implementation-specific
        // JSON parser on JSONtext", with type, challenge, origin, crossOrigin, topOrigin.
        let clientData = try CollectedClientData(json: response.clientDataJSON)
        try check(clientData, type: "webauthn.get", challenge: requirements.challenge)

        // rpIdHash (the appid extension is never asked for), UP, UV, and BS without BE.
        let data: AuthenticatorData
        do {
            data = try AuthenticatorData(response.authenticatorData)
        } catch {
            throw .authenticatorData(error)
        }
        try check(data, userVerification: requirements.userVerification)

        // "Compare currentBe and credentialRecord.backupEligible: if not equal, fail."
        guard data.flags.contains(.backupEligible) == record.isBackupEligible else { throw .backupEligibilityChanged }

        // "Let hash be the result of computing a hash over the cData using SHA-256." "Using
        // credentialRecord.publicKey, verify that sig is a valid signature over the binary concatenation of authData
        // and hash."
        let key: COSEKey
        do {
            key = try COSEKey(record.publicKey)
        } catch {
            throw .storedKey(error)
        }
        guard key.isValidSignature(response.signature, for: data.bytes + Self.hash(response.clientDataJSON)) else {
            throw .wrongSignature
        }

        // "If authData.signCount is nonzero or credentialRecord.signCount is nonzero": greater than the stored one, or a
        // sign that the authenticator may be cloned.
        let countsAtAll = data.signCount != 0 || record.signCount != 0
        let isRegressed = countsAtAll && data.signCount <= record.signCount

        // "Update credentialRecord": signCount, backupState. uvInitialized is turned on by the caller, see there.
        var updated = record
        updated.signCount = max(record.signCount, data.signCount)
        updated.isBackedUp = data.flags.contains(.backedUp)
        return Authentication(
            record: updated,
            isUserVerified: data.flags.contains(.userVerified),
            isSignCountRegressed: isRegressed,
            isBackupStateChanged: updated.isBackedUp != record.isBackedUp
        )
    }
}
