import Foundation

/// Signing in with a passkey alone: nobody is known before it answers, and the answer is both factors.
extension SignIn {
    /// What a visitor's browser is asked. The page may ask anew as often as it likes, within reason.
    package struct PasskeyQuestion: Sendable {
        package let id: Challenge.ID
        /// What the method shows of it, by the field names of the API.
        package let shown: [String: String]
        package let expiresAt: Date
    }

    /// What an answer led to.
    package enum PasskeyOutcome: Sendable {
        case signedIn(Completed)
        /// Nobody here has it: the browser may be told to forget it.
        case unknown(handle: String)
        /// Wrong, too late, of another browser, answered before: nobody is told which.
        case refused
        /// Told only after a right answer.
        case closed(Account)
    }

    /// Questions that are asked of one network: each is a row for five minutes.
    private static let questions = SlidingLog.Rate(300, in: 600)

    /// - Parameter browser: the visitor's cookie; the answer counts only with it.
    /// - Throws: `TooManyQuestions`, `CeremonyFault.closed` if no kind signs in alone.
    package func askForPasskey(browser: Token, client: Client) async throws -> PasskeyQuestion {
        guard let method = world.methods.all.first(where: \.signsInAlone) else { throw CeremonyFault.closed }
        if let until = try await world.noting("passkey", from: client, under: Self.questions) {
            throw TooManyQuestions(until: until)
        }
        let now = world.now()
        let id: Challenge.ID = world.makeID()
        let request = ChallengeRequest(codesArePaused: false)
        let tools = world.tools(for: id, of: nil, at: now)
        guard let begun = try method.beginChallenge([], nil, id, request, tools, world.workshop) else {
            throw CeremonyFault.closed
        }
        let challenge = Challenge(
            id: id,
            purpose: .passkeySignIn,
            kind: method.kind,
            accountID: nil,
            browserHash: browser.hash,
            sealedPayload: begun.kept,
            createdAt: now,
            expiresAt: now.addingTimeInterval(world.settings.passkeyChallengeLifetime)
        )
        try await world.commit([.insertChallenge(challenge)])
        return PasskeyQuestion(id: id, shown: begun.shown, expiresAt: challenge.expiresAt)
    }

    /// - Parameters:
    ///   - browser: the visitor's cookie.
    ///   - knownBrowser: the cookie of a browser that proved a second factor before.
    package func passkey(
        _ given: Given,
        to question: Challenge.ID,
        browser: Token,
        knownBrowser: Token?,
        client: Client
    ) async throws -> PasskeyOutcome {
        guard let challenge = try await waiting(question, browser: browser),
            let method = challenge.kind.flatMap(world.methods.of),
            let answer = method.answer(given), let handle = answer.handle
        else { return .refused }
        guard let owner = try await world.store.dossier(of: method.kind, handle: handle) else {
            // A question is answered once, also by whom nobody knows.
            do { try await world.commit([.endChallenge(challenge.id, .exhausted)]) } catch CeremonyFault.gone {
                return .refused
            }
            return .unknown(handle: handle)
        }
        let known = try await self.knownBrowser(knownBrowser, of: owner.account.id)
        do {
            return try await world.decide(about: owner.account.id, asRead: owner) { dossier, now in
                let judging = AloneJudging(
                    method: method,
                    challenge: challenge,
                    dossier: dossier,
                    client: client,
                    now: now,
                    signIn: self
                )
                return try await judging.decision(on: answer, from: known?.id)
            }
        } catch CeremonyFault.gone, CeremonyFault.unknownAccount {
            // Another answer to the same question was first.
            return .refused
        }
    }

    private func waiting(_ id: Challenge.ID, browser: Token) async throws -> Challenge? {
        guard let challenge = try await world.store.challenge(id), challenge.purpose == .passkeySignIn,
            let bound = challenge.browserHash, ConstantTime.areEqual(bound, browser.hash),
            challenge.ended == nil, world.now() < challenge.expiresAt
        else { return nil }
        return challenge
    }
}

/// A network asked for so many passkeys that it has to wait.
package struct TooManyQuestions: Error, Sendable, Equatable {
    package let until: Date
}

/// One answer of a passkey that is to sign somebody in by itself.
private struct AloneJudging {
    let method: AnyMethod
    let challenge: Challenge
    let dossier: Dossier
    let client: Client
    let now: Date
    let signIn: SignIn

    private var world: Surroundings { signIn.world }

    func decision(
        on answer: PreparedAnswer,
        from browser: KnownBrowser.ID?
    ) async throws -> Decision<SignIn.PasskeyOutcome> {
        let factors = world.counting(dossier, at: now).filter { $0.kind == method.kind }
        let tools = world.tools(for: challenge.id, of: dossier.account, at: now)
        switch try method.finishChallenge(challenge, answer, factors, tools, world.workshop) {
        case .accepted(let factor, let amr, let remarks):
            return try await accepted(factor, amr + ["mfa"], remarks, from: browser)
        case .rejected(let rejection, _, _, _, let remarks):
            return try refused(rejection.reason, remarks)
        case nil:
            return try refused(.wrongCode, [])
        }
    }

    private func accepted(
        _ factor: Factor,
        _ amr: [String],
        _ remarks: [Remark],
        from browser: KnownBrowser.ID?
    ) async throws -> Decision<SignIn.PasskeyOutcome> {
        let account = dossier.account
        var changes: [Change] = [.endChallenge(challenge.id, .used), .saveFactor(factor)]
        changes += try remarks.map { try event($0.event, $0.facts) }
        guard account.state == .active else {
            changes.append(try event(.signInRefused, ["state": account.state.rawValue]))
            return Decision(.closed(account), changes)
        }
        let grant = SessionGrant(
            for: account.id,
            proof: Proof(methods: amr, passwordAt: nil, secondFactorAt: now, kind: factor.kind),
            client: client,
            at: now,
            in: world
        )
        changes.append(.insertSession(grant.session))
        changes += try await world.cancellingRecoveries(onSignInOf: account, from: client, at: now)
        let (token, browserChanges) = try await world.knowing(browser, dossier, client, now)
        changes += browserChanges
        var guards = try world.guards(of: dossier)
        guards.recordSuccess(in: guards.lane(for: browser.map(GuessOrigin.knownBrowser) ?? .afterFirstFactor, at: now))
        changes += guards.changes(of: account.id)
        changes.append(
            try event(
                .signInSucceeded,
                ["amr": amr.joined(separator: " "), "factor": factor.id.rawValue, "kind": factor.kind.rawValue]
            )
        )
        let accepted = SecondStep.Accepted(factor: factor, amr: amr, backupCodesLeft: nil, byPair: false)
        return Decision(
            .signedIn(
                SignIn.Completed(session: grant, browserToken: token, device: nil, accepted: accepted, account: account)
            ),
            changes
        )
    }

    /// A question is answered once, rightly or wrongly. Nothing is counted on the account: whoever knows the id of a
    /// passkey must not be able to slow its owner down, and a signature is not guessed.
    private func refused(
        _ reason: Rejection.Reason,
        _ remarks: [Remark]
    ) throws -> Decision<SignIn.PasskeyOutcome> {
        var changes: [Change] = [.endChallenge(challenge.id, .exhausted)]
        changes += try remarks.map { try event($0.event, $0.facts) }
        changes.append(try event(.passkeyRefused, ["kind": method.kind.rawValue, "reason": reason.rawValue], .visitor))
        return Decision(.refused, changes)
    }

    private func event(_ kind: Event.Kind, _ data: [String: String], _ actor: Event.Actor? = nil) throws -> Change {
        try world.event(
            kind,
            about: dossier.account,
            by: actor ?? .member(dossier.account.id),
            from: client,
            data: data,
            at: now
        )
    }
}
