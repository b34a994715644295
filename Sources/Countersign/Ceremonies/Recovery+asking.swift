import Foundation

/// Asking for a way back in: what the person says, and the mailed code that makes it a request.
extension Recovery {
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
        try await world.noteSending(to: SignInIdentifier(address), client: client, for: .recovery)
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

    /// A request that staff have to decide, and what this browser follows it by.
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
            let (request, token) = try await makeRequest(from: challenge, for: dossier, client: client, at: now)
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
        let details = try world.workshop.open(
            RecoveryRequest.Details.self,
            challenge.sealedPayload,
            at: .challenge(challenge.id, of: account)
        )
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
        if said[0].count > Self.longestText { problems.append(.reasonTooLong) }
        if said[1].count > Self.longestText { problems.append(.contactTooLong) }
        guard problems.isEmpty else { throw Problems(list: problems) }
        return RecoveryRequest.Details(reason: said[0], contact: said[1])
    }
}
