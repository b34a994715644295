import Foundation

/// What became of a request before one's own word: two pressed at once, or it ran out.
package struct AlreadyDecided: Error, Sendable, Equatable {
    package let state: SupportRequest.State
    /// What whoever decided is called; nil where nobody did.
    package let decider: String?
}

/// Deciding a request: a second person agrees to it or does not, whoever asked takes it back or carries it out.
extension SupportActs {
    /// The second pair of eyes agrees, and it is done: but a code is made by who asked, for it is shown once.
    ///
    /// - Returns: the request; `.expired` where it could no longer be done, for what it is about or who asked has changed.
    /// - Throws: `Authority.Refusal`, `AlreadyDecided`, `CeremonyFault.gone`
    package func approve(_ reference: String, by helper: Helper) async throws -> SupportRequest {
        try await decide(reference) { request, dossier, now in
            try await permitDecision(on: request, of: dossier.account, by: helper, granting: true)
            do {
                return try await approving(request, dossier, by: helper, at: now)
            } catch is Authority.Refusal, is Problems<SupportOrder.Problem>, CeremonyFault.gone {
                return try lapsing(request, of: dossier.account, by: helper)
            }
        }
    }

    /// Ends a request that nobody can carry out any more.
    private func lapsing(
        _ request: SupportRequest,
        of account: Account,
        by helper: Helper
    ) throws -> Decision<SupportRequest> {
        var lapsed = request
        lapsed.state = .expired
        let event = try event(.supportExpired, try details(of: request), lapsed, account, by: helper, at: world.now())
        return Decision(lapsed, [.saveSupportRequest(lapsed), event])
    }

    private func approving(
        _ request: SupportRequest,
        _ dossier: Dossier,
        by helper: Helper,
        at now: Date
    ) async throws -> Decision<SupportRequest> {
        var details = try details(of: request)
        details.decider = helper.name
        var decided = request
        decided.decidedBy = helper.actor.rawValue
        decided.decidedAt = now
        decided.state = details.order.act == .issueBypassCode ? .approved : .done
        decided.sealedDetails = try sealed(details, request)
        var changes: [Change] = [.saveSupportRequest(decided)]
        changes.append(try event(.supportApproved, details, decided, dossier.account, by: helper, at: now))
        if decided.state == .done {
            let asker = try await asker(of: request, details, on: dossier.account)
            try refuseImpossible(details.order, dossier, at: now)
            // A person’s own wish is carried out by whoever grants it.
            let isWish = request.kind == .turnOff
            changes += try await self.changes(
                for: details.order,
                on: dossier,
                by: isWish ? helper : asker,
                approvedBy: isWish ? nil : helper,
                at: now
            ).1
        }
        if request.kind == .approval {
            var facts = ["by": helper.name]
            if decided.state == .approved { facts["to_carry_out"] = "true" }
            changes += try await world.tellAsker(
                of: request,
                .requestApproved,
                about: dossier.account,
                facts: facts,
                at: now
            )
        }
        return Decision(decided, changes)
    }

    /// A person's own wish to turn two-factor off, granted by staff who say how they checked who it is: what is written
    /// beside turning it off.
    ///
    /// - Throws: `CeremonyFault.gone` if it waits no more.
    func granting(
        _ reference: String,
        of account: Account,
        by helper: Helper,
        at now: Date
    ) async throws -> [Change] {
        guard let wish = try await world.store.supportRequest(reference: reference), wish.accountID == account.id,
            wish.kind == .turnOff, wish.state == .waiting, now < wish.expiresAt
        else { throw CeremonyFault.gone }
        var details = try details(of: wish)
        details.decider = helper.name
        var granted = wish
        granted.state = .done
        granted.decidedBy = helper.actor.rawValue
        granted.decidedAt = now
        granted.sealedDetails = try sealed(details, wish)
        return [
            .saveSupportRequest(granted),
            try event(.supportApproved, details, granted, account, by: helper, at: now),
        ]
    }

    /// The reason goes to whoever asked.
    ///
    /// - Throws: `Authority.Refusal`, `AlreadyDecided`, `CeremonyFault.gone`
    package func decline(_ reference: String, reason: String, by helper: Helper) async throws -> SupportRequest {
        try await decide(reference) { request, dossier, now in
            try await permitDecision(on: request, of: dossier.account, by: helper)
            var details = try details(of: request)
            details.decider = helper.name
            details.decision = reason
            var decided = request
            decided.state = .declined
            decided.decidedBy = helper.actor.rawValue
            decided.decidedAt = now
            decided.sealedDetails = try sealed(details, request)
            var changes: [Change] = [
                .saveSupportRequest(decided),
                try event(.supportDeclined, details, decided, dossier.account, by: helper, reason: reason, at: now),
            ]
            switch request.kind {
            case .turnOff:
                changes += try await lapsingApprovals(of: request, of: dossier.account, by: helper, at: now)
                changes += try world.tell(
                    dossier.account,
                    .turnOffDeclined,
                    from: nil,
                    facts: ["reason": reason, "reference": request.reference],
                    at: now
                )
            case .approval:
                changes += try await world.tellAsker(
                    of: request,
                    .requestDeclined,
                    about: dossier.account,
                    facts: ["reason": reason, "by": helper.name],
                    at: now
                )
            }
            return Decision(decided, changes)
        }
    }

    /// Those that wait for a second person to grant what has been declined.
    private func lapsingApprovals(
        of wish: SupportRequest,
        of account: Account,
        by helper: Helper,
        at now: Date
    ) async throws -> [Change] {
        try await world.store.supportRequests(of: account.id)
            .filter { $0.kind == .approval && $0.state == .waiting && now < $0.expiresAt }
            .filter { try details(of: $0).order.reference == wish.reference }
            .flatMap { try lapsing($0, of: account, by: helper).changes }
    }

    /// By who asked.
    package func withdraw(_ reference: String, by helper: Helper) async throws -> SupportRequest {
        try await decide(reference) { request, dossier, now in
            guard request.askedBy == helper.actor.rawValue || helper.actor == .host else {
                throw Authority.Refusal.notYourRole
            }
            guard request.state.isOpen else { throw try alreadyDecided(request) }
            var withdrawn = request
            withdrawn.state = .withdrawn
            withdrawn.decidedAt = now
            let details = try details(of: request)
            return Decision(
                withdrawn,
                [
                    .saveSupportRequest(withdrawn),
                    try event(.supportWithdrawn, details, withdrawn, dossier.account, by: helper, at: now),
                ]
            )
        }
    }

    /// By who asked, once somebody agreed: makes the code and shows it.
    ///
    /// - Parameter storing: for a call with an idempotency key: what is stored along with it.
    package func carryOutApproved(
        _ reference: String,
        by helper: Helper,
        storing: @Sendable (Done, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> (SupportRequest, Done) {
        try await decide(reference) { request, dossier, now in
            guard request.askedBy == helper.actor.rawValue else { throw Authority.Refusal.notYourRole }
            guard request.state == .approved, now < request.expiresAt else { throw try alreadyDecided(request) }
            let details = try details(of: request)
            try await permit(details.order.act, by: helper.actor, on: dossier.account)
            try refuseImpossible(details.order, dossier, at: now)
            var done = request
            done.state = .done
            let approver = Helper(
                actor: request.decidedBy.flatMap { Event.Actor(rawValue: $0) } ?? .host,
                name: details.decider ?? ""
            )
            let (made, changes) = try await self.changes(
                for: details.order,
                on: dossier,
                by: helper,
                approvedBy: approver,
                at: now
            )
            return Decision((done, made), [.saveSupportRequest(done)] + changes + (try storing(made, now)))
        }
    }

    // MARK: Helpers

    /// Whoever decides may approve for this account, did not ask, and is still in time.
    private func permitDecision(
        on request: SupportRequest,
        of target: Account,
        by helper: Helper,
        granting isGranted: Bool = false
    ) async throws {
        try await permit(request.decidingAct, by: helper.actor, on: target)
        // Staff grant a person's own wish by an order, which says how they checked who it is.
        if isGranted, request.kind == .turnOff, helper.actor != .host { throw Authority.Refusal.notYourRole }
        if request.askedBy == helper.actor.rawValue, helper.actor != .host { throw Authority.Refusal.ownRequest }
        guard request.state == .waiting, world.now() < request.expiresAt else { throw try alreadyDecided(request) }
    }

    /// Whoever asked must still be allowed to: a day is long.
    private func asker(
        of request: SupportRequest,
        _ details: SupportRequest.Details,
        on target: Account
    ) async throws -> Helper {
        guard let actor = Event.Actor(rawValue: request.askedBy) else { throw CeremonyFault.gone }
        if request.kind == .approval { try await permit(details.order.act, by: actor, on: target) }
        return Helper(actor: actor, name: details.by)
    }

    private func refuseImpossible(_ order: SupportOrder, _ dossier: Dossier, at now: Date) throws {
        let problems = order.problems(for: dossier, under: world.supportLimits(for: dossier), at: now)
        guard problems.isEmpty else { throw Problems(list: problems) }
    }

    private func alreadyDecided(_ request: SupportRequest) throws -> AlreadyDecided {
        let hasRunOut = request.state.isOpen && world.now() >= request.expiresAt
        return AlreadyDecided(
            state: hasRunOut ? .expired : request.state,
            decider: try details(of: request).decider
        )
    }

    private func sealed(_ details: SupportRequest.Details, _ request: SupportRequest) throws -> [UInt8] {
        try world.workshop.seal(details, at: .supportRequest(request.id, of: request.accountID))
    }

    private func decide<Outcome: Sendable>(
        _ reference: String,
        _ decision: (SupportRequest, Dossier, Date) async throws -> Decision<Outcome>
    ) async throws -> Outcome {
        guard let known = try await world.store.supportRequest(reference: reference) else { throw CeremonyFault.gone }
        return try await world.decide(about: known.accountID) { dossier, now in
            // Read in here: whatever changes a request raises the account's revision, so of two the second sees it.
            guard let request = try await world.store.supportRequest(reference: reference) else {
                throw CeremonyFault.gone
            }
            return try await decision(request, dossier, now)
        }
    }
}
