import Foundation

/// Changing the address: agreed to at the old one and proved at the new one, in either order.
package struct EmailActs: Sendable {
    let world: Surroundings

    /// How long the codes and links of a change work.
    private static let lifetime: TimeInterval = 24 * 3600
    /// Codes to one address that work beside each other; the oldest gives way.
    private static let mostCodes = 3

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Which of the two addresses a code or link went to.
    package enum Side: String, Codable, Sendable, CaseIterable {
        case new
        case old
    }

    /// What is sealed in each challenge of a change.
    struct Payload: Codable, Sendable {
        let newEmail: String
        let side: Side
        /// Whether there is an old address that has to agree too.
        let hasOld: Bool
        /// Set once this one was answered and waits for the other.
        var agreed = false
    }

    /// A change that waits for its answers.
    package struct Waiting: Sendable {
        package let newEmail: String
        /// Nil if there was no confirmed address to ask.
        package let oldEmail: String?
        package let agreed: Set<Side>
        package let sentAt: Date
        package let expiresAt: Date
    }

    /// What an answer led to.
    package enum Outcome: Sendable, Equatable {
        case changed
        /// This address agreed; the other one still has to.
        case waitingForOther
        /// The new address has come to belong to somebody else.
        case taken
    }

    /// What is wrong with the new address.
    package enum Problem: Error, Sendable, Equatable {
        case email(NameFault)
        /// It is the account's own, and confirmed.
        case same
    }

    /// - Throws: `Problem`, `TooManyMails`. Never `CeremonyFault.taken`: who has an address is not told.
    package func begin(_ session: Session, newEmail given: String, browser: Token, client: Client) async throws {
        let email: EmailAddress
        do { email = try EmailAddress(given) } catch { throw Problem.email(error) }
        let account = try await account(of: session)
        if let own = account.confirmedEmail, SignInIdentifier(own) == SignInIdentifier(email.text) {
            throw Problem.same
        }
        try await send(to: email, keepingEarlier: false, session, browser, client)
    }

    /// Sends new codes to whoever has not agreed yet; the earlier ones still work.
    ///
    /// - Throws: `TooManyMails`, `ChallengeProblem.unknown` if nothing waits.
    package func sendAgain(_ session: Session, browser: Token, client: Client) async throws {
        guard let waiting = try await waiting(for: try await account(of: session)),
            let email = try? EmailAddress(waiting.newEmail)
        else { throw ChallengeProblem.unknown }
        let dueAt = waiting.sentAt.addingTimeInterval(SendingLimit.pause.seconds)
        if world.now() < dueAt { throw TooManyMails(until: dueAt) }
        try await send(to: email, keepingEarlier: true, session, browser, client)
    }

    /// The change that waits for its answers, if there is one.
    package func waiting(for account: Account) async throws -> Waiting? {
        let open = try await open(of: account.id)
        guard let latest = open.first else { return nil }
        let agreed = open.filter(\.payload.agreed).map(\.payload.side)
        return Waiting(
            newEmail: latest.payload.newEmail,
            oldEmail: latest.payload.hasOld ? account.confirmedEmail : nil,
            agreed: Set(agreed),
            sentAt: latest.challenge.createdAt,
            expiresAt: latest.challenge.expiresAt
        )
    }

    /// Lets the address be as it is: the codes and links that were sent work no more.
    package func cancel(_ session: Session) async throws {
        try await world.decide(about: session.accountID) { _, _ in
            Decision((), [.endChallenges(of: session.accountID, for: .changeEmail, .cancelled)])
        }
    }

    // MARK: What is open

    /// One of the challenges that a change waits for: of the new address or of the old one.
    struct Half: Sendable {
        let challenge: Challenge
        let payload: Payload
    }

    /// Newest first, of the latest address asked for. Codes used up by wrong tries count: their change still waits.
    func open(of account: Account.ID) async throws -> [Half] {
        let halves = try await world.store.challenges(of: account, for: .changeEmail)
            .filter { $0.ended == nil || $0.ended == .exhausted }
            .filter { world.now() < $0.expiresAt }
            .map { Half(challenge: $0, payload: try payload(of: $0)) }
        return halves.filter { $0.payload.newEmail == halves.first?.payload.newEmail }
    }

    func payload(of challenge: Challenge) throws -> Payload {
        try world.workshop.open(
            Payload.self,
            challenge.sealedPayload,
            at: .challenge(challenge.id, of: challenge.accountID)
        )
    }

    private func account(of session: Session) async throws -> Account {
        guard let dossier = try await world.store.dossier(of: session.accountID) else {
            throw CeremonyFault.unknownAccount
        }
        return dossier.account
    }

    // MARK: Sending

    private func send(
        to email: EmailAddress,
        keepingEarlier: Bool,
        _ session: Session,
        _ browser: Token,
        _ client: Client
    ) async throws {
        // Before the network is charged, which others share.
        if let dossier = try await world.store.dossier(of: session.accountID) {
            _ = try world.countingMailedCode(for: dossier, at: world.now())
        }
        try await world.noteSending(to: email, client: client)
        let takenBy = try await world.store.dossier(named: SignInIdentifier(email.text))?.account.id
        try await world.decide(about: session.accountID) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            let account = dossier.account
            let earlier = keepingEarlier ? try await open(of: account.id) : []
            let agreed = Set(earlier.filter(\.payload.agreed).map(\.payload.side))
            var changes = try world.countingMailedCode(for: dossier, at: now)
            if !keepingEarlier { changes.append(.endChallenges(of: account.id, for: .changeEmail, .replaced)) }
            let sides: [Side] = account.confirmedEmail == nil ? [.new] : [.new, .old]
            for side in sides where !agreed.contains(side) {
                let live = earlier.filter { $0.payload.side == side && $0.challenge.ended == nil }
                changes += live.dropFirst(Self.mostCodes - 1).map { .endChallenge($0.challenge.id, .replaced) }
                let payload = Payload(newEmail: email.text, side: side, hasOld: sides.contains(.old))
                let mailed = try MailedChallenge(
                    .changeEmail,
                    account: account.id,
                    browser: browser,
                    payload: payload,
                    lifetime: Self.lifetime,
                    at: now,
                    in: world
                )
                changes.append(.insertChallenge(mailed.challenge))
                let isTaken = takenBy != nil && takenBy != account.id
                changes.append(try mail(mailed, payload, email, account, client, isTaken: isTaken, at: now))
            }
            if !keepingEarlier {
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
            }
            return Decision((), changes)
        }
    }

    private func mail(
        _ mailed: MailedChallenge<Payload>,
        _ payload: Payload,
        _ email: EmailAddress,
        _ account: Account,
        _ client: Client,
        isTaken: Bool,
        at now: Date
    ) throws -> Change {
        if payload.side == .new, isTaken {
            // The page looks the same; the address's owner is told that somebody tried.
            return try world.mail(
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
        }
        var facts = [
            "code": mailed.code,
            "link": "\(world.settings.publicURL)/security/email/confirm/\(mailed.link.text)",
            "expires": String(Int64(mailed.challenge.expiresAt.timeIntervalSince1970)),
            "place": client.address, "user_agent": client.userAgent, "name": account.shownName,
        ]
        if payload.side == .old { facts["new_email"] = email.masked }
        return try world.mail(
            payload.side == .new ? .confirmEmail : .agreeToEmailChange,
            to: payload.side == .new ? email.text : account.confirmedEmail ?? email.text,
            language: account.language ?? client.language,
            account: account.id,
            facts: facts,
            expiresAfter: Self.lifetime,
            at: now
        )
    }
}
