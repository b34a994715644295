import Foundation

/// What is written when a request to get in is told of, or ends.
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

    /// A request's end, and the end of the session that it let in.
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
        // What staff wrote may name the person, and goes with what the log knows of them; the rest is words of ours.
        let isWritten = state == .declined
        var data = ["reference": request.reference]
        if !isWritten { data["reason"] = reason }
        return [
            .saveRecovery(ended), .endRecoverySessions(of: account.id),
            try event(
                kind,
                about: account,
                by: actor,
                from: client,
                data: data,
                personal: isWritten ? ["reason": String(reason.prefix(500))] : [:],
                at: now
            ),
        ]
    }
}
