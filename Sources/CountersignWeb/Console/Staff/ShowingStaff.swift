import Countersign
import Foundation
import Hummingbird

/// `/admin/staff`: who may do what, invitations, and roles.
enum ShowingStaff {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.mayDo(.seeStaff)
        return try staff.page(try await page(staff, form: [:]))
    }

    @Sendable
    static func invite(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        try staff.mayDo(.invite)
        let first = try await staff.world.store.organisations().first?.id
        guard let role = Role(rawValue: form["role"]),
            let organisation = form["organisation"].isEmpty ? first : Organisation.ID(form["organisation"])
        else { throw PageFault.notFound }
        do {
            _ = try await Invitations(in: staff.world).invite(
                email: form["email"],
                displayName: form["name"],
                role: role,
                organisation: organisation,
                language: staff.visitor.words(for: staff.account).language,
                client: staff.client,
                actor: staff.actor
            )
        } catch let problems as Problems<Invitations.Problem> {
            var said = problems.list.filter { $0 != .hasAccount }.map(Problem.init)
            // Owners may know, and can do what the invitation was meant to.
            if let account = try await staff.world.store.dossier(named: SignInIdentifier(form["email"]))?.account,
                problems.list.contains(.hasAccount)
            {
                said.append(.invitedHasAccount(at: staff.path(to: account)))
            }
            return try staff.again(try await page(staff, form: form.fields, problems: said))
        }
        return Response.seeOther("/admin/staff").telling(Flash.invited)
    }

    @Sendable
    static func sendAgain(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        try staff.mayDo(.invite)
        _ = try await Invitations(in: staff.world)
            .sendAgain(Challenge.ID(staff.parameters["id"]), client: staff.client, actor: staff.actor)
        return Response.seeOther("/admin/staff").telling(Flash.invited)
    }

    @Sendable
    static func revoke(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        try staff.mayDo(.invite)
        try await Invitations(in: staff.world)
            .revoke(Challenge.ID(staff.parameters["id"]), client: staff.client, actor: staff.actor)
        return Response.seeOther("/admin/staff").telling(Flash.invitationRevoked)
    }

    private static func page(
        _ staff: any StaffContext,
        form: [String: String],
        problems: [Problem] = []
    ) async throws -> StaffPage {
        let mayInvite = Authority.allows(.invite, by: staff.role).isAllowed
        let now = staff.world.now()
        let all = try await staff.world.store.staffSummaries(at: now)
        return StaffPage(
            rows: all.sorted { ($1.person.role, $0.person.calledName) < ($0.person.role, $1.person.calledName) }
                .map { row($0, at: now, seenBy: staff) },
            invitations: try await Invitations(in: staff.world).open(),
            organisations: try await staff.world.store.organisations(),
            form: mayInvite ? form : nil,
            problems: problems,
            flash: staff.flash
        )
    }
}

extension ShowingStaff {
    private static func row(_ one: StaffSummary, at now: Date, seenBy staff: any StaffContext) -> StaffPage.Row {
        let person = one.person
        let mayChange = Authority.allows(
            .changeRole,
            by: staff.role,
            to: person.role,
            isSelf: person.id == staff.account.id
        )
        return StaffPage.Row(
            id: person.id.rawValue,
            name: person.calledName,
            email: person.email ?? "",
            role: person.role,
            tags: PersonTags.ofStaff(person, at: now),
            kinds: person.kinds,
            lastActiveAt: one.lastActiveAt,
            mayChange: mayChange.isAllowed
        )
    }
}

/// `/admin/staff/{id}`: another role for somebody.
enum ChangingRole {
    @Sendable
    static func show(_ staff: FreshStaff) async throws -> Response {
        let account = try await changeable(staff)
        return try staff.page(ChangeRolePage(name: account.calledName, role: account.role))
    }

    @Sendable
    static func change(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        let account = try await changeable(staff)
        guard let role = Role(rawValue: form["role"]) else { throw PageFault.notFound }
        let reason = form["reason"].trimmingCharacters(in: .whitespacesAndNewlines)
        func again(_ problem: Problem) throws -> Response {
            try staff.again(
                ChangeRolePage(name: account.calledName, role: role, reason: form["reason"], problems: [problem])
            )
        }
        guard !reason.isEmpty else { return try again(Problem(field: "reason", "console.staff.reasonMissing")) }
        do {
            try await RoleActs(in: staff.world).change(
                account.id,
                to: role,
                by: staff.account,
                reason: reason,
                client: staff.client,
                actor: staff.actor
            )
        } catch Authority.Refusal.lastOwner {
            return try again(Problem(field: "role", "console.staff.lastOwner"))
        } catch is Authority.Refusal {
            throw PageFault.refused
        }
        return Response.seeOther("/admin/staff").telling(Flash.roleChanged)
    }

    /// Nobody changes their own.
    private static func changeable(_ staff: FreshStaff) async throws -> Account {
        let account = try await staff.person().account
        let answer = Authority.allows(
            .changeRole,
            by: staff.role,
            to: account.role,
            isSelf: account.id == staff.account.id
        )
        guard answer.isAllowed else { throw PageFault.refused }
        return account
    }
}
