import Foundation

/// Mails to staff: that a request waits for one of them, and what became of one's own.
extension Surroundings {
    /// More are not written to: where many may decide, the console's count does the rest.
    private static let mostToldOfARequest = 20

    /// To everybody who may decide a request, but whoever asked.
    func tellDeciders(
        of request: WaitingForStaff,
        about target: Account,
        at now: Date
    ) async throws -> [Change] {
        let deciders = try await store.staff().filter { staff in
            staff.state == .active && request.askedBy != .member(staff.id)
                && Authority.allows(request.act, by: staff.role, to: target.role, isSelf: staff.id == target.id)
                    .isAllowed
        }
        return try deciders.prefix(Self.mostToldOfARequest).flatMap { staff in
            try mailToStaff(
                .requestWaits,
                staff,
                about: target,
                reference: request.reference,
                facts: [
                    "what": request.act.rawValue, "by": request.by,
                    "expires": String(Int64(request.expiresAt.timeIntervalSince1970)),
                ],
                at: now
            )
        }
    }

    /// To whoever asked, if that was a member of the staff.
    func tellAsker(
        of request: SupportRequest,
        _ kind: Notice.Kind,
        about target: Account,
        facts: [String: String],
        at now: Date
    ) async throws -> [Change] {
        guard case .member(let id) = Event.Actor(rawValue: request.askedBy),
            let asker = try await store.dossier(of: id)?.account
        else { return [] }
        return try mailToStaff(kind, asker, about: target, reference: request.reference, facts: facts, at: now)
    }

    /// Nothing is sent to an address that is not confirmed.
    private func mailToStaff(
        _ kind: Notice.Kind,
        _ staff: Account,
        about target: Account,
        reference: String,
        facts: [String: String],
        at now: Date
    ) throws -> [Change] {
        guard let address = staff.confirmedEmail else { return [] }
        var facts = facts
        facts["name"] = target.shownName
        facts["reference"] = reference
        facts["link"] = "\(settings.publicURL)/admin/requests/\(reference)"
        return [
            try mail(kind, to: address, language: staff.language, account: staff.id, facts: facts, at: now)
        ]
    }
}

/// What staff are asked to decide, as far as a mail tells it.
struct WaitingForStaff {
    /// Who may do this, to the person it is about, may decide.
    let act: StaffAct
    let reference: String
    let askedBy: Event.Actor
    /// What who asked is called; empty for the host.
    let by: String
    let expiresAt: Date
}
