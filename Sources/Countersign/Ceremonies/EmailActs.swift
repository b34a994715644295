import Foundation

/// Changing the address: agreed to at the old one and proved at the new one, in either order.
package struct EmailActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// One of these is sealed in each of the two challenges of a change.
    private struct Payload: Codable, Sendable {
        let newEmail: String
        /// Whether this is the one at the new address.
        let isNew: Bool
        /// The other of the two; nil where there is no old address to ask.
        let other: Challenge.ID?
        /// Set once this one was answered and waits for the other.
        var agreed: Bool
    }

    package struct Begun: Sendable {
        package let newChallenge: Challenge.ID
        /// Nil if there is no confirmed old address.
        package let oldChallenge: Challenge.ID?
        package let sentAt: Date
    }

    package enum Outcome: Sendable, Equatable {
        case changed
        /// This address agreed; the other one still has to.
        case waitingForOther
        /// The new address has come to belong to somebody else.
        case taken
    }

    /// - Throws: `NameFault`, `TooManyMails`, `CeremonyFault.taken` is never thrown here: who has an address is not told.
    package func begin(_ session: Session, newEmail given: String, browser: Token, client: Client) async throws -> Begun
    {
        let email: EmailAddress
        do { email = try EmailAddress(given) } catch { throw error }
        try await world.noteSending(to: email, client: client)
        let takenBy = try await world.store.dossier(named: SignInIdentifier(email.text))?.account.id
        return try await world.decide(about: session.accountID) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            let account = dossier.account
            let old = account.confirmedEmail
            let newID: Challenge.ID = world.makeID()
            let oldID: Challenge.ID? = old == nil ? nil : world.makeID()
            var changes: [Change] = [.endChallenges(of: account.id, for: .changeEmail, .replaced)]
            let newPayload = Payload(newEmail: email.text, isNew: true, other: oldID, agreed: false)
            let new = try half(newID, account, newPayload, browser, at: now)
            changes.append(.insertChallenge(new.challenge))
            if takenBy == nil || takenBy == account.id {
                changes.append(
                    try mail(.confirmEmail, new, to: email.text, account: account, client, facts: [:], at: now)
                )
            } else {
                // The page looks the same; the address's owner is told that somebody tried.
                changes.append(
                    try world.mail(
                        .alreadyHasAccount,
                        to: email.text,
                        language: nil,
                        account: nil,
                        facts: [
                            "sign_in_link": "\(world.settings.publicURL)/sign-in",
                            "reset_link": "\(world.settings.publicURL)/password/forgot",
                        ],
                        at: now
                    )
                )
            }
            if let old, let oldID {
                let oldPayload = Payload(newEmail: email.text, isNew: false, other: newID, agreed: false)
                let half = try half(oldID, account, oldPayload, browser, at: now)
                changes.append(.insertChallenge(half.challenge))
                changes.append(
                    try mail(
                        .agreeToEmailChange,
                        half,
                        to: old,
                        account: account,
                        client,
                        facts: ["new_email": email.masked],
                        at: now
                    )
                )
            }
            changes.append(
                try world.event(
                    .emailChangeAsked,
                    about: account,
                    by: .member(account.id),
                    from: client,
                    personal: ["new_email": email.text],
                    at: now
                )
            )
            return Decision(Begun(newChallenge: newID, oldChallenge: oldID, sentAt: now), changes)
        }
    }

    /// The change that waits for its answers: the new address, and whether each side agreed.
    package func waiting(
        for account: Account.ID
    ) async throws -> (newEmail: String, newChallenge: Challenge, newAgreed: Bool, old: Challenge?, oldAgreed: Bool)? {
        let open = try await world.store.challenges(of: account, for: .changeEmail)
            .filter { world.problem(with: $0) == nil }
        let halves = try open.map { ($0, try payload(of: $0)) }
        guard let (new, newPayload) = halves.first(where: { $0.1.isNew }) else { return nil }
        let old = halves.first { !$0.1.isNew }
        return (newPayload.newEmail, new, newPayload.agreed, old?.0, old?.1.agreed ?? false)
    }

    /// A code from either mail, in the browser that asked.
    /// - Throws: `ChallengeProblem`
    package func confirm(_ id: Challenge.ID, code: String, browser: Token, client: Client) async throws -> Outcome {
        let (challenge, problem) = try await world.judgeMailedCode(
            code,
            of: id,
            purpose: .changeEmail,
            browser: browser
        )
        if let problem { throw problem }
        guard let challenge else { throw ChallengeProblem.unknown }
        return try await agree(challenge, client: client)
    }

    /// What a link from either mail is about; opening it only shows.
    package func linked(_ link: Token) async throws -> (challenge: Challenge, newEmail: String) {
        guard let challenge = try await world.store.challenge(linkHash: link.hash), challenge.purpose == .changeEmail
        else { throw ChallengeProblem.unknown }
        if let problem = world.problem(with: challenge) { throw problem }
        return (challenge, try payload(of: challenge).newEmail)
    }

    package func confirm(link: Token, client: Client) async throws -> Outcome {
        try await agree(try await linked(link).challenge, client: client)
    }

    private func agree(_ challenge: Challenge, client: Client) async throws -> Outcome {
        guard let id = challenge.accountID else { throw ChallengeProblem.unknown }
        var mine = challenge
        var payload = try payload(of: challenge)
        payload.agreed = true
        mine.sealedPayload = try world.workshop.seal(payload, at: .challenge(challenge.id, of: id))
        let agreed = mine
        let asked = payload
        do {
            return try await world.decide(about: id) { dossier, now in
                guard dossier.account.state == .active else { throw CeremonyFault.closed }
                if let other = asked.other {
                    guard let otherChallenge = try await world.store.challenge(other), otherChallenge.ended == nil
                    else {
                        throw ChallengeProblem.ended(.replaced)
                    }
                    if try !self.payload(of: otherChallenge).agreed {
                        return Decision(.waitingForOther, [.saveChallenge(agreed)])
                    }
                }
                return try finish(asked, challenge, dossier, client, now)
            }
        } catch CeremonyFault.taken {
            return .taken
        }
    }

    private func finish(
        _ asked: Payload,
        _ challenge: Challenge,
        _ dossier: Dossier,
        _ client: Client,
        _ now: Date
    ) throws -> Decision<Outcome> {
        var account = dossier.account
        let before = account
        let old = account.confirmedEmail
        // Who signs in with the address goes on doing so with the new one.
        if SignInIdentifier(account.name) == old.map(SignInIdentifier.init) || account.name.contains("@") {
            account.name = asked.newEmail
        }
        account.email = asked.newEmail
        account.emailConfirmedAt = now
        var changes: [Change] = [.endChallenge(challenge.id, .used), .saveAccount(account)]
        if let other = asked.other { changes.append(.endChallenge(other, .used)) }
        for gone in before.identifiers.subtracting(account.identifiers) { changes.append(.release(gone, account.id)) }
        for new in account.identifiers.subtracting(before.identifiers) { changes.append(.claim(new, account.id)) }
        changes.append(.endChallenges(of: account.id, for: .resetPassword, .cancelled))
        changes.append(
            try world.event(
                .emailChanged,
                about: account,
                by: .member(account.id),
                from: client,
                personal: ["email": old ?? "", "new_email": asked.newEmail],
                at: now
            )
        )
        let facts = ["old_email": old.flatMap { try? EmailAddress($0).masked } ?? ""]
        changes += try world.tell(account, .emailChanged, from: client, facts: facts, at: now)
        // The old address is told too: it is the one whose owner may not know.
        if old != nil { changes += try world.tell(before, .emailChanged, from: client, facts: facts, at: now) }
        return Decision(.changed, changes)
    }

    private func half(
        _ id: Challenge.ID,
        _ account: Account,
        _ payload: Payload,
        _ browser: Token,
        at now: Date
    ) throws -> (challenge: Challenge, code: String, link: Token) {
        let code = MailedCode.make(random: world.random)
        let link = Token(random: world.random)
        let challenge = Challenge(
            id: id,
            purpose: .changeEmail,
            accountID: account.id,
            codeHash: world.keys.current.hash(of: [id.rawValue, code], for: .mailedCode),
            linkHash: link.hash,
            browserHash: browser.hash,
            sealedPayload: try world.workshop.seal(payload, at: .challenge(id, of: account.id)),
            createdAt: now,
            expiresAt: now.addingTimeInterval(24 * 3600)
        )
        return (challenge, code, link)
    }

    private func mail(
        _ kind: Notice.Kind,
        _ half: (challenge: Challenge, code: String, link: Token),
        to address: String,
        account: Account,
        _ client: Client,
        facts: [String: String],
        at now: Date
    ) throws -> Change {
        var facts = facts
        facts["code"] = half.code
        facts["link"] = "\(world.settings.publicURL)/security/email/confirm/\(half.link.text)"
        facts["expires"] = String(Int64(half.challenge.expiresAt.timeIntervalSince1970))
        facts["place"] = client.address
        facts["user_agent"] = client.userAgent
        facts["name"] = account.shownName
        return try world.mail(
            kind,
            to: address,
            language: account.language,
            account: account.id,
            facts: facts,
            expiresAfter: 24 * 3600,
            at: now
        )
    }

    private func payload(of challenge: Challenge) throws -> Payload {
        try world.workshop.open(
            Payload.self,
            challenge.sealedPayload,
            at: .challenge(challenge.id, of: challenge.accountID)
        )
    }
}
