import Foundation

/// The link of an invitation: what it invites to, and the account that it makes.
extension Invitations {
    /// What a link invites to; opening it only shows.
    ///
    /// - Throws: `ChallengeProblem`
    package func linked(_ link: Token) async throws -> Invitation {
        guard let challenge = try await world.store.challenge(linkHash: link.hash), challenge.purpose == .invitation
        else { throw ChallengeProblem.unknown }
        if let problem = world.problem(with: challenge) { throw problem }
        guard try await stillInvites(try payload(of: challenge).invitedBy) else {
            throw ChallengeProblem.ended(.cancelled)
        }
        return try invitation(challenge)
    }

    /// Makes the account, signed in: whoever has the link reads the mail it went to.
    ///
    /// - Throws: `ChallengeProblem`, `Problems<Problem>`, `HashingBusy`
    package func accept(
        _ link: Token,
        displayName: String,
        password: String,
        language: String?,
        client: Client
    ) async throws -> (account: Account, session: SessionGrant) {
        let invitation = try await linked(link)
        var problems = Problems<Problem>()
        let name = problems.reading(Problem.displayName, try SignInName.cleanedLabel(displayName)) ?? ""
        let words = [invitation.email, name, world.settings.organisationName].filter { !$0.isEmpty }
        if let problem = PasswordRules.problem(with: password, words: words, screen: world.passwordScreen) {
            problems.append(.password(problem))
        }
        try problems.throwIfAny()
        guard let email = try? EmailAddress(invitation.email) else { throw ChallengeProblem.unknown }
        let hash = try await world.hash(chosen: password, for: .stranger(client))
        let now = world.now()
        let new = try NewAccount(
            name: email.text,
            displayName: name,
            email: email,
            emailIsConfirmed: true,
            passwordHash: hash,
            role: invitation.role,
            language: language,
            organisation: invitation.organisation,
            at: now,
            in: world
        )
        let grant = SessionGrant(byMaker: new.account, client: client, at: now, in: world)
        let actor: Event.Actor = .member(new.account.id)
        do {
            try await world.commit(
                [.endChallenge(invitation.id, .used)] + new.changes + [
                    .insertSession(grant.session),
                    try world.event(
                        .invitationAccepted,
                        about: new.account,
                        by: actor,
                        from: client,
                        data: ["invitation": invitation.id.rawValue, "role": invitation.role.rawValue],
                        personal: ["name": new.account.name],
                        at: now
                    ),
                    try world.event(
                        .signInSucceeded,
                        about: new.account,
                        by: actor,
                        from: client,
                        data: ["amr": "pwd"],
                        at: now
                    ),
                ]
            )
        } catch CeremonyFault.gone {
            throw ChallengeProblem.ended(.used)
        } catch CeremonyFault.taken {
            throw Problems(list: [Problem.hasAccount])
        }
        return (new.account, grant)
    }

    /// A role that somebody was to get is worth no more than the word of who gave it, at the moment that it counts.
    private func stillInvites(_ inviter: String) async throws -> Bool {
        guard case .member(let id) = Event.Actor(rawValue: inviter) else { return true }
        guard let account = try await world.store.dossier(of: id)?.account else { return false }
        return account.state == .active && Authority.allows(.invite, by: account.role).isAllowed
    }
}
