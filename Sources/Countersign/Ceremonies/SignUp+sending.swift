import Foundation

extension SignUp {
    /// The same page and the same work whether the address has an account; only the mail's reader learns which it was.
    func send(
        _ payload: Payload,
        ending: [Change] = [],
        browser: Token,
        client: Client
    ) async throws -> Begun {
        let existing = try await world.store.dossier(named: SignInIdentifier(payload.email))?.account
        let now = world.now()
        let mailed = try MailedChallenge(
            .signUp,
            account: nil,
            browser: browser,
            payload: payload,
            lifetime: world.settings.mailedCodeLifetime,
            at: now,
            in: world
        )
        var challenge = mailed.challenge
        if existing != nil {
            // A code that nobody knows: the page takes tries as always, and none is right.
            challenge = Challenge(
                id: challenge.id,
                purpose: .signUp,
                accountID: nil,
                codeHash: nil,
                linkHash: nil,
                browserHash: challenge.browserHash,
                sealedPayload: challenge.sealedPayload,
                createdAt: now,
                expiresAt: challenge.expiresAt
            )
        }
        let mail =
            try existing.map { try self.mail(telling: $0, payload, at: now) }
            ?? self.mail(asking: payload, mailed, client, at: now)
        guard case .enqueue(let row) = mail else { throw ChallengeProblem.unknown }
        try await world.commit(ending + [.insertChallenge(challenge), mail])
        return Begun(challengeID: challenge.id, mailID: row.id, sentAt: now, expiresAt: challenge.expiresAt)
    }

    private func mail(telling existing: Account, _ payload: Payload, at now: Date) throws -> Change {
        try world.mail(
            .alreadyHasAccount,
            to: payload.email,
            language: existing.language ?? payload.language,
            account: existing.id,
            facts: [
                "sign_in_link": "\(world.settings.publicURL)/sign-in",
                "reset_link": "\(world.settings.publicURL)/password/forgot",
            ],
            at: now
        )
    }

    private func mail(
        asking payload: Payload,
        _ mailed: MailedChallenge<Payload>,
        _ client: Client,
        at now: Date
    ) throws -> Change {
        try world.mail(
            .confirmSignUp,
            to: payload.email,
            language: payload.language,
            account: nil,
            facts: [
                "code": mailed.code,
                "link": "\(world.settings.publicURL)/sign-up/confirm/\(mailed.link.text)",
                "expires": String(Int64(mailed.challenge.expiresAt.timeIntervalSince1970)),
                "place": client.address, "user_agent": client.userAgent,
            ],
            expiresAfter: world.settings.mailedCodeLifetime,
            at: now
        )
    }
}
