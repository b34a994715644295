import Foundation

/// Requests that wait for a second person: how they come to be, and which there are.
extension SupportActs {
    /// Those that wait or may be carried out, oldest first.
    package func openRequests(
        _ kind: SupportRequest.Kind = .approval,
        limit: Int = 1000
    ) async throws -> [SupportRequest] {
        try await world.store.openSupportRequests(kind, at: world.now(), limit: limit)
    }

    /// What it is for, who asked, and what was decided.
    package func details(of request: SupportRequest) throws -> SupportRequest.Details {
        try world.workshop.open(
            SupportRequest.Details.self,
            request.sealedDetails,
            at: .supportRequest(request.id, of: request.accountID)
        )
    }

    /// The wish to turn two-factor off that staff have not decided yet.
    package func openWish(of account: Account.ID) async throws -> SupportRequest? {
        let now = world.now()
        return try await world.store.supportRequests(of: account).first {
            $0.kind == .turnOff && $0.state.isOpen && now < $0.expiresAt
        }
    }

    /// A person's wish to turn two-factor off, where policy leaves that to staff.
    ///
    /// - Returns: the one that is open, if there is one.
    package func askToTurnOff(
        _ account: Account.ID,
        reason: SupportReason,
        client: Client
    ) async throws -> SupportRequest {
        try await world.decide(about: account) { dossier, now in
            if let open = try await openWish(of: account) { return Decision(open) }
            let helper = Helper(actor: .member(account), name: dossier.account.shownName, client: client)
            let order = SupportOrder(.decideTurnOff, because: reason)
            let (request, changes) = try await asking(order, on: dossier.account, by: helper, kind: .turnOff, at: now)
            return Decision(request, changes)
        }
    }

    // MARK: Parts

    /// The one that this helper has asked for and nobody has decided: asked again, it is not asked for twice.
    func open(
        _ order: SupportOrder,
        on account: Account,
        by helper: Helper,
        at now: Date
    ) async throws -> SupportRequest? {
        try await world.store.supportRequests(of: account.id).first { request in
            guard request.kind == .approval, request.state == .waiting, now < request.expiresAt,
                request.askedBy == helper.actor.rawValue
            else { return false }
            return try details(of: request).order.asksTheSame(as: order)
        }
    }

    /// A request, and what is written for it: the mails to whoever may decide among it.
    func asking(
        _ order: SupportOrder,
        on account: Account,
        by helper: Helper,
        kind: SupportRequest.Kind = .approval,
        at now: Date
    ) async throws -> (SupportRequest, [Change]) {
        let details = SupportRequest.Details(order: order, by: helper.name)
        let id: SupportRequest.ID = world.makeID()
        let length = kind == .approval ? SupportRequest.approvalTime : SupportRequest.turnOffTime
        let request = SupportRequest(
            id: id,
            reference: try await world.freeReference(),
            accountID: account.id,
            kind: kind,
            askedBy: helper.actor.rawValue,
            askedAt: now,
            expiresAt: now.addingTimeInterval(length),
            sealedDetails: try world.workshop.seal(details, at: .supportRequest(id, of: account.id))
        )
        let told = try await world.tellDeciders(
            of: WaitingForStaff(
                act: request.decidingAct,
                reference: request.reference,
                askedBy: helper.actor,
                by: helper.name,
                expiresAt: request.expiresAt
            ),
            about: account,
            at: now
        )
        return (
            request,
            [
                .insertSupportRequest(request),
                try event(.supportAsked, details, request, account, by: helper, at: now),
            ] + told
        )
    }

    /// An event of a request: what it was for, and who asked.
    func event(
        _ kind: Event.Kind,
        _ details: SupportRequest.Details,
        _ request: SupportRequest,
        _ account: Account,
        by helper: Helper,
        reason: String? = nil,
        at now: Date
    ) throws -> Change {
        var data = details.order.reason.data
        data["act"] = details.order.act.rawValue
        data["reference"] = request.reference
        data["asked_by"] = request.askedBy
        var personal = details.order.reason.personal
        if !helper.name.isEmpty { personal["by"] = helper.name }
        personal["decision"] = reason
        return try world.event(
            kind,
            about: account,
            by: helper.actor,
            from: helper.client,
            data: data,
            personal: personal,
            at: now
        )
    }
}
