import Foundation

extension Recovery {
    /// Those that wait, oldest first.
    package func waiting(limit: Int = 1000) async throws -> [RecoveryRequest] {
        try await world.store.waitingRecoveries(at: world.now(), limit: limit)
    }

    /// By staff, who have made sure who asks: the person may set up a new factor.
    ///
    /// - Throws: `CeremonyFault.gone` if it no longer waits.
    package func approve(_ reference: String, reason: String, actor: Event.Actor) async throws {
        try await decide(reference) { request, dossier, now in
            guard request.state == .waiting else { throw CeremonyFault.gone }
            var decided = request
            decided.waitUntil = nil
            return try approving(decided, dossier.account, reason: reason, by: actor, at: now)
        }
    }

    /// By staff: the reason goes to the person.
    ///
    /// - Throws: `CeremonyFault.gone` if it no longer waits.
    package func decline(_ reference: String, reason: String, actor: Event.Actor) async throws {
        try await decide(reference) { request, dossier, now in
            guard request.state == .waiting else { throw CeremonyFault.gone }
            var declined = request
            declined.sealedDetails = try sealed(request, decision: reason)
            var changes = try world.ending(
                declined,
                as: .declined,
                of: dossier.account,
                because: reason,
                by: actor,
                from: nil,
                at: now
            )
            changes += try world.tell(
                dossier.account,
                .recoveryDeclined,
                about: request,
                facts: ["reason": reason],
                at: now
            )
            return changes
        }
    }

    /// What a link of a mail is about; opening it only shows.
    ///
    /// - Throws: `ChallengeProblem`
    package func linked(_ link: Token) async throws -> (request: RecoveryRequest, challenge: Challenge) {
        guard let challenge = try await world.store.challenge(linkHash: link.hash),
            challenge.purpose == .cancelRecovery, let account = challenge.accountID,
            let id = try world.workshop.open(
                [String].self,
                challenge.sealedPayload,
                at: .challenge(challenge.id, of: account)
            ).first
        else { throw ChallengeProblem.unknown }
        if let problem = world.problem(with: challenge) { throw problem }
        guard
            let request = try await world.store.recoveries(of: account).first(where: { $0.id.rawValue == id }),
            request.state.isOpen
        else { throw ChallengeProblem.ended(.cancelled) }
        return (request, challenge)
    }

    /// "Cancel, this wasn't me", by the button of a mailed link.
    package func cancel(link: Token, client: Client) async throws {
        let (request, challenge) = try await linked(link)
        try await cancel(request, because: "not me", first: [.endChallenge(challenge.id, .used)], client: client)
    }

    /// By who is signed in: whoever asked does not get in by it.
    package func cancelAll(of account: Account.ID, client: Client) async throws {
        try await world.decide(about: account) { dossier, now in
            let changes = try await world.cancellingRecoveries(
                of: dossier.account,
                because: "not me",
                by: .member(account),
                from: client,
                at: now
            )
            return Decision((), changes)
        }
    }

    /// By the browser that asked.
    package func cancel(_ request: RecoveryRequest, client: Client) async throws {
        try await cancel(request, because: "taken back", first: [], client: client)
    }

    private func cancel(
        _ request: RecoveryRequest,
        because reason: String,
        first: [Change],
        client: Client
    ) async throws {
        try await decide(request.reference) { request, dossier, now in
            guard request.state.isOpen else { throw CeremonyFault.gone }
            return first
                + (try world.ending(
                    request,
                    as: .cancelled,
                    of: dossier.account,
                    because: reason,
                    by: .visitor,
                    from: client,
                    at: now
                ))
        }
    }

    /// The request of the browser that asked, whatever became of it.
    package func shown(_ token: Token, reference: String) async throws -> RecoveryRequest? {
        guard let request = try await world.store.recovery(reference: reference),
            ConstantTime.areEqual(request.tokenHash, token.hash)
        else { return nil }
        return request
    }

    // MARK: The clock

    /// What time does to open requests: halfway mails, waits that are over, ends. Safe to run on several nodes.
    package func look() async throws {
        var seen: Set<RecoveryRequest.ID> = []
        while !Task.isCancelled {
            // What was looked at is due no more; what another node holds just now must not hide the rest.
            let due = try await world.store.dueRecoveries(at: world.now(), limit: Self.step + seen.count)
            let next = due.filter { !seen.contains($0.id) }
            if next.isEmpty { return }
            for request in next {
                seen.insert(request.id)
                do {
                    try await decide(request.reference) { request, dossier, now in
                        try progress(of: request, dossier, at: now)
                    }
                } catch CeremonyFault.gone, CeremonyFault.unknownAccount, CeremonyFault.contended {
                    continue
                }
            }
        }
    }

    private func isDue(_ request: RecoveryRequest, at now: Date) -> Bool {
        if now >= request.expiresAt { return true }
        guard request.state == .waiting, let until = request.waitUntil else { return false }
        return now >= until || (!request.isHalfwayTold && now >= halfway(request.askedAt, until))
    }

    private func halfway(_ start: Date, _ end: Date) -> Date {
        start.addingTimeInterval(end.timeIntervalSince(start) / 2)
    }

    private func progress(of request: RecoveryRequest, _ dossier: Dossier, at now: Date) throws -> [Change] {
        let account = dossier.account
        guard request.state.isOpen, isDue(request, at: now) else { return [] }
        if now >= request.expiresAt {
            return try world.ending(
                request,
                as: .expired,
                of: account,
                because: "time",
                by: .system,
                from: nil,
                at: now
            )
        }
        let waitUntil = waitEnd(of: request, dossier, at: now)
        if let waitUntil, now >= waitUntil {
            return try approving(request, account, reason: "", by: .system, at: now)
        }
        var told = request
        told.waitUntil = waitUntil
        // At the end of a wait that no longer counts there is nothing new to tell.
        if request.isHalfwayTold { return [.saveRecovery(told)] }
        told.isHalfwayTold = true
        return [.saveRecovery(told)] + (try world.tell(account, .recoveryHalfway, about: told, at: now))
    }

    /// - Parameter data: what the event says beside that.
    func approving(
        _ request: RecoveryRequest,
        _ account: Account,
        reason: String,
        by actor: Event.Actor,
        data: [String: String] = [:],
        at now: Date
    ) throws -> [Change] {
        var approved = request
        approved.state = .approved
        approved.expiresAt = now.addingTimeInterval(Self.approvalTime)
        approved.sealedDetails = try sealed(request, decision: reason)
        return [
            .saveRecovery(approved),
            try world.event(
                .recoveryApproved,
                about: account,
                by: actor,
                data: data.merging(["reference": request.reference]) { $1 },
                personal: reason.isEmpty ? [:] : ["reason": String(reason.prefix(500))],
                at: now
            ),
        ] + (try world.tell(account, .recoveryApproved, about: approved, at: now))
    }

    private func sealed(_ request: RecoveryRequest, decision: String) throws -> [UInt8] {
        var details = try details(of: request)
        details.decision = decision
        return try world.workshop.seal(details, at: .recovery(request.id, of: request.accountID))
    }

    private func decide(
        _ reference: String,
        _ changes: (RecoveryRequest, Dossier, Date) async throws -> [Change]
    ) async throws {
        guard let known = try await world.store.recovery(reference: reference) else { throw CeremonyFault.gone }
        try await world.decide(about: known.accountID) { dossier, now in
            // Read in here: whatever changes a request raises the account's revision.
            guard let request = try await world.store.recovery(reference: reference) else {
                throw CeremonyFault.gone
            }
            return Decision((), try await changes(request, dossier, now))
        }
    }
}

extension Surroundings {
    /// The approved request of a browser that has just given the right password; nil if nothing lets it in.
    func letIn(_ token: Token, _ dossier: Dossier, at now: Date) async throws -> RecoveryRequest? {
        try await store.recoveries(of: dossier.account.id).first {
            $0.state == .approved && now < $0.expiresAt && ConstantTime.areEqual($0.tokenHash, token.hash)
                // What the wait approved, a password that was reset since takes back.
                && ($0.waitUntil == nil || Recovery(in: self).wait(for: dossier, at: now) != nil)
        }
    }

    /// The request that a session was let in by, which must still hold at the moment that a factor is confirmed.
    ///
    /// - Throws: `CeremonyFault.gone` if it was cancelled meanwhile.
    func recovery(of session: Session?, at now: Date) async throws -> RecoveryRequest? {
        guard let session, let id = session.recoveryID else { return nil }
        guard let request = try await store.recoveries(of: session.accountID).first(where: { $0.id == id }),
            request.state == .approved, now < request.expiresAt
        else { throw CeremonyFault.gone }
        return request
    }
}
