import Foundation

extension RelyingParty {
    /// Registers a new credential: WebAuthn Level 3 §7.1, in its order. The steps' words are quoted, since drafts number
    /// them differently.
    ///
    /// Two steps are the caller's. "Verify that the credentialId is not yet registered for any user": with the record's
    /// id, in the statement that stores it. And to let a challenge be answered once.
    ///
    /// - Parameter moment: at which attestation certificates have to be valid.
    package func register(
        _ response: RegistrationResponse,
        for requirements: RegistrationRequirements,
        at moment: Date
    ) throws(WebAuthnError) -> CredentialRecord {
        // "Let C, the client data claimed as collected during the credential creation, be the result of running an
        // implementation-specific JSON parser on JSONtext", with type, challenge, origin, crossOrigin, topOrigin.
        let clientData = try CollectedClientData(json: response.clientDataJSON)
        try check(clientData, type: "webauthn.create", challenge: requirements.challenge)

        // "Let hash be the result of computing a hash over the value of response.clientDataJSON using SHA-256."
        let clientDataHash = Self.hash(response.clientDataJSON)

        // "Perform CBOR decoding on the attestationObject […] to obtain the attestation statement format fmt, the
        // authenticator data authData, and the attestation statement attStmt."
        let object = try AttestationObject(response.attestationObject)
        let data = object.authenticatorData

        // rpIdHash, UP, UV, and BS without BE.
        try check(
            data,
            userVerification: requirements.userVerification,
            needsPresence: !requirements.isConditional
        )

        // "If the Relying Party uses the credential's backup eligibility to inform its user experience flows and/or
        // policies, evaluate the BE bit of the flags in authData."
        if requirements.isDeviceBound {
            guard !data.flags.contains(.backupEligible) else { throw .backupEligible }
        }

        // "Verify that the alg parameter in the credential public key in authData matches the alg attribute of one of
        // the items in options.pubKeyCredParams."
        guard let credential = data.attestedCredential else { throw .noAttestedCredential }
        let algorithm = credential.publicKey.algorithm
        guard requirements.algorithms.contains(algorithm) else { throw .algorithmNotAsked(algorithm) }

        // "Determine the attestation statement format […]. Verify that attStmt is a correct attestation statement,
        // conveying a valid attestation signature." "Obtain a list of acceptable trust anchors." "Assess the attestation
        // trustworthiness."
        let attestation = try object.assess(
            clientDataHash: clientDataHash,
            policy: requirements.attestation,
            at: moment
        )
        guard requirements.authenticators.allows(object.model) else { throw .authenticatorNotAllowed(object.model) }

        // "Verify that the credentialId is ≤ 1023 bytes": it was, when it was read. And it has to be the one that the
        // browser named.
        guard credential.credentialID == response.id else { throw .idsDiffer }

        // "Process the client extension outputs": credProps says what the browser likes; whoever wants it finds it in
        // the response. "Create and store a new credential record."
        return CredentialRecord(
            id: credential.credentialID,
            publicKey: credential.publicKey,
            signCount: data.signCount,
            isUserVerificationInitialized: data.flags.contains(.userVerified),
            transports: response.transports,
            isBackupEligible: data.flags.contains(.backupEligible),
            isBackedUp: data.flags.contains(.backedUp),
            aaguid: object.model,
            attestation: attestation
        )
    }
}
