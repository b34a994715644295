import Countersign
import Foundation
import Hummingbird

/// `/admin/requests`: who asks to get in, what waits for a second person, who wants two-factor off.
enum ShowingRequests {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        guard Authority.allows(.seeRequests, by: staff.role).isAllowed else { throw PageFault.refused }
        let tab = RequestsPage.Tab(rawValue: staff.visitor.query["tab"]) ?? .gettingIn
        let waiting = try await WaitingRequests.all(in: staff.world)
        return try staff.page(
            RequestsPage(
                tab: tab,
                counts: Dictionary(grouping: waiting, by: \.tab).mapValues(\.count),
                rows: waiting.filter { $0.tab == tab }.map { $0.row(in: staff.world) },
                flash: staff.flash
            )
        )
    }
}

/// A request of either kind, with whom it is about.
struct WaitingRequest: Sendable {
    enum Subject: Sendable {
        case recovery(RecoveryRequest, RecoveryRequest.Details)
        case support(SupportRequest, SupportRequest.Details)
    }

    let subject: Subject
    let dossier: Dossier

    var account: Account { dossier.account }

    var tab: RequestsPage.Tab {
        switch subject {
        case .recovery: .gettingIn
        case .support(let request, _): request.kind == .approval ? .approvals : .turnOff
        }
    }

    var reference: String {
        switch subject {
        case .recovery(let request, _): request.reference
        case .support(let request, _): request.reference
        }
    }

    var askedAt: Date {
        switch subject {
        case .recovery(let request, _): request.askedAt
        case .support(let request, _): request.askedAt
        }
    }

    var endsAt: Date {
        switch subject {
        case .recovery(let request, _): request.waitUntil ?? request.expiresAt
        case .support(let request, _): request.expiresAt
        }
    }

    /// "Get in", "Pause two-factor".
    var what: Message {
        switch subject {
        case .recovery: Message("requests.getIn")
        case .support(let request, let details):
            request.kind == .turnOff
                ? Message("requests.turnOff")
                : details.order.act == .decideRecovery
                    ? Message("requests.getIn") : Message("helping.act.\(details.order.act.rawValue).link")
        }
    }

    /// The word for where it stands.
    var state: String {
        switch subject {
        case .recovery(let request, _): request.state.rawValue
        case .support(let request, _): request.state.rawValue
        }
    }

    /// What should make whoever decides look twice.
    func risks(at now: Date) -> [Message] {
        var risks: [Message] = []
        let week: TimeInterval = 7 * 24 * 3600
        if let reset = account.passwordResetAt, now.timeIntervalSince(reset) < week {
            risks.append(Message("requests.risk.passwordReset"))
        } else if let changed = account.passwordChangedAt, now.timeIntervalSince(changed) < week,
            changed.timeIntervalSince(account.createdAt) > 60
        {
            risks.append(Message("requests.risk.passwordChanged"))
        }
        if account.role > .member { risks.append(Message("requests.risk.power")) }
        return risks
    }

    func row(in world: Surroundings) -> RequestsPage.Row {
        RequestsPage.Row(
            reference: reference,
            person: account.calledName,
            what: what,
            askedAt: askedAt,
            endsAt: endsAt,
            risks: risks(at: world.now())
        )
    }
}

/// All that waits for staff, oldest first.
enum WaitingRequests {
    static func all(in world: Surroundings) async throws -> [WaitingRequest] {
        var found: [WaitingRequest] = []
        for request in try await Recovery(in: world).open() {
            guard let dossier = try await world.store.dossier(of: request.accountID) else { continue }
            let details = try Recovery(in: world).details(of: request)
            found.append(WaitingRequest(subject: .recovery(request, details), dossier: dossier))
        }
        let acts = SupportActs(in: world)
        for request in try await acts.openRequests() where world.now() < request.expiresAt {
            guard let dossier = try await world.store.dossier(of: request.accountID) else { continue }
            let details = try acts.details(of: request)
            found.append(WaitingRequest(subject: .support(request, details), dossier: dossier))
        }
        return found.sorted { $0.askedAt < $1.askedAt }
    }

    /// One, whatever became of it; nil for a reference that is none.
    static func find(_ reference: String, in world: Surroundings) async throws -> WaitingRequest? {
        if let request = try await world.store.recovery(reference: reference) {
            guard let dossier = try await world.store.dossier(of: request.accountID) else { return nil }
            let details = try Recovery(in: world).details(of: request)
            return WaitingRequest(subject: .recovery(request, details), dossier: dossier)
        }
        guard let request = try await world.store.supportRequest(reference: reference),
            let dossier = try await world.store.dossier(of: request.accountID)
        else { return nil }
        let details = try SupportActs(in: world).details(of: request)
        return WaitingRequest(subject: .support(request, details), dossier: dossier)
    }
}
