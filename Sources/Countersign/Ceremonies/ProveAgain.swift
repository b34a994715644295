import Foundation

/// Fresh proof inside a session, asked for before anything about the account's protection changes.
package struct ProveAgain: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What an answer led to.
    package enum Outcome: Sendable {
        case proved
        case wrongPassword
        case wait(PasswordWait)
        case rejected(SecondStep.Rejected)
    }

    /// With a second factor, if there is one; a password alone proves nothing new then.
    ///
    /// - Parameter browser: if it proved a second factor before; it picks the lane.
    package func answer(
        _ session: Session,
        given: Given,
        kind: Kind? = nil,
        factorID: Factor.ID?,
        browser: KnownBrowser.ID?,
        client: Client
    ) async throws -> Outcome {
        try await world.answering(
            SecondStep.Try(
                given: given,
                kind: kind,
                factorID: factorID,
                door: .session(session, browser: browser),
                client: client,
                actor: .member(session.accountID)
            ),
            account: session.accountID,
            caller: .known,
            concluding: { outcome, dossier, now in
                switch outcome {
                case .prepareAgain: throw CeremonyFault.contended
                case .rejected(let rejected): return Decision(.rejected(rejected))
                case .accepted(let accepted):
                    let amr = accepted.amr + ["mfa"]
                    return Decision(
                        .proved,
                        [
                            .saveProof(
                                session.id,
                                session.proof.renewed(by: amr, of: accepted.factor?.kind, at: now)
                            ),
                            try renewed(dossier.account, by: amr, client, now),
                        ]
                    )
                }
            }
        )
    }

    /// With the password, for accounts without a second factor.
    package func password(_ session: Session, password: String, client: Client) async throws -> Outcome {
        guard let dossier = try await world.store.dossier(of: session.accountID) else {
            throw CeremonyFault.unknownAccount
        }
        switch try await world.checkPassword(password, of: dossier.account, client: client) {
        case .wait(let wait): return .wait(wait)
        case .wrong: return .wrongPassword
        case .right: break
        }
        var proof = session.proof
        let now = world.now()
        proof.passwordAt = now
        try await world.commit([
            .saveProof(session.id, proof), try renewed(dossier.account, by: ["pwd"], client, now),
        ])
        return .proved
    }

    private func renewed(_ account: Account, by amr: [String], _ client: Client, _ now: Date) throws -> Change {
        try world.event(
            .proofRenewed,
            about: account,
            by: .member(account.id),
            from: client,
            data: ["amr": amr.joined(separator: " ")],
            at: now
        )
    }
}

extension Surroundings {
    /// What a look at the password found.
    enum CheckedPassword: Sendable {
        case right
        case wrong
        case wait(PasswordWait)
    }

    /// Asks a signed-in person for their password again, counted like any other try.
    func checkPassword(_ password: String, of account: Account, client: Client) async throws -> CheckedPassword {
        let gate = PasswordGate(
            identifier: SignInIdentifier(account.name),
            browser: nil,
            client: client,
            world: self
        )
        let waitIfWrong: PasswordWait?
        switch try await gate.enter() {
        case .wait(let wait): return .wait(wait)
        case .charged(_, let thenWaits): waitIfWrong = thenWaits
        }
        let isPlausible = password.utf8.count <= PasswordRules.length.upperBound * 16
        let check = try await passwords.check(isPlausible ? password : "", of: account, for: .known)
        guard isPlausible, check.isRight else {
            let now = now()
            try await commit([
                try event(.passwordWrong, about: account, by: .member(account.id), from: client, at: now)
            ])
            return waitIfWrong.map { .wait($0) } ?? .wrong
        }
        try await gate.leave()
        return .right
    }

    /// Whether the session's proof is recent enough for changes: of the second factor if there is one, and not by a weak
    /// one alone where there is a better. Else whoever reads the mail could take the rest away.
    package func hasFreshProof(_ session: Session, _ dossier: Dossier, at now: Date) -> Bool {
        // It may add a factor, and that only; its own short life is its limit.
        if session.recoveryID != nil { return true }
        if dossier.mustSetUpAgain(session), isInEnrolmentTime(session, at: now) { return true }
        let hasFactor = !counting(dossier, at: now).isEmpty
        let proved = hasFactor ? session.proof.secondFactorAt : session.proof.passwordAt
        guard let proved else { return false }
        let age = now.timeIntervalSince(proved)
        guard age >= 0, age <= settings.freshProof else { return false }
        return !hasStrongerThanWeak(dossier, at: now) || hasStrongProof(session)
    }

    /// Whether a second factor was proved in the session, at any time, and not last by a weak kind alone.
    package func hasStrongProof(_ session: Session) -> Bool {
        session.proof.secondFactorAt != nil && !session.proof.isOnly(by: Set(methods.all.compactMap(\.weakProof)))
    }

    /// Whether what was proved last in the session, at any time, is enough for the console: a factor that counts and is
    /// none of the weak kinds. A backup code or a bypass code lets its owner back in, and gives no power over others.
    package func hasStaffProof(_ session: Session, _ dossier: Dossier, at now: Date) -> Bool {
        guard session.proof.secondFactorAt != nil, let kind = session.proof.kind else { return false }
        return counting(dossier, at: now).contains { $0.kind == kind && methods.of($0.kind)?.weakProof == nil }
    }

    /// Whether the password is asked for beside the session's proof before the last factor goes: it came by mail alone,
    /// and who reads the mail is not yet who knows the password.
    package func needsPasswordToo(_ session: Session, _ dossier: Dossier, at now: Date) -> Bool {
        guard dossier.account.passwordHash != nil, !hasStrongProof(session) else { return false }
        return session.proof.passwordAt.map { !(0...settings.freshProof ~= now.timeIntervalSince($0)) } ?? true
    }

    /// Whether the account has a factor that is none of the weak kinds.
    package func hasStrongerThanWeak(_ dossier: Dossier, at now: Date) -> Bool {
        counting(dossier, at: now).contains { methods.of($0.kind)?.weakProof == nil }
    }

    /// Whether somebody whose second step is suspended may add a factor: it ends the suspension, and the phone that
    /// could prove it is them is what they lost. Nothing else of the account's protection changes without one.
    package func mayEnrolWhileSuspended(_ session: Session, _ dossier: Dossier, at now: Date) -> Bool {
        guard let suspension = dossier.suspension(at: now, from: session.client) else { return false }
        return session.createdAt >= suspension.begunAt && isInEnrolmentTime(session, at: now)
            && (!suspension.terms.needsEmailCode || session.proof.methods.contains("email"))
    }

    /// As long as a request that was approved gives.
    private func isInEnrolmentTime(_ session: Session, at now: Date) -> Bool {
        (0...Recovery.sessionTime).contains(now.timeIntervalSince(session.createdAt))
    }
}
