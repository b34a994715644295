import Foundation

/// Finishing an enrolment: an answer proves that the factor works, and from that moment it counts.
extension Enrolment {
    /// Confirms a draft by an answer. On success the factor counts from this moment, and one that it replaces stops.
    ///
    /// - Parameters:
    ///   - label: what to call it; nil for what was said when it was begun.
    ///   - fallback: if that is empty and the method knows nothing better.
    ///   - session: where new backup codes can be read until they are saved; nil over the API.
    ///   - browser: the hash of the token of the one that began it; nil over the API.
    ///   - storing: for a call with an idempotency key: what is stored along with the verdict.
    /// - Throws: `CeremonyFault.closed`, `CeremonyFault.abovePower`, `CeremonyFault.taken` for an address or a handle that
    ///   another account has.
    package func finish(
        _ draftID: Factor.ID,
        of account: Account.ID,
        given: Given,
        label: String? = nil,
        orElse fallback: String = "",
        session: Session?,
        browser: [UInt8]? = nil,
        client: Client?,
        actor: Event.Actor,
        storing: @Sendable (Outcome, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Outcome {
        let codes = try await NewBackupCodes.prepareIfNone(for: account, session: session, in: world)
        let finishing = FinishingEnrolment(
            enrolment: self,
            draftID: draftID,
            answer: try await prepared(given, for: draftID, of: account, in: browser),
            label: label,
            fallback: fallback,
            codes: codes,
            session: session,
            browser: browser,
            client: client,
            actor: actor
        )
        do {
            return try await world.decide(about: account) { dossier, now in
                try await finishing.decision(for: dossier, at: now, storing: storing)
            }
        } catch CeremonyFault.taken {
            // The same passkey, on this account or another; its page says so.
            guard case .credential = given else { throw CeremonyFault.taken }
            let draft = try await world.store.draft(draftID)
            return .rejected(Rejection(.alreadyUsed), triesLeft: draft?.triesLeft ?? Self.tries)
        }
    }

    /// The answer with its slow part done; nil if it has not the shape of the draft's kind, or there is no such draft.
    private func prepared(
        _ given: Given,
        for draftID: Factor.ID,
        of account: Account.ID,
        in browser: [UInt8]?
    ) async throws -> PreparedAnswer? {
        guard let (_, method) = try await openDraft(draftID, of: account, in: browser, at: world.now()),
            let answer = method.answer(given)
        else { return nil }
        return try await method.prepare(answer, nil, world)
    }
}

/// One answer that is to confirm a draft, and what becomes of the draft.
private struct FinishingEnrolment: Sendable {
    let enrolment: Enrolment
    let draftID: Factor.ID
    let answer: PreparedAnswer?
    let label: String?
    let fallback: String
    /// Made before it is known whether they are needed: hashing takes long.
    let codes: NewBackupCodes?
    let session: Session?
    let browser: [UInt8]?
    let client: Client?
    let actor: Event.Actor

    private var world: Surroundings { enrolment.world }

    func decision(
        for dossier: Dossier,
        at now: Date,
        storing: (Enrolment.Outcome, Date) throws -> [Change]
    ) async throws -> Decision<Enrolment.Outcome> {
        guard dossier.account.state == .active else { throw CeremonyFault.closed }
        try world.refuseAbovePower(dossier.account, for: actor)
        let open = try await enrolment.openDraft(draftID, of: dossier.account.id, in: browser, at: now)
        guard case (var draft, let method)? = open, !enrolment.has(method, dossier),
            world.policy(for: dossier).allows(draft.kind, at: now)
        else { return Decision(.draftEnded) }
        if let label { draft.label = label }
        let tools = enrolment.tools(for: draft.id, of: dossier, at: now)
        guard let answer, let verdict = try method.finishEnrolment(draft, answer, tools, world.workshop)
        else { return Decision(.unrecognised) }
        var decision: Decision<Enrolment.Outcome>
        switch verdict {
        case .rejected(let rejection, let changed, let triesLeft):
            // Nothing was looked at where nobody could look.
            if rejection.reason == .unavailable {
                return Decision(.rejected(rejection, triesLeft: draft.triesLeft))
            }
            decision = try rejected(rejection, changed, ofIssued: triesLeft, dossier.account, at: now)
        case .accepted(let factor):
            let provesAddress = method.provesAddress
            decision = try await confirmed(factor, draft, provesAddress: provesAddress, by: dossier, at: now)
        }
        decision.changes += try storing(decision.outcome, now)
        return decision
    }

    private func rejected(
        _ rejection: Rejection,
        _ changed: Draft,
        ofIssued triesLeft: Int?,
        _ account: Account,
        at now: Date
    ) throws -> Decision<Enrolment.Outcome> {
        var draft = changed
        draft.wrongAnswers += 1
        var changes: [Change] = [.saveDraft(draft)]
        if draft.triesLeft == 0 {
            changes.append(try world.event(.enrolmentFailed, of: draft, account, by: actor, from: client, at: now))
        }
        return Decision(.rejected(rejection, triesLeft: min(draft.triesLeft, triesLeft ?? .max)), changes)
    }

    private func confirmed(
        _ proved: Factor,
        _ draft: Draft,
        provesAddress: Bool,
        by dossier: Dossier,
        at now: Date
    ) async throws -> Decision<Enrolment.Outcome> {
        var factor = proved
        if factor.label.isEmpty { factor.label = fallback }
        let recovery = try await world.recovery(of: session, at: now)
        let getsNewCodes =
            recovery != nil || dossier.backupCodes == nil || dossier.measure(.setUpAgain, at: now) != nil
        let adding = AddingFactor(
            factor: factor,
            replacing: draft.replaces,
            provesAddress: provesAddress,
            codes: getsNewCodes ? codes : nil,
            session: session,
            recovery: recovery,
            client: client,
            actor: actor,
            world: world
        )
        return Decision(
            .confirmed(factor, backupCodes: adding.codes?.shown),
            [.consumeDraft(draftID)] + (try await adding.changes(to: dossier, at: now))
        )
    }
}
