import Countersign
import Foundation
import Hummingbird

/// `/admin/requests/{reference}`: what was asked, who asks, and the two buttons.
enum DecidingRequest {
    private static let eventsLookedAt = 40
    private static let eventsShown = 8

    @Sendable
    static func show(_ staff: FreshStaff) async throws -> Response {
        try await page(staff, try await subject(staff))
    }

    /// For a request to get in: with how identity was checked. Else agreeing to what somebody else filled in.
    @Sendable
    static func accept(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        let request = try await subject(staff)
        return try await answering(staff, request) {
            switch request.subject {
            case .recovery,
                .support(_, _) where request.isWish:
                var order: SupportOrder
                do {
                    order = SupportOrder(
                        request.isWish ? .decideTurnOff : .decideRecovery,
                        because: try SupportReason(
                            category: .other,
                            text: form["notes"],
                            identity: SupportReason.Identity(rawValue: form["identity"]).flatMap {
                                SupportReason.Identity.forStaff.contains($0) ? $0 : nil
                            }
                        )
                    )
                } catch let problems as Problems<SupportReason.Problem> {
                    return try await page(staff, request, form, inOrder(problems.list))
                }
                order.reference = request.reference
                let outcome = try await SupportActs(in: staff.world)
                    .carryOut(order, on: request.account.id, by: staff.helper)
                if case .waiting = outcome { return back().telling(.waitsForSecond) }
            case .support(let support, _):
                let decided = try await SupportActs(in: staff.world).approve(support.reference, by: staff.helper)
                if decided.state == .expired { return back(to: request.tab).telling(.lapsed) }
            }
            return back(to: request.tab).telling(.decided)
        }
    }

    @Sendable
    static func decline(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        let request = try await subject(staff)
        let reason = form["decision"].trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...SupportReason.longestText).contains(reason.count) else {
            return try await page(staff, request, form, [Problem(field: "decision", "problems.help.decision")])
        }
        return try await answering(staff, request) {
            switch request.subject {
            case .recovery(let recovery, _):
                try await SupportActs(in: staff.world).permit(.decideRecovery, by: staff.actor, on: request.account)
                try await Recovery(in: staff.world).decline(recovery.reference, reason: reason, actor: staff.actor)
            case .support(let support, _):
                _ = try await SupportActs(in: staff.world)
                    .decline(support.reference, reason: reason, by: staff.helper)
            }
            return back(to: request.tab).telling(.decided)
        }
    }

    /// By who asked: takes it back.
    @Sendable
    static func withdraw(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        let request = try await subject(staff)
        return try await answering(staff, request) {
            _ = try await SupportActs(in: staff.world).withdraw(request.reference, by: staff.helper)
            return back(to: request.tab).telling(.decided)
        }
    }

    /// By who asked, once somebody agreed: the code, once.
    @Sendable
    static func carryOut(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        let request = try await subject(staff)
        return try await answering(staff, request) {
            let (_, done) = try await SupportActs(in: staff.world)
                .carryOutApproved(request.reference, by: staff.helper)
            guard let code = done.code, let until = done.measure?.endsAt else {
                return back(to: request.tab).telling(.decided)
            }
            return try staff.page(BypassCodeMadePage(code: code, until: until, person: staff.shown(request.account)))
        }
    }

    // MARK: Helpers

    /// As the fields stand on the page: the check of identity first, then what was checked.
    private static func inOrder(_ problems: [SupportReason.Problem]) -> [Problem] {
        (problems.filter { $0 == .identityMissing } + problems.filter { $0 != .identityMissing })
            .map(Problem.init(deciding:))
    }

    private static func back(to tab: RequestsPage.Tab = .approvals) -> Response {
        .seeOther("/admin/requests?tab=\(tab.rawValue)")
    }

    /// What may come between the page and the button.
    private static func answering(
        _ staff: FreshStaff,
        _ request: StaffRequest,
        _ answer: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await answer()
        } catch let decided as AlreadyDecided {
            return back(to: request.tab).telling(decided.state == .expired ? .ranOut : .decidedBefore)
        } catch CeremonyFault.gone {
            return back(to: request.tab).telling(.decidedBefore)
        } catch is Problems<SupportOrder.Problem> {
            return back(to: request.tab).telling(.nothingToDo)
        } catch is Authority.Refusal {
            throw PageFault.refused
        }
    }

    private static func subject(_ staff: FreshStaff) async throws -> StaffRequest {
        try staff.demand(.seeRequests)
        guard let found = try await ListedRequests.find(staff.parameters["reference"], in: staff.world) else {
            throw PageFault.notFound
        }
        guard staff.mayRead(found) else { throw PageFault.morePower }
        return found
    }

    private static func page(
        _ staff: FreshStaff,
        _ request: StaffRequest,
        _ form: Form = Form([:]),
        _ problems: [Problem] = []
    ) async throws -> Response {
        let world = staff.world
        let account = request.account
        let mayOpen = staff.may(.openPerson, to: account)
        let events =
            mayOpen ? try await world.store.events(of: account.id, before: nil, limit: eventsLookedAt) : []
        if mayOpen { try await Looking(staff).opened(account, events: events) }
        let told = try await ToldEvents(Array(events.prefix(eventsShown)), in: world)
        let page = RequestPage(
            reference: request.reference,
            person: staff.shown(account),
            what: request.what,
            state: request.state(at: world.now()),
            askedAt: request.askedAt,
            endsAt: request.endsAt,
            facts: facts(of: request, in: world),
            risks: request.risks(at: world.now()) + risks(of: request, after: events, in: world),
            events: events.prefix(eventsShown).map { told.eventRow(of: $0.event) },
            may: may(staff, request),
            notes: form["notes"],
            identity: form["identity"],
            decision: form["decision"],
            mails: try await staff.mails(to: account),
            problems: problems
        )
        return problems.isEmpty ? try staff.page(page) : try staff.again(page)
    }

    /// Whether a request to get in comes from where the person has not signed in from lately.
    private static func risks(
        of request: StaffRequest,
        after events: [StoredEvent],
        in world: Surroundings
    ) -> [Message] {
        guard case .recovery(let recovery, _) = request.subject else { return [] }
        let seen = events.map(\.event).filter { $0.kind == .signInSucceeded && $0.at < recovery.askedAt }
            .compactMap { world.personal(of: $0, account: request.account)["address"].flatMap { Address($0) } }
        guard let place = Address(recovery.client.address), !seen.isEmpty else { return [] }
        return seen.contains { $0.isNear(place) } ? [] : [Message("requests.risk.newNetwork")]
    }

    private static func may(_ staff: FreshStaff, _ request: StaffRequest) -> RequestPage.May {
        let isOpen: Bool
        let isOwn: Bool
        let act: StaffAct
        switch request.subject {
        case .recovery(let recovery, _):
            (isOpen, isOwn, act) = (recovery.state == .waiting, false, .decideRecovery)
        case .support(let support, _):
            isOpen = support.state == .waiting
            isOwn = support.askedBy == staff.actor.rawValue
            act = support.kind == .turnOff ? .decideTurnOff : .approve
            if isOwn, support.state == .approved { return .carryOut }
        }
        guard isOpen else { return .nothing }
        if isOwn { return .withdraw }
        guard staff.may(act, to: request.account) else { return .nothing }
        if case .recovery = request.subject { return .decide(asksIdentity: true) }
        return .decide(asksIdentity: request.isWish)
    }

    private static func facts(of request: StaffRequest, in world: Surroundings) -> [(Message, Filling)] {
        switch request.subject {
        case .recovery(let recovery, let details):
            var facts: [(Message, Filling)] = [(Message("requests.said"), .name(details.reason))]
            if !details.contact.isEmpty { facts.append((Message("requests.contact"), .name(details.contact))) }
            facts.append(
                (Message("requests.from"), .message(Browser(userAgent: recovery.client.userAgent).message))
            )
            facts.append((Message("requests.place"), .name(recovery.client.address)))
            return facts
        case .support(let support, let details):
            let reason = details.order.reason
            var facts: [(Message, Filling)] = [
                (Message("requests.askedBy"), .message(SupportWords.someone(details.by)))
            ]
            if support.kind == .approval {
                let sentence = HelpWords.sentence(of: details.order, for: request.dossier, at: world.now())
                if details.order.act != .decideRecovery, details.order.act != .decideTurnOff {
                    facts.append((Message("requests.happens"), .message(sentence)))
                }
                facts.append((Message("requests.why"), .message(SupportWords.reason(reason.category.rawValue))))
                facts.append(
                    (Message("requests.checked"), .message(Message("helping.identities.\(reason.identity.rawValue)")))
                )
            }
            if !reason.text.isEmpty { facts.append((Message("requests.said"), .name(reason.text))) }
            if !reason.ticket.isEmpty { facts.append((Message("helping.ticketGiven"), .name(reason.ticket))) }
            if let decider = details.decider { facts.append((Message("requests.decidedBy"), .name(decider))) }
            if let decision = details.decision { facts.append((Message("requests.decision"), .name(decision))) }
            return facts
        }
    }
}

extension Problem {
    fileprivate init(deciding problem: SupportReason.Problem) {
        switch problem {
        case .identityMissing: self.init(field: "identity", "problems.help.identity")
        case .textTooLong:
            self.init(field: "notes", "problems.help.textLong", ["count": .number(SupportReason.longestText)])
        case .badCharacters: self.init(field: "notes", "problems.help.characters")
        case .categoryMissing, .textTooShort, .ticketTooLong:
            self.init(field: "notes", "problems.help.notesShort", ["count": .number(SupportReason.shortestText)])
        }
    }
}
