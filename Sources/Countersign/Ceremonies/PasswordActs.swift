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
                .endChallenges(of: account.id, for: .changeEmail, .cancelled), .removeDrafts(of: account.id),
            ]
            changes += guards.changes(of: account.id)
            changes.append(
                try world.event(.passwordChanged, about: account, by: .member(account.id), from: client, at: now)
            )
            changes += try world.tell(account, .passwordChanged, from: client, at: now)
            return Decision(.changed, changes)
        }
    }

    /// Mails a link to the account's mailbox, if there is one; whoever asks learns nothing either way.
    /// - Returns: until when the link works, if there is one.
    /// - Throws: `TooManyMails`
    package func forgot(name: String, client: Client) async throws -> Date {
        let identifier = SignInIdentifier(name)
        // Counted by what was typed, whoever's it is: so the limit tells nobody apart.
        try await world.noteSending(to: identifier, client: client, for: .resetPassword)
        let reached = try await reachable(identifier, client: client)
        let now = world.now()
        let mailed = try MailedChallenge(
            .resetPassword,
            account: reached?.account.id,
            browser: nil,
            payload: [reached?.mailbox ?? ""],
            lifetime: world.settings.resetLinkLifetime,
            at: now,
            in: world
        )
        let expiresAt = mailed.challenge.expiresAt
        guard let (account, mailbox) = reached else {
            // As much work as for an account, in a row that nobody has a link to.
            try await world.commit([
                .insertChallenge(mailed.challenge),
                try world.event(.passwordResetAsked, about: nil, by: .visitor, from: client, at: now),
            ])
            return expiresAt
        }
        let mail = try world.mail(
            .resetPassword,
            to: mailbox,
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

    /// The account of that name and its mailbox, if a mail to it may go out now.
    private func reachable(
        _ identifier: SignInIdentifier,
        client: Client
    ) async throws -> (account: Account, mailbox: String)? {
        guard let account = try await world.store.dossier(named: identifier)?.account, account.state == .active,
            let mailbox = account.mailbox(named: identifier)
        else { return nil }
        let own = SignInIdentifier(mailbox)
        guard own != identifier else { return (account, mailbox) }
        // Asked for by its name: the mailbox has its limit all the same, and the asker is not told.
        do {
            try await world.noteSending(to: own, client: client, for: .resetPassword)
            return (account, mailbox)
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

    /// Sets the new password, ends every session, and signs nobody in. Whoever has the link reads that mailbox: an address
    /// that nobody had confirmed before is confirmed by it.
    ///
    /// No fresh budget: else whoever holds the mailbox could buy twenty more guesses with each reset.
    package func reset(link: Token, new: String, client: Client) async throws -> ChangeOutcome {
        let (read, challenge) = try await linked(link)
        let mailboxes = try world.workshop.open(
            [String].self,
            challenge.sealedPayload,
            at: .challenge(challenge.id, of: read.account.id)
        )
        if let problem = problem(with: new, for: read.account) { return .unsuited(problem) }
        let hash = try await world.hash(chosen: new, for: .stranger(client))
        return try await world.decide(about: read.account.id) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            var account = dossier.account
            account.passwordHash = hash
            account.passwordChangedAt = now
            account.passwordResetAt = now
            var changes: [Change] = [
                .endChallenge(challenge.id, .used),
                .endSessions(of: account.id, except: nil), .endSignIns(of: account.id),
                .removeDevices(of: account.id, except: nil),
                .endChallenges(of: account.id, for: .changeEmail, .cancelled), .removeDrafts(of: account.id),
            ]
            if account.emailConfirmedAt == nil, let email = account.email, mailboxes.contains(email) {
                account.emailConfirmedAt = now
                changes += account.identifierChanges(since: dossier.account)
                changes.append(try world.event(.emailConfirmed, about: account, by: .visitor, from: client, at: now))
            }
            changes.append(.saveAccount(account))
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

extension Account {
    /// Where mail for whoever gave this name goes: to the confirmed address. An address that an app gave and that is the name
    /// itself stands in for one: nobody else can take that name, so its owner would have no way in at all.
    fileprivate func mailbox(named identifier: SignInIdentifier) -> String? {
        if let confirmedEmail { return confirmedEmail }
        guard let email, SignInIdentifier(email) == identifier else { return nil }
        return email
    }
}
