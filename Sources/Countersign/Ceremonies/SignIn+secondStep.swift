import Foundation

/// Completing a sign-in: the second step is answered, and the browser gets a session.
extension SignIn {
    /// What an answer led to.
    package enum SecondStepOutcome: Sendable {
        case signedIn(Completed)
        case rejected(SecondStep.Rejected)
    }

    /// A sign-in at its end, and the cookies that the browser gets for it.
    package struct Completed: Sendable {
        package let session: SessionGrant
        /// For a browser that was not known before: its cookie.
        package let browserToken: Token?
        /// If the browser is to be remembered: its cookie.
        package let device: DeviceGrant?
        package let accepted: SecondStep.Accepted
        package let account: Account
        /// When the account has to have another factor, if that is in sight.
        package var stop: Stop?
    }

    /// Whether a browser asks to be remembered once its answer is right.
    package enum Remembering: Sendable {
        case no
        /// - Parameter replacing: what the browser is remembered as so far, if it is.
        case asked(replacing: DeviceToken?)
    }

    /// Answers the second step of a sign-in under way.
    ///
    /// - Throws: `CeremonyFault.gone` if the sign-in was completed or ended meanwhile.
    package func secondStep(
        _ signIn: SignInUnderWay,
        given: Given,
        kind: Kind? = nil,
        factorID: Factor.ID?,
        remembering: Remembering = .no,
        client: Client
    ) async throws -> SecondStepOutcome {
        try await world.answering(
            SecondStep.Try(
                given: given,
                kind: kind,
                factorID: factorID,
                door: .signIn(signIn),
                client: client,
                actor: .member(signIn.accountID)
            ),
            account: signIn.accountID,
            caller: .known,
            concluding: { outcome, dossier, now in
                try await conclude(signIn, given, outcome, remembering, dossier, client, now)
            }
        )
    }

    private func conclude(
        _ signIn: SignInUnderWay,
        _ given: Given,
        _ outcome: SecondStep.Outcome,
        _ remembering: Remembering,
        _ dossier: Dossier,
        _ client: Client,
        _ now: Date
    ) async throws -> Decision<SecondStepOutcome> {
        guard now < signIn.expiresAt else { throw CeremonyFault.gone }
        switch outcome {
        case .prepareAgain:
            throw CeremonyFault.contended
        case .rejected(let rejected):
            guard case .pair = given, rejected.rejection.reason != .locked else { return Decision(.rejected(rejected)) }
            var tried = signIn
            tried.pairTriedAt = now
            return Decision(.rejected(rejected), [.saveSignIn(tried)])
        case .accepted(let accepted):
            let completing = CompletingSignIn(
                under: signIn,
                accepted: accepted,
                dossier: dossier,
                client: client,
                now: now,
                act: self
            )
            return try await completing.decision(remembering: remembering)
        }
    }
}

/// A sign-in whose second step was answered rightly, on values of one moment.
private struct CompletingSignIn {
    let under: SignInUnderWay
    let accepted: SecondStep.Accepted
    let dossier: Dossier
    let client: Client
    let now: Date
    let act: SignIn

    private var world: Surroundings { act.world }
    private var account: Account { dossier.account }

    /// What stands in for the second step while that is suspended.
    private var isLifted: Bool { accepted.factor?.isStandIn == true }

    /// A way that policy has ended is asked for where there is no other, and proves no more than the password. Nor does
    /// what stands in for the second step: the session says so.
    private var isSecondFactor: Bool {
        !isLifted && (accepted.factor.map { world.policy(for: dossier).allows($0.kind, at: now) } ?? true)
    }

    func decision(remembering: SignIn.Remembering) async throws -> Decision<SignIn.SecondStepOutcome> {
        let amr = ["pwd"] + accepted.amr + (isSecondFactor ? ["mfa"] : [])
        let suspension = isLifted ? dossier.suspension(at: now) : nil
        let grant = SessionGrant(
            for: account.id,
            proof: Proof(
                methods: amr,
                passwordAt: under.passwordAt,
                secondFactorAt: isSecondFactor ? now : nil,
                kind: isSecondFactor ? accepted.factor?.kind : nil
            ),
            until: suspension?.endsAt,
            client: client,
            at: now,
            in: world
        )
        var changes: [Change] = [.consumeSignIn(under.id), .insertSession(grant.session)]
        let (browserToken, browserChanges) =
            accepted.isBySupport ? (nil, []) : try await world.knowing(under.browserID, dossier, client, now)
        changes += browserChanges
        changes += try await world.cancellingRecoveries(onSignInOf: account, from: client, at: now)
        let device = try await remember(isSecondFactor ? remembering : .no)
        changes += device?.changes ?? []
        var data = ["amr": amr.joined(separator: " ")]
        data["suspension"] = suspension?.id.rawValue
        changes.append(
            try world.event(
                .signInSucceeded,
                about: account,
                by: .member(account.id),
                from: client,
                data: data,
                at: now
            )
        )
        let completed = SignIn.Completed(
            session: grant,
            browserToken: browserToken,
            device: device?.grant,
            accepted: accepted,
            account: account,
            stop: world.stopToTell(of: dossier, at: now)
        )
        return Decision(.signedIn(completed), changes)
    }

    /// A backup code is for when everything else is lost, perhaps typed into a borrowed computer: it remembers nothing.
    private func remember(_ wish: SignIn.Remembering) async throws -> (grant: DeviceGrant, changes: [Change])? {
        guard case .asked(let replacing) = wish, accepted.factor != nil, !accepted.isBySupport,
            let made = try await world.remembering(
                for: dossier,
                app: nil,
                replacing: replacing,
                from: client,
                by: .member(account.id),
                at: now
            )
        else { return nil }
        return (DeviceGrant(made.token, lifetime: made.lifetime), made.changes)
    }
}
