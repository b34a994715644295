import Foundation

/// Changing a password, and setting a new one by a mailed link. Neither gets round the second factor.
package struct PasswordActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What became of the new password.
    package enum ChangeOutcome: Sendable {
        case changed
        case wrongCurrent
        case wait(PasswordWait)
        case unsuited(PasswordProblem)
    }

    /// In a signed-in session with fresh proof: ends the other sessions and all half-finished sign-ins, and gives the
    /// common lane a fresh budget, since whoever had the old password no longer gets that far.
    package func change(
        _ session: Session,
        current: String,
        new: String,
        client: Client
    ) async throws -> ChangeOutcome {
        guard let read = try await world.store.dossier(of: session.accountID) else {
            throw CeremonyFault.unknownAccount
        }
        if let problem = problem(with: new, for: read.account) { return .unsuited(problem) }
        switch try await world.checkPassword(current, of: read.account, client: client) {
        case .wrong: return .wrongCurrent
        case .wait(let wait): return .wait(wait)
        case .right: break
        }
        let hash = try await world.hash(chosen: new, for: .known)
        return try await world.decide(about: session.accountID) { dossier, now in
            guard dossier.account.passwordHash == read.account.passwordHash else { return Decision(.wrongCurrent) }
            var account = dossier.account
            account.passwordHash = hash
            account.passwordChangedAt = now
            account.passwordResetAt = nil
            var guards = try world.guards(of: dossier)
            if dossier.factors.isEmpty || session.proof.secondFactorAt != nil { guards.giveFreshBudget() }
            var changes: [Change] = [
                .saveAccount(account),
                .endSessions(of: account.id, except: session.id),
                .endSignIns(of: account.id),
                .removeDevices(of: account.id, except: nil),
                .endChallenges(of: account.id, for: .resetPassword, .cancelled),
            ]
            changes += guards.changes(of: account.id)
            changes.append(
                try world.event(.passwordChanged, about: account, by: .member(account.id), from: client, at: now)
            )
            changes += try world.tell(account, .passwordChanged, from: client, at: now)
            return Decision(.changed, changes)
        }
    }

    /// Mails a link to a confirmed address, if there is an account; whoever asks learns nothing either way.
    /// - Returns: until when the link works, if there is one.
    /// - Throws: `TooManyMails`
    package func forgot(name: String, client: Client) async throws -> Date {
        let identifier = SignInIdentifier(name)
        // Counted by what was typed, whoever's it is: so the limit tells nobody apart.
        try await world.noteSending(to: identifier, client: client, for: .resetPassword)
        let account = try await reachable(identifier, client: client)
        let now = world.now()
        let mailed = try MailedChallenge(
            .resetPassword,
            account: account?.id,
            browser: nil,
            payload: [String](),
            lifetime: world.settings.resetLinkLifetime,
            at: now,
            in: world
        )
        let expiresAt = mailed.challenge.expiresAt
        guard let account, let address = account.confirmedEmail else {
            // As much work as for an account, in a row that nobody has a link to.
            try await world.commit([
                .insertChallenge(mailed.challenge),
                try world.event(.passwordResetAsked, about: nil, by: .visitor, from: client, at: now),
            ])
            return expiresAt
        }
        let mail = try world.mail(
            .resetPassword,
            to: address,
            language: account.language ?? client.language,
            account: account.id,
            facts: [
                "link": "\(world.settings.publicURL)/password/reset/\(mailed.link.text)",
                "expires": String(Int64(mailed.challenge.expiresAt.timeIntervalSince1970)),
                "place": client.address, "user_agent": client.userAgent, "name": account.shownName,
            ],
            expiresAfter: world.settings.resetLinkLifetime,
            at: now
        )
        let event = try world.event(.passwordResetAsked, about: account, by: .visitor, from: client, at: now)
        try await world.commit([
            .endChallenges(of: account.id, for: .resetPassword, .replaced), .insertChallenge(mailed.challenge), mail,
            event,
        ])
        return expiresAt
    }

    /// The account of that name, if a mail to it may go out now.
    private func reachable(_ identifier: SignInIdentifier, client: Client) async throws -> Account? {
        guard let account = try await world.store.dossier(named: identifier)?.account, account.state == .active,
            let address = account.confirmedEmail
        else { return nil }
        let own = SignInIdentifier(address)
        guard own != identifier else { return account }
        // Asked for by its name: the mailbox has its limit all the same, and the asker is not told.
        do {
            try await world.noteSending(to: own, client: client, for: .resetPassword)
            return account
        } catch is TooManyMails {
            return nil
        }
    }

    /// The account of a reset link, if it still works.
    package func linked(_ link: Token) async throws -> (dossier: Dossier, challenge: Challenge) {
        guard let challenge = try await world.store.challenge(linkHash: link.hash),
            challenge.purpose == .resetPassword, let id = challenge.accountID,
            let dossier = try await world.store.dossier(of: id)
        else { throw ChallengeProblem.unknown }
        if let problem = world.problem(with: challenge) { throw problem }
        guard dossier.account.state == .active else { throw CeremonyFault.closed }
        return (dossier, challenge)
    }

    /// Sets the new password, ends every session, and signs nobody in.
    ///
    /// No fresh budget: else whoever holds the mailbox could buy twenty more guesses with each reset.
    package func reset(link: Token, new: String, client: Client) async throws -> ChangeOutcome {
        let (read, challenge) = try await linked(link)
        if let problem = problem(with: new, for: read.account) { return .unsuited(problem) }
        let hash = try await world.hash(chosen: new, for: .stranger(client))
        return try await world.decide(about: read.account.id) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            var account = dossier.account
            account.passwordHash = hash
            account.passwordChangedAt = now
            account.passwordResetAt = now
            var changes: [Change] = [
                .endChallenge(challenge.id, .used), .saveAccount(account),
                .endSessions(of: account.id, except: nil), .endSignIns(of: account.id),
                .removeDevices(of: account.id, except: nil),
            ]
            changes.append(
                try world.event(.passwordReset, about: account, by: .visitor, from: client, at: now)
            )
            changes += try world.tell(account, .passwordReset, from: client, at: now)
            return Decision(.changed, changes)
        }
    }

    private func problem(with password: String, for account: Account) -> PasswordProblem? {
        PasswordRules.problem(
            with: password,
            words: [account.name, account.email ?? "", account.displayName, world.settings.organisationName],
            screen: world.passwordScreen
        )
    }
}
