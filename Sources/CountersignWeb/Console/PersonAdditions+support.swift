import Countersign
import Foundation

/// What support may do for a person, has done, and is asked to do.
extension PersonAdditions {
    static func support(for dossier: Dossier, seenBy staff: FreshStaff) async throws -> PersonAdditions {
        let world = staff.world
        let now = world.now()
        let path = staff.path(to: dossier.account)
        var additions = PersonAdditions()
        if let flash = staff.flash { additions.notices.append(flash.box) }
        if let suspension = dossier.suspension(at: now), let until = suspension.endsAt {
            let details = try world.details(of: suspension)
            let mayEnd = staff.may(.endSuspension, to: dossier.account)
            additions.notices.append(
                Box(
                    tone: .warn,
                    title: Message("console.person.pausedTitle", ["until": .end(until, seenAt: now)]),
                    text: Message(
                        details.reason.text.isEmpty ? "console.person.pausedText" : "console.person.pausedTextSaid",
                        [
                            "by": .message(SupportWords.someone(details.by)),
                            "reason": .message(SupportWords.reason(details.reason.category.rawValue)),
                            "text": .name(details.reason.text),
                        ]
                    ),
                    link: mayEnd
                        ? ("\(path)/help/\(StaffAct.endSuspension.segment)", Message("console.person.pausedLink"))
                        : nil
                )
            )
            additions.tags.append(Tag(Message("console.state.paused", ["time": .end(until, seenAt: now)]), .warn))
        }
        if let until = dossier.measure(.bypassCode, at: now)?.endsAt {
            additions.tags.append(Tag(Message("console.state.bypass", ["time": .end(until, seenAt: now)]), .warn))
        }
        if let until = dossier.measure(.exemption, at: now)?.endsAt {
            additions.tags.append(Tag(Message("console.state.exempt", ["day": .day(until)]), .info))
        }
        if dossier.measure(.setUpAgain, at: now) != nil {
            additions.tags.append(Tag(Message("console.state.setUpAgain"), .info))
        }
        additions.notices += try await openRequests(of: dossier, in: world)
        additions.actions = try actions(for: dossier, seenBy: staff, at: now)
        if staff.may(.removeFactor, to: dossier.account) {
            let segment = StaffAct.removeFactor.segment
            additions.links = { factor in
                [
                    PersonPage.Link(
                        "\(path)/help/\(segment)?factor=\(factor.id)",
                        Message("helping.act.remove_factor.link")
                    )
                ]
            }
        }
        return additions
    }

    /// What this member of staff may do to this person, and what would change something.
    private static func actions(
        for dossier: Dossier,
        seenBy staff: FreshStaff,
        at now: Date
    ) throws -> [PersonPage.Link] {
        let guards = try staff.world.guards(of: dossier)
        let isWaiting = guards.waitEnd(in: .common, at: now) != nil || guards.state(of: .common).wrongInRow > 0
        return StaffAct.helping.filter { act in
            guard act != .removeFactor, staff.may(act, to: dossier.account) else { return false }
            if act == .clearWait || act == .refillBudget { return isWaiting }
            return SupportOrder.changesSomething(act, for: dossier, at: now)
        }.map { act in
            PersonPage.Link(
                "\(staff.path(to: dossier.account))/help/\(act.segment)",
                Message("helping.act.\(act.rawValue).link"),
                isDangerous: act.isDangerous
            )
        } + changingRole(of: dossier.account, seenBy: staff)
    }

    private static func changingRole(of account: Account, seenBy staff: FreshStaff) -> [PersonPage.Link] {
        staff.may(.changeRole, to: account)
            ? [PersonPage.Link("/admin/staff/\(account.id)", Message("console.staff.changeRole"))] : []
    }

    private static func openRequests(of dossier: Dossier, in world: Surroundings) async throws -> [Box] {
        var boxes: [Box] = []
        let id = dossier.account.id
        for request in try await world.store.recoveries(of: id) where request.state.isOpen {
            let details = try Recovery(in: world).details(of: request)
            boxes.append(
                Box(
                    tone: .warn,
                    title: Message("console.person.openRecovery"),
                    text: Message("console.person.openRecoveryText", ["reason": .name(details.reason)]),
                    link: ("/admin/requests/\(request.reference)", Message("console.person.openRequestLink"))
                )
            )
        }
        let now = world.now()
        for request in try await world.store.supportRequests(of: id)
        where request.state.isOpen && now < request.expiresAt {
            let details = try SupportActs(in: world).details(of: request)
            let found = StaffRequest(subject: .support(request, details), dossier: dossier)
            boxes.append(
                Box(
                    tone: .info,
                    title: Message("console.person.openRequest", ["reference": .text(request.reference)]),
                    text: Message(
                        "console.person.openRequestText",
                        ["what": .message(found.what), "by": .message(SupportWords.someone(details.by))]
                    ),
                    link: ("/admin/requests/\(request.reference)", Message("console.person.openRequestLink"))
                )
            )
        }
        return boxes
    }
}
