import Foundation

/// "This was not me": the link in every security mail. Opening it shows; a button freezes.
package struct NotMe: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What a link is about: the account, and the change that the mail told of.
    package struct Shown: Sendable {
        package let account: Account
        package let report: NotMeReport
        package let challenge: Challenge
    }

    /// What the link is about; opening it only shows.
    ///
    /// - Throws: `ChallengeProblem`
    package func show(_ link: Token) async throws -> Shown {
        guard let challenge = try await world.store.challenge(linkHash: link.hash), challenge.purpose == .notMe,
            let id = challenge.accountID, let dossier = try await world.store.dossier(of: id)
        else { throw ChallengeProblem.unknown }
        if let problem = world.problem(with: challenge) { throw problem }
        return Shown(account: dossier.account, report: try report(of: challenge), challenge: challenge)
    }

    /// Whose address this was, before the change that the link is about: they may sign in by it to undo that.
    ///
    /// - Returns: nil if the link is about something else, or works no more.
    func account(of link: Token, formerly identifier: SignInIdentifier) async throws -> Account.ID? {
        let shown: Shown
        do { shown = try await show(link) } catch is ChallengeProblem { return nil }
        guard let earlier = shown.report.earlierAddress, SignInIdentifier(earlier) == identifier else { return nil }
        return shown.account.id
    }

    /// Ends the links that went to a mailbox which is the account's no more: its reader could go on freezing the account.
    func endingLinks(to mailbox: String, of account: Account.ID, at now: Date) async throws -> [Change] {
        let identifier = SignInIdentifier(mailbox)
        return try await world.store.challenges(of: account, for: .notMe)
            .filter { $0.ended == nil && now < $0.expiresAt }
            .filter { try report(of: $0).mailbox.map(SignInIdentifier.init) == identifier }
            .map { .endChallenge($0.id, .cancelled) }
    }

    private func report(of challenge: Challenge) throws -> NotMeReport {
        try world.workshop.open(
            NotMeReport.self,
            challenge.sealedPayload,
            at: .challenge(challenge.id, of: challenge.accountID)
        )
    }

    /// Freezes the account: nobody signs in to it and nothing of it changes. Ends all sessions and tells support. Undoing asks for a supporter: a mailbox alone never
    /// gives an account back.
    package func freeze(_ link: Token, client: Client) async throws {
        let shown = try await show(link)
        try await freeze(
            shown.account.id,
            first: [.endChallenge(shown.challenge.id, .used)],
            data: ["notice": shown.report.notice.rawValue],
            actor: .visitor,
            client: client
        )
    }

    /// Ends all sessions, sign-ins under way, remembered devices, a pause and a bypass code, and freezes nothing. The link
    /// stays: what else there is to do may follow.
    package func signOutEverywhere(_ link: Token, client: Client) async throws {
        let shown = try await show(link)
        try await world.decide(about: shown.account.id) { dossier, now in
            let id = dossier.account.id
            var changes: [Change] = [
                .endSessions(of: id, except: nil), .endSignIns(of: id),
                .removeDevices(of: id, except: nil), .endChallenges(of: id, for: .changeEmail, .cancelled),
                .removeDrafts(of: id),
            ]
            changes += try world.forgettingBrowsers(of: dossier)
            changes += try await world.endingWhatLetsIn(dossier, how: "person", by: .visitor, from: client, at: now)
            changes.append(
                try world.event(
                    .signedOutEverywhere,
                    about: dossier.account,
                    by: .visitor,
                    from: client,
                    data: ["notice": shown.report.notice.rawValue],
                    at: now
                )
            )
            changes += try world.tell(dossier.account, .signedOutEverywhere, from: client, at: now)
            return Decision((), changes)
        }
    }

    /// Of a mail about its deletion: the account stays. A mailbox may do that, for it restores nothing.
    package func keepAccount(_ link: Token, client: Client) async throws {
        let shown = try await show(link)
        try await AccountDeletion(in: world).keep(shown.account.id, client: client, actor: .visitor)
    }

    /// As `freeze(_:client:)`, from the account's own activity: somebody signed in saw what they did not do.
    package func freeze(_ session: Session, because event: Event, client: Client) async throws {
        try await freeze(
            session.accountID,
            first: [],
            data: ["event": event.kindName],
            actor: .member(session.accountID),
            client: client
        )
    }

    private func freeze(
        _ id: Account.ID,
        first: [Change],
        data: [String: String],
        actor: Event.Actor,
        client: Client
    ) async throws {
        let owners = try await world.store.owners()
        try await world.decide(about: id) { dossier, now in
            var account = dossier.account
            account.state = .frozen
            var changes = first
            // Whoever asked for the account to be deleted may be whom it is frozen against.
            changes += try world.keeping(&account, because: "frozen", by: actor, from: client, at: now)
            changes += [
                .saveAccount(account),
                .endSessions(of: account.id, except: nil), .endSignIns(of: account.id),
                .removeDevices(of: account.id, except: nil),
                .removeDrafts(of: account.id),
                .endChallenges(of: account.id, for: .resetPassword, .cancelled),
                .endChallenges(of: account.id, for: .changeEmail, .cancelled),
            ]
            changes += try world.forgettingBrowsers(of: dossier)
            changes += try await world.endingWhatLetsIn(dossier, how: "person", by: actor, from: client, at: now)
            changes.append(
                try world.event(.notMeReported, about: account, by: actor, from: client, data: data, at: now)
            )
            changes.append(try world.event(.accountFrozen, about: account, by: actor, from: client, at: now))
            changes += try world.tell(account, .accountFrozen, from: client, at: now)
            for owner in owners {
                guard let address = owner.confirmedEmail else { continue }
                changes.append(
                    try world.mail(
                        .accountFrozenToSupport,
                        to: address,
                        language: owner.language,
                        account: owner.id,
                        facts: ["name": account.shownName],
                        at: now
                    )
                )
            }
            changes += try await world.cancellingRecoveries(
                of: account,
                because: "frozen",
                by: actor,
                from: client,
                at: now
            )
            return Decision((), changes)
        }
    }
}
