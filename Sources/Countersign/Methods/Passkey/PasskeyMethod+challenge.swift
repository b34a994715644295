import Foundation
import WebAuthn

extension PasskeyMethod {
    /// For somebody who is known: any of their keys. For nobody yet: whatever passkey the browser finds, and the
    /// authenticator has to verify its user, for the answer then counts as both factors.
    package func beginChallenge(
        on factors: [OpenFactor<PasskeyState>],
        continuing challenge: PasskeyChallenge?,
        _ request: ChallengeRequest,
        with tools: MethodTools
    ) throws -> Begun<PasskeyChallenge>? {
        let kept = PasskeyChallenge(
            challenge: Self.challenge(tools),
            userVerification: factors.isEmpty ? .required : .preferred,
            credentials: factors.map { StoredBytes(wrappedValue: $0.state.record.id) },
            isBesideAnotherFactor: request.isAfterAnotherFactor
        )
        let options = RequestOptions(
            challenge: kept.challenge,
            rpId: relyingParty.id,
            timeout: Int(lifetime * 1000),
            allowCredentials: factors.map { CredentialDescriptor($0.state.record) },
            userVerification: kept.userVerification
        )
        return Begun(kept, shown: [Shown.options: try Self.json(options)])
    }

    package func finishChallenge(
        _ challenge: PasskeyChallenge?,
        with answer: PasskeyAnswer,
        on factors: [OpenFactor<PasskeyState>],
        using tools: MethodTools
    ) -> Verdict<PasskeyState, PasskeyChallenge> {
        // A challenge is answered once, rightly or wrongly (WebAuthn L3 §13.4.3).
        guard let challenge else { return .rejected(Rejection(.challengeEnded), lookedAt: 0) }
        guard case .authentication(let response) = answer else { return .rejected(Rejection(.wrongCode), lookedAt: 0) }
        guard var factor = factors.first(where: { $0.state.record.id == response.id }) else {
            return .rejected(Rejection(.noFactor), challenge: .ended, lookedAt: 0)
        }
        let requirements = AuthenticationRequirements(
            challenge: challenge.challenge,
            userVerification: challenge.userVerification,
            credentials: challenge.credentials.map(\.wrappedValue),
            isUserKnown: challenge.isUserKnown
        )
        let proved: Authentication
        do {
            proved = try relyingParty.authenticate(
                response,
                with: factor.state.record,
                of: factor.state.userHandle,
                for: requirements
            )
        } catch {
            return .rejected(Rejection(.wrongCode, hint: error.hint), challenge: .ended, lookedAt: 1)
        }
        // Two factors in one only where the key's own verification was vouched for by another factor before.
        if !challenge.isUserKnown, !factor.state.record.isUserVerificationInitialized {
            return .rejected(Rejection(.wrongCode), challenge: .ended, lookedAt: 1)
        }
        factor.state.record = proved.record
        if proved.isUserVerified, challenge.isBesideAnotherFactor { factor.state.record.initializeUserVerification() }
        guard proved.isSignCountRegressed else { return .accepted(factor, amr: factor.state.amr) }
        // See docs/decisions/0013: a key that cannot be copied and counts backwards was copied, or is broken.
        let isRefused = !factor.state.record.isBackupEligible
        let remark = Remark(.passkeyCountedBackwards, factor.id, ["accepted": String(!isRefused)])
        return isRefused
            ? .rejected(
                Rejection(.wrongCode, hint: .keyMayBeCopied),
                challenge: .ended,
                lookedAt: 1,
                remarks: [remark]
            )
            : .accepted(factor, amr: factor.state.amr, remarks: [remark])
    }
}

extension PasskeyDraft {
    /// The same options with another challenge. It stands once in them: 32 random bytes occur nowhere else.
    func renewed(with challenge: [UInt8], until end: Date) -> PasskeyDraft {
        let options = options.replacing(Base64URL.encode(self.challenge), with: Base64URL.encode(challenge))
        return PasskeyDraft(
            challenge: challenge,
            userHandle: userHandle,
            options: options,
            expiresAt: end,
            excluded: excluded
        )
    }
}

extension WebAuthnError {
    /// What is worth telling: where the operator, not the person, has to do something.
    var hint: Rejection.Hint? {
        switch self {
        case .wrongOrigin, .wrongRelyingParty: .wrongAddress
        case .authenticatorNotAllowed, .attestationUntrusted, .attestation, .attestationFormatUnknown: .modelNotAllowed
        default: nil
        }
    }
}
