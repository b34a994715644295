import Foundation

/// Making an account by oneself: asked for with an address and a password, made when the address is proved.
///
/// Nothing is reserved before that, and the pages look alike whether the address has an account or not.
package struct SignUp: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    package typealias Problem = JoiningProblem

    /// What its challenge keeps, sealed: nothing is stored of a person who has no account.
    struct Payload: Codable, Sendable {
        let email: String
        let displayName: String
        let passwordHash: String
        let language: String?
    }

    /// A sign-up whose code was mailed.
    package struct Begun: Sendable {
        package let challengeID: Challenge.ID
        /// The mail with the code, so that the page can say how far it is.
        package let mailID: OutboxMail.ID
        package let sentAt: Date
        package let expiresAt: Date
    }

    /// The account that was made.
    package struct Confirmed: Sendable {
        package let account: Account
        /// Only for the browser that asked.
        package let session: SessionGrant?
    }

    /// Whether anybody may make an account.
    package var isOpen: Bool { world.settings.signUp == .open }

    /// - Parameter browser: the cookie that the code will be bound to.
    /// - Throws: a list of `Problem`s as `Problems`, `TooManyMails`, `HashingBusy`, `CeremonyFault.closed`.
    package func begin(
        email given: String,
        displayName: String,
        password: String,
        language: String?,
        browser: Token,
        client: Client
    ) async throws -> Begun {
        guard isOpen else { throw CeremonyFault.closed }
        let (email, name) = try world.checkJoining(email: given, displayName: displayName, password: password)
        try await world.noteSending(to: email, client: client)
        let hash = try await world.hash(chosen: password, for: .stranger(client))
        let payload = Payload(email: email.text, displayName: name, passwordHash: hash, language: language)
        return try await send(payload, browser: browser, client: client)
    }

    /// What the confirmation page shows: the address and when the code was sent; nil if it is not this browser's.
    package func waiting(_ id: Challenge.ID, browser: Token) async throws -> (email: String, challenge: Challenge)? {
        guard let challenge = try await world.store.challenge(id), challenge.purpose == .signUp,
            let bound = challenge.browserHash, ConstantTime.areEqual(bound, browser.hash)
        else { return nil }
        return (try payload(of: challenge).email, challenge)
    }

    /// Sends another code for the same sign-up: a new challenge with what was typed before; the earlier code stays valid.
    /// - Throws: `ChallengeProblem.unknown`, `TooManyMails`
    package func sendAgain(_ id: Challenge.ID, browser: Token, client: Client) async throws -> Begun {
        guard let (_, old) = try await waiting(id, browser: browser), old.ended != .used else {
            throw ChallengeProblem.unknown
        }
        let payload = try payload(of: old)
        guard let email = try? EmailAddress(payload.email) else { throw ChallengeProblem.unknown }
        if world.now().timeIntervalSince(old.createdAt) < SendingLimit.pause.seconds {
            throw TooManyMails(until: old.createdAt.addingTimeInterval(SendingLimit.pause.seconds))
        }
        try await world.noteSending(to: email, client: client)
        return try await send(payload, browser: browser, client: client)
    }

    /// The same sign-up for another address: the first one was a slip. Codes sent to that one no longer work.
    /// - Throws: `Problems<Problem>`, `ChallengeProblem.unknown`, `TooManyMails`
    package func useInstead(
        email given: String,
        of ids: [Challenge.ID],
        browser: Token,
        client: Client
    ) async throws -> Begun {
        let email: EmailAddress
        do { email = try EmailAddress(given) } catch { throw Problems(list: [Problem.email(error)]) }
        var slips: [Challenge] = []
        for id in ids {
            if let (_, slip) = try await waiting(id, browser: browser), slip.ended == nil { slips.append(slip) }
        }
        guard let first = slips.first else { throw ChallengeProblem.unknown }
        let old = try payload(of: first)
        try await world.noteSending(to: email, client: client)
        let payload = Payload(
            email: email.text,
            displayName: old.displayName,
            passwordHash: old.passwordHash,
            language: old.language
        )
        return try await send(
            payload,
            ending: slips.map { .endChallenge($0.id, .cancelled) },
            browser: browser,
            client: client
        )
    }

    /// The code of any of the mails of one sign-up, in the browser that asked: the account is made and signed in.
    ///
    /// - Parameter ids: the latest first; a late mail still works.
    /// - Throws: `ChallengeProblem`: what is wrong with the latest one.
    package func confirm(
        _ ids: [Challenge.ID],
        code: String,
        browser: Token,
        client: Client
    ) async throws -> Confirmed {
        var latest: ChallengeProblem?
        for id in ids {
            let (challenge, problem) = try await world.judgeMailedCode(code, of: id, purpose: .signUp, browser: browser)
            if let challenge, problem == nil {
                return try await make(from: challenge, signingIn: true, client: client)
            }
            latest = latest ?? problem
        }
        throw latest ?? .unknown
    }

    /// The address that a mailed link would confirm; opening it only shows.
    package func linked(_ link: Token) async throws -> (email: String, challenge: Challenge) {
        guard let challenge = try await world.store.challenge(linkHash: link.hash), challenge.purpose == .signUp else {
            throw ChallengeProblem.unknown
        }
        if let problem = world.problem(with: challenge) { throw problem }
        return (try payload(of: challenge).email, challenge)
    }

    /// The link, in any browser: the account is made, and signed in if it is the browser that asked.
    package func confirm(link: Token, browser: Token?, client: Client) async throws -> Confirmed {
        let (_, challenge) = try await linked(link)
        let isTheOne = browser.map { ConstantTime.areEqual($0.hash, challenge.browserHash ?? []) } ?? false
        return try await make(from: challenge, signingIn: isTheOne, client: client)
    }

    private func make(from challenge: Challenge, signingIn: Bool, client: Client) async throws -> Confirmed {
        let payload = try payload(of: challenge)
        guard let email = try? EmailAddress(payload.email) else { throw ChallengeProblem.unknown }
        let now = world.now()
        let new = try NewAccount(
            name: email.text,
            displayName: payload.displayName,
            email: email,
            emailIsConfirmed: true,
            passwordHash: payload.passwordHash,
            language: payload.language,
            organisation: try await world.store.organisations().first?.id,
            at: now,
            in: world
        )
        var changes = new.changes + [.endChallenge(challenge.id, .used)]
        let actor: Event.Actor = .member(new.account.id)
        changes.append(
            try world.event(
                .accountCreated,
                about: new.account,
                by: actor,
                from: client,
                personal: ["name": new.account.name],
                at: now
            )
        )
        var grant: SessionGrant?
        if signingIn {
            let made = SessionGrant(byMaker: new.account, client: client, at: now, in: world)
            changes.append(.insertSession(made.session))
            changes.append(
                try world.event(
                    .signInSucceeded,
                    about: new.account,
                    by: actor,
                    from: client,
                    data: ["amr": "pwd"],
                    at: now
                )
            )
            grant = made
        }
        do {
            try await world.commit(changes)
        } catch CeremonyFault.taken, CeremonyFault.gone {
            // Somebody was first: the same person in another tab, or the other code of the same sign-up.
            throw ChallengeProblem.ended(.used)
        }
        return Confirmed(account: new.account, session: grant)
    }

    private func payload(of challenge: Challenge) throws -> Payload {
        try world.workshop.open(Payload.self, challenge.sealedPayload, at: .challenge(challenge.id, of: nil))
    }
}
