import Countersign
import Foundation
import Hummingbird

/// `/admin/requests`: who asks to get in, what waits for a second person, who wants two-factor off.
enum ShowingRequests {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.demand(.seeRequests)
        let tab = RequestsPage.Tab(rawValue: staff.visitor.query["tab"]) ?? .gettingIn
        return try staff.page(
            RequestsPage(
                tab: tab,
                counts: staff.openRequests,
                waiting: try await ListedRequests.waiting(tab, in: staff.world).filter(staff.mayRead)
                    .map { $0.row(in: staff.world) },
                decided: try await ListedRequests.decided(tab, in: staff.world).filter(staff.mayRead)
                    .map { $0.row(in: staff.world) },
                flash: staff.flash
            )
        )
    }
}

/// A request of either kind, with whom it is about.
struct StaffRequest: Sendable {
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

    /// Whether a person asks to have their own two-factor turned off.
    var isWish: Bool {
        if case .support(let request, _) = subject { request.kind == .turnOff } else { false }
    }

    /// Who of the staff may do this, to the person it is about, decides.
    var decidingAct: StaffAct {
        switch subject {
        case .recovery: .decideRecovery
        case .support(let request, _): request.decidingAct
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
                    ? Message("requests.getIn")
                    : details.order.act == .decideTurnOff
                        ? Message("requests.turnOff") : Message("helping.act.\(details.order.act.rawValue).link")
        }
    }

    /// The word for where it stands.
    func state(at now: Date) -> String {
        switch subject {
        case .recovery(let request, _): request.state.rawValue
        case .support(let request, _):
            // Its time counts from its very second on, whenever that is written down.
            request.state.isOpen && now >= request.expiresAt
                ? SupportRequest.State.expired.rawValue : request.state.rawValue
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
            state: state(at: world.now()),
            askedAt: askedAt,
            endsAt: endsAt,
            risks: risks(at: world.now())
        )
    }
}

/// The requests of a tab: those that wait, oldest first, and the latest that were decided.
enum ListedRequests {
    /// The rest comes when these are decided.
    private static let mostWaiting = 50
    private static let mostDecided = 20

    static func waiting(_ tab: RequestsPage.Tab, in world: Surroundings) async throws -> [StaffRequest] {
        guard let kind = tab.kind else {
            return try await listed(try await Recovery(in: world).waiting(limit: mostWaiting), in: world)
        }
        return try await listed(
            try await SupportActs(in: world).openRequests(kind, limit: mostWaiting),
            in: world
        )
    }

    static func decided(_ tab: RequestsPage.Tab, in world: Surroundings) async throws -> [StaffRequest] {
        guard let kind = tab.kind else {
            return try await listed(try await world.store.decidedRecoveries(limit: mostDecided), in: world)
        }
        return try await listed(try await world.store.closedSupportRequests(kind, limit: mostDecided), in: world)
    }

    private static func listed(_ requests: [RecoveryRequest], in world: Surroundings) async throws -> [StaffRequest] {
        var found: [StaffRequest] = []
        for request in requests {
            guard let dossier = try await world.store.dossier(of: request.accountID) else { continue }
            let details = try Recovery(in: world).details(of: request)
            found.append(StaffRequest(subject: .recovery(request, details), dossier: dossier))
        }
        return found
    }

    private static func listed(_ requests: [SupportRequest], in world: Surroundings) async throws -> [StaffRequest] {
        var found: [StaffRequest] = []
        for request in requests {
            guard let dossier = try await world.store.dossier(of: request.accountID) else { continue }
            let details = try SupportActs(in: world).details(of: request)
            found.append(StaffRequest(subject: .support(request, details), dossier: dossier))
        }
        return found
    }

    /// One, whatever became of it; nil for a reference that is none.
    static func find(_ reference: String, in world: Surroundings) async throws -> StaffRequest? {
        if let request = try await world.store.recovery(reference: reference) {
            guard let dossier = try await world.store.dossier(of: request.accountID) else { return nil }
            let details = try Recovery(in: world).details(of: request)
            return StaffRequest(subject: .recovery(request, details), dossier: dossier)
        }
        guard let request = try await world.store.supportRequest(reference: reference),
            let dossier = try await world.store.dossier(of: request.accountID)
        else { return nil }
        let details = try SupportActs(in: world).details(of: request)
        return StaffRequest(subject: .support(request, details), dossier: dossier)
    }
}

extension RequestsPage.Tab {
    /// The kind of its requests; nil for those to get in, which are something else.
    fileprivate var kind: SupportRequest.Kind? {
        switch self {
        case .gettingIn: nil
        case .approvals: .approval
        case .turnOff: .turnOff
        }
    }
}

extension StaffContext {
    /// Whether what was asked, and why, is this member of staff's to read: who may open the person, decides, or asked.
    func mayRead(_ request: StaffRequest) -> Bool {
        if case .support(let asked, _) = request.subject, asked.askedBy == actor.rawValue { return true }
        return may(.openPerson, to: request.account) || may(request.decidingAct, to: request.account)
    }
}
