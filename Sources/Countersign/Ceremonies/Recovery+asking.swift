import Foundation

/// Asking for a way back in: what the person says, and the mailed code that makes it a request.
extension Recovery {
    /// Codes that work beside each other, so that a late mail is never wrong; the oldest gives way.
    private static let mostCodes = 3

    /// Mails a code to the account's address, which shows that the asker reads it. Earlier ones still work.
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
        try await world.noteSending(to: SignInIdentifier(address), client: client, for: .recovery)
        try await world.decide(about: signIn.accountID) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            let mailed = try MailedChallenge(
                .recovery,
                account: signIn.accountID,
                browser: browser,
                payload: details,
                lifetime: min(world.settings.mailedCodeLifetime, signIn.lastMoment.timeIntervalSince(now)),
                at: now,
                in: world
            )
            let expires = String(Int64(mailed.challenge.expiresAt.timeIntervalSince1970))
            let facts = ["code": mailed.code, "expires": expires]
            let givingWay = try await live(of: signIn.accountID, at: now).dropFirst(Self.mostCodes - 1)
            return Decision(
                (),
                givingWay.map { .endChallenge($0.id, .replaced) } + [.insertChallenge(mailed.challenge)]
                    + signIn.prolonging(to: mailed.challenge.expiresAt)
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

    /// What this browser said when it last asked, to be sent again or changed; nil if it has not.
    package func said(_ signIn: SignInUnderWay, in browser: Token) async throws -> RecoveryRequest.Details? {
        try await world.store.challenges(of: signIn.accountID, for: .recovery)
            .first { $0.ended != .used && ConstantTime.areEqual($0.browserHash ?? [], browser.hash) }
            .map { try details(in: $0) }
    }

    /// Newest first.
    private func live(of account: Account.ID, at now: Date) async throws -> [Challenge] {
        try await world.store.challenges(of: account, for: .recovery).filter { $0.ended == nil && now < $0.expiresAt }
    }

    /// A request that staff have to decide, and what this browser follows it by.
    package struct Begun: Sendable {
        package let request: RecoveryRequest
        /// For the browser that asked: it alone is let in.
        package let token: Token
    }

    /// The code of any of the mails: the request begins. One that was open before is replaced.
    ///
    /// - Throws: `ChallengeProblem`, `CeremonyFault`
    package func confirm(
        _ signIn: SignInUnderWay,
        code: String,
        browser: Token,
        client: Client
    ) async throws -> Begun {
        let challenge = try await proved(code, for: signIn.accountID, in: browser)
        return try await world.decide(about: signIn.accountID) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            guard now < signIn.expiresAt else { throw CeremonyFault.gone }
            let (request, token) = try await makeRequest(from: challenge, for: dossier, client: client, at: now)
            var changes = try await world.cancellingRecoveries(
                of: dossier.account,
                because: "replaced",
                by: .visitor,
                from: client,
                at: now
            )
            changes += [
                .endChallenge(challenge.id, .used),
                .endChallenges(of: dossier.account.id, for: .recovery, .replaced), .insertRecovery(request),
            ]
            changes.append(
                try world.event(
                    .recoveryAsked,
                    about: dossier.account,
                    by: .visitor,
                    from: client,
                    data: [
                        "reference": request.reference, "self_service": request.waitUntil == nil ? "false" : "true",
                    ],
                    at: now
                )
            )
            changes += try world.tell(dossier.account, .recoveryAsked, about: request, at: now)
            changes += try await world.tellDeciders(
                of: WaitingForStaff(
                    act: .decideRecovery,
                    reference: request.reference,
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

    // MARK: Parts

    /// The challenge whose code this is. A wrong one counts against each that it might have been.
    ///
    /// - Throws: `ChallengeProblem`: what is wrong with the latest one.
    private func proved(_ code: String, for account: Account.ID, in browser: Token) async throws -> Challenge {
        var latest: ChallengeProblem?
        for sent in try await world.store.challenges(of: account, for: .recovery).prefix(Self.mostCodes) {
            let (challenge, problem) = try await world.judgeMailedCode(
                code,
                of: sent.id,
                purpose: .recovery,
                browser: browser
            )
            if let challenge, problem == nil { return challenge }
            latest = latest ?? problem
        }
        throw latest ?? ChallengeProblem.unknown
    }

    private func details(in challenge: Challenge) throws -> RecoveryRequest.Details {
        try world.workshop.open(
            RecoveryRequest.Details.self,
            challenge.sealedPayload,
            at: .challenge(challenge.id, of: challenge.accountID)
        )
    }

    private func makeRequest(
        from challenge: Challenge,
        for dossier: Dossier,
        client: Client,
        at now: Date
    ) async throws -> (RecoveryRequest, Token) {
        let reference = try await world.freeReference()
        let account = dossier.account.id
        let token = Token(random: world.random)
        let id: RecoveryRequest.ID = world.makeID()
        let details = try details(in: challenge)
        let wait = wait(for: dossier, at: now)
        let request = RecoveryRequest(
            id: id,
            reference: reference,
            accountID: account,
            tokenHash: token.hash,
            sealedDetails: try world.workshop.seal(details, at: .recovery(id, of: account)),
            askedAt: now,
            waitUntil: wait.map { now.addingTimeInterval($0) },
            expiresAt: now.addingTimeInterval((wait ?? 0) + Self.staffTime),
            client: client
        )
        return (request, token)
    }

    private func details(_ reason: String, _ contact: String) throws -> RecoveryRequest.Details {
        let said = [reason, contact].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        var problems: [Problem] = []
        if said[0].isEmpty { problems.append(.reasonMissing) }
        if said[0].unicodeScalars.count > Self.longestText { problems.append(.reasonTooLong) }
        if said[1].unicodeScalars.count > Self.longestText { problems.append(.contactTooLong) }
        guard problems.isEmpty else { throw Problems(list: problems) }
        return RecoveryRequest.Details(reason: said[0], contact: said[1])
    }
}
