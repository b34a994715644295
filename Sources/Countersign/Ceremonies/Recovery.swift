import Foundation

/// The way back in for who has lost every second factor: asked for in a sign-in whose password was right, confirmed by a
/// mailed code, decided by staff, or by a wait where policy allows that.
package struct Recovery: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// How long staff have.
    static let staffTime: TimeInterval = 14 * 24 * 3600
    /// How long an approval may be used.
    static let approvalTime: TimeInterval = 3 * 24 * 3600
    /// How long the person has to set up a new factor once let in.
    static let sessionTime: TimeInterval = 3600
    /// A password that was reset by mail is no second channel beside that mailbox.
    static let resetAge: TimeInterval = 7 * 24 * 3600
    static let longestText = 500
    /// Requests that one look at the clock takes at a time.
    static let step = 100

    /// What is wrong with what the person wrote, or why it cannot be sent.
    package enum Problem: Error, Sendable, Equatable {
        case reasonMissing
        case reasonTooLong
        case contactTooLong
        /// Nothing can be mailed to the account.
        case noAddress
    }

    /// Mails a code to the account's address, which shows that the asker reads it.
    ///
    /// - Throws: `Problems<Problem>`, `TooManyMails`, `CeremonyFault`
    package func ask(
        _ signIn: SignInUnderWay,
        reason: String,
        contact: String,
        browser: Token,
        client: Client
    ) async throws {
        let details = try details(reason, contact)
        guard let account = try await world.store.dossier(of: signIn.accountID)?.account else {
            throw CeremonyFault.unknownAccount
        }
        guard let address = account.confirmedEmail else { throw Problems(list: [Problem.noAddress]) }
        try await world.noteSending(to: SignInIdentifier(address), client: client)
        try await world.decide(about: signIn.accountID) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            let mailed = try MailedChallenge(
                .recovery,
                account: signIn.accountID,
                browser: browser,
                payload: details,
                lifetime: world.settings.mailedCodeLifetime,
                at: now,
                in: world
            )
            let expires = String(Int64(mailed.challenge.expiresAt.timeIntervalSince1970))
            let facts = ["code": mailed.code, "expires": expires]
            return Decision(
                (),
                [
                    .endChallenges(of: signIn.accountID, for: .recovery, .replaced),
                    .insertChallenge(mailed.challenge),
                ]
                    + (try world.tell(
                        dossier.account,
                        .recoveryCode,
                        from: client,
                        facts: facts.merging(world.subjectFacts(for: dossier)) { own, _ in own },
                        at: now
                    ))
            )
        }
    }

    package struct Begun: Sendable {
        package let request: RecoveryRequest
        /// For the browser that asked: it alone is let in.
        package let token: Token
    }

    /// The mailed code: the request begins. One that was open before is replaced.
    ///
    /// - Throws: `ChallengeProblem`, `CeremonyFault`
    package func confirm(
        _ signIn: SignInUnderWay,
        code: String,
        browser: Token,
        client: Client
    ) async throws -> Begun {
        let sent = try await world.store.challenges(of: signIn.accountID, for: .recovery)
        guard let latest = sent.first else { throw ChallengeProblem.unknown }
        let (challenge, problem) = try await world.judgeMailedCode(
            code,
            of: latest.id,
            purpose: .recovery,
            browser: browser
        )
        if let problem { throw problem }
        guard let challenge else { throw ChallengeProblem.unknown }
        return try await world.decide(about: signIn.accountID) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            guard now < signIn.expiresAt else { throw CeremonyFault.gone }
            let reference = try await world.freeReference()
            let token = Token(random: world.random)
            let id: RecoveryRequest.ID = world.makeID()
            let details = try world.workshop.open(
                RecoveryRequest.Details.self,
                challenge.sealedPayload,
                at: .challenge(challenge.id, of: dossier.account.id)
            )
            let wait = wait(for: dossier, at: now)
            let request = RecoveryRequest(
                id: id,
                reference: reference,
                accountID: dossier.account.id,
                tokenHash: token.hash,
                sealedDetails: try world.workshop.seal(details, at: .recovery(id, of: dossier.account.id)),
                askedAt: now,
                waitUntil: wait.map { now.addingTimeInterval($0) },
                expiresAt: now.addingTimeInterval((wait ?? 0) + Self.staffTime),
                client: client
            )
            var changes = try await world.cancellingRecoveries(
                of: dossier.account,
                because: "replaced",
                by: .visitor,
                from: client,
                at: now
            )
            changes += [.endChallenge(challenge.id, .used), .insertRecovery(request)]
            changes.append(
                try world.event(
                    .recoveryAsked,
                    about: dossier.account,
                    by: .visitor,
                    from: client,
                    data: ["reference": reference, "self_service": wait == nil ? "false" : "true"],
                    at: now
                )
            )
            changes += try world.tell(dossier.account, .recoveryAsked, about: request, at: now)
            changes += try await world.tellDeciders(
                of: WaitingForStaff(
                    act: .decideRecovery,
                    reference: reference,
                    askedBy: .member(dossier.account.id),
                    by: dossier.account.shownName,
                    expiresAt: request.expiresAt
                ),
                about: dossier.account,
                at: now
            )
            return Decision(Begun(request: request, token: token), changes)
        }
    }

    /// How long until the wait alone lets this person in; nil if it does not: never for who has power over others, nor
    /// with a password that the mailbox gave.
    func wait(for dossier: Dossier, at now: Date) -> TimeInterval? {
        let wait = world.policy(for: dossier).recoveryWait.value
        guard wait > 0, dossier.account.role == .member else { return nil }
        guard let reset = dossier.account.passwordResetAt else { return wait }
        return now.timeIntervalSince(reset) >= Self.resetAge ? wait : nil
    }

    /// What the person said, and what was said to them.
    package func details(of request: RecoveryRequest) throws -> RecoveryRequest.Details {
        try world.workshop.open(
            RecoveryRequest.Details.self,
            request.sealedDetails,
            at: .recovery(request.id, of: request.accountID)
        )
    }

    private func details(_ reason: String, _ contact: String) throws -> RecoveryRequest.Details {
        let said = [reason, contact].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        var problems: [Problem] = []
        if said[0].isEmpty { problems.append(.reasonMissing) }
        if said[0].count > Self.longestText { problems.append(.reasonTooLong) }
        if said[1].count > Self.longestText { problems.append(.contactTooLong) }
        guard problems.isEmpty else { throw Problems(list: problems) }
        return RecoveryRequest.Details(reason: said[0], contact: said[1])
    }
}

extension Surroundings {
    /// Tells a person about a request to get into their account, with a link that cancels it: to every channel they have.
    func tell(
        _ account: Account,
        _ kind: Notice.Kind,
        about request: RecoveryRequest,
        facts: [String: String] = [:],
        at now: Date
    ) throws -> [Change] {
        guard let address = account.confirmedEmail else { return [] }
        let link = Token(random: random)
        let id: Challenge.ID = makeID()
        let challenge = Challenge(
            id: id,
            purpose: .cancelRecovery,
            accountID: account.id,
            linkHash: link.hash,
            sealedPayload: try workshop.seal([request.id.rawValue], at: .challenge(id, of: account.id)),
            createdAt: now,
            expiresAt: request.expiresAt
        )
        var told = facts
        told["reference"] = request.reference
        told["link"] = "\(settings.publicURL)/sign-in/lost/cancel/\(link.text)"
        told["status_link"] = "\(settings.publicURL)/sign-in/lost/\(request.reference)"
        told["expires"] = String(Int64((request.waitUntil ?? request.expiresAt).timeIntervalSince1970))
        told["place"] = request.client.address
        told["user_agent"] = request.client.userAgent
        if request.waitUntil != nil { told["self_service"] = "true" }
        return [
            .insertChallenge(challenge),
            try mail(
                kind,
                to: address,
                language: account.language ?? request.client.language,
                account: account.id,
                facts: told,
                at: now
            ),
        ]
    }

    /// Ends what is open, and the sessions that it let in: whoever gets in needs no way back.
    func cancellingRecoveries(
        of account: Account,
        because reason: String,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) async throws -> [Change] {
        var changes: [Change] = []
        for request in try await store.recoveries(of: account.id) where request.state.isOpen {
            changes += try ending(
                request,
                as: .cancelled,
                of: account,
                because: reason,
                by: actor,
                from: client,
                at: now
            )
        }
        return changes
    }

    /// The same, by the person's getting in.
    func cancellingRecoveries(
        onSignInOf account: Account,
        from client: Client,
        at now: Date
    ) async throws -> [Change] {
        try await cancellingRecoveries(
            of: account,
            because: "signed in",
            by: .member(account.id),
            from: client,
            at: now
        )
    }

    func ending(
        _ request: RecoveryRequest,
        as state: RecoveryRequest.State,
        of account: Account,
        because reason: String,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        var ended = request
        ended.state = state
        let kind: Event.Kind =
            switch state {
            case .declined: .recoveryDeclined
            case .expired: .recoveryExpired
            case .waiting, .approved, .cancelled, .done: .recoveryCancelled
            }
        return [
            .saveRecovery(ended), .endRecoverySessions(of: account.id),
            try event(
                kind,
                about: account,
                by: actor,
                from: client,
                data: ["reference": request.reference, "reason": String(reason.prefix(200))],
                at: now
            ),
        ]
    }
}
