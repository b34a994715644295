import Countersign
import Foundation
import Hummingbird

/// `/admin/people/{id}/help/{act}`: fills in why, says what will happen, does it.
enum HelpingPerson {
    @Sendable
    static func show(_ staff: FreshStaff) async throws -> Response {
        let (act, dossier) = try await subject(staff)
        let form = HelpForm(act, factor: staff.visitor.query["factor"])
        return try staff.page(try page(staff, form, dossier))
    }

    @Sendable
    static func submit(_ staff: FreshStaff, _ sent: Form) async throws -> Response {
        let (act, dossier) = try await subject(staff)
        let form = HelpForm(act, sent)
        let world = staff.world
        let now = world.now()
        let order: SupportOrder
        do {
            order = try form.order(at: now)
        } catch let problems as Problems<SupportReason.Problem> {
            return try staff.again(try page(staff, form, dossier, problems.list.map(Problem.init)))
        }
        let limits = world.supportLimits(for: dossier)
        let problems = order.problems(for: dossier, under: limits, at: now)
        if problems.contains(where: { [.nothingToDo, .closed, .noSuchFactor].contains($0) }) {
            // Somebody else was first, or the person helped themselves.
            return Response.seeOther(staff.path(to: dossier.account)).telling(.nothingToDo)
        }
        guard problems.isEmpty else {
            return try staff.again(try page(staff, form, dossier, problems.map { Problem($0) }))
        }
        let acts = SupportActs(in: world)
        let live = dossier.measure(.bypassCode, at: now)?.id.rawValue ?? ""
        let waits = acts.needsSecond(order, for: dossier.account, under: limits, by: staff.actor)
        guard sent["confirmed"] == "1" else {
            return try staff.page(
                HelpingConfirmPage(
                    form: form,
                    person: staff.shown(dossier.account),
                    sentence: HelpWords.sentence(of: order, for: dossier, at: now),
                    waits: waits,
                    replaces: live
                )
            )
        }
        // Sent twice, by a reload: the code that the first made stays the one.
        if act == .issueBypassCode, sent["replaces"] != live {
            return Response.seeOther(staff.path(to: dossier.account)).telling(.nothingToDo)
        }
        return try await carryOut(order, on: dossier.account, staff)
    }

    private static func carryOut(
        _ order: SupportOrder,
        on account: Account,
        _ staff: FreshStaff
    ) async throws -> Response {
        let path = staff.path(to: account)
        do {
            switch try await SupportActs(in: staff.world).carryOut(order, on: account.id, by: staff.helper) {
            case .waiting: return Response.seeOther(path).telling(.waitsForSecond)
            case .done(let done):
                guard let code = done.code, let until = done.measure?.endsAt else {
                    return Response.seeOther(path)
                        .telling(account.confirmedEmail == nil ? .helpedUnmailed : .helped)
                }
                return try staff.page(
                    BypassCodeMadePage(code: code, until: until, person: staff.shown(account))
                )
            }
        } catch is Authority.Refusal {
            throw PageFault.refused
        } catch is Problems<SupportOrder.Problem> {
            return Response.seeOther(path).telling(.nothingToDo)
        }
    }

    /// - Throws: `PageFault.refused` or `.morePower` for what this member of staff may not do to this person.
    private static func subject(_ staff: FreshStaff) async throws -> (StaffAct, Dossier) {
        guard let act = StaffAct(segment: staff.parameters["act"]) else { throw PageFault.notFound }
        let dossier = try await staff.person()
        try staff.demand(act, to: dossier.account)
        return (act, dossier)
    }

    private static func page(
        _ staff: FreshStaff,
        _ form: HelpForm,
        _ dossier: Dossier,
        _ problems: [Problem] = []
    ) throws -> HelpingPage {
        let factor = dossier.factors.first { $0.id.rawValue == form.factor }
        if form.act == .removeFactor, factor == nil { throw PageFault.notFound }
        let limits = staff.world.supportLimits(for: dossier)
        return HelpingPage(
            form: form,
            person: staff.shown(dossier.account),
            way: factor.map(HelpWords.way),
            longest: form.act == .suspend ? limits.longestSuspension : limits.longestBypass,
            mayMail: dossier.account.confirmedEmail != nil && !dossier.factors.contains { $0.kind == .email },
            problems: problems
        )
    }
}

extension StaffContext {
    /// Whether this member of staff may do that to this person.
    func may(_ act: StaffAct, to person: Account) -> Bool {
        Authority.allows(act, by: role, to: person.role, isSelf: person.id == account.id).isAllowed
    }

    /// As whom support acts.
    var helper: SupportActs.Helper {
        SupportActs.Helper(actor: actor, name: account.calledName, client: client)
    }

    func path(to person: Account) -> String { "/admin/people/\(person.id)" }

    func shown(_ person: Account) -> HelpedPerson {
        HelpedPerson(name: person.calledName, path: path(to: person), isMailed: person.confirmedEmail != nil)
    }
}

extension Problem {
    init(_ problem: SupportReason.Problem) {
        switch problem {
        case .categoryMissing: self.init(field: "category", "problems.help.category")
        case .identityMissing: self.init(field: "identity", "problems.help.identity")
        case .textTooShort:
            self.init(field: "reason", "problems.help.textShort", ["count": .number(SupportReason.shortestText)])
        case .textTooLong:
            self.init(field: "reason", "problems.help.textLong", ["count": .number(SupportReason.longestText)])
        case .ticketTooLong:
            self.init(field: "ticket", "problems.help.ticket", ["count": .number(SupportReason.longestTicket)])
        case .badCharacters: self.init(field: "reason", "problems.help.characters")
        }
    }

    fileprivate init(_ problem: SupportOrder.Problem) {
        switch problem {
        case .lengthMissing, .tooShort, .untilMissing, .untilPast, .untilTooFar, .closed, .nothingToDo, .noSuchFactor:
            self.init(field: "length", "problems.help.length")
        case .tooLong(let most):
            self.init(field: "length", "problems.help.tooLong", ["duration": .duration(seconds: Int(most))])
        case .badNetwork: self.init(field: "network", "problems.help.network")
        case .noAddress: self.init(field: nil, "problems.help.noAddress")
        }
    }
}
