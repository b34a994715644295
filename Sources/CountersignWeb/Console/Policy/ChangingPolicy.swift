import Countersign
import Foundation
import Hummingbird

/// Changing the rules: the form, Check the effect, Apply; and going back to earlier ones.
enum ChangingPolicy {
    private static let stoppedShown = 20

    @Sendable
    static func edit(_ staff: FreshStaff) async throws -> Response {
        try staff.mayDo(.changePolicy)
        let (organisation, policy) = try await staff.organisationAndPolicy()
        let form = form(staff)
        return try await page(staff, organisation, form.fields(of: policy), base: policy)
    }

    /// From Check the effect back to the form, with what was chosen.
    @Sendable
    static func editAgain(_ staff: FreshStaff, _ sent: Form) async throws -> Response {
        try staff.mayDo(.changePolicy)
        let (organisation, present) = try await staff.organisationAndPolicy(named: sent["organisation"])
        let policy = (try? Policy(json: sent["policy"])) ?? present
        return try await page(staff, organisation, form(staff).fields(of: policy), base: policy)
    }

    @Sendable
    static func check(_ staff: FreshStaff, _ sent: Form) async throws -> Response {
        try staff.mayDo(.changePolicy)
        let (organisation, present) = try await staff.organisationAndPolicy(named: sent["organisation"])
        let base = (try? Policy(json: sent["base"])) ?? present
        let read = form(staff).policy(in: sent, over: base)
        guard read.problems.isEmpty else {
            return try await page(staff, organisation, sent.fields, base: base, problems: read.problems)
        }
        do {
            return try await checked(staff, organisation, present, read.policy)
        } catch let problems as Problems<PolicyProblem> {
            let words = problems.list.map(PolicyWords.problem)
            return try await page(staff, organisation, sent.fields, base: base, problems: words)
        }
    }

    /// "Go back to this": what that would do, before it is done.
    @Sendable
    static func goBack(_ staff: FreshStaff) async throws -> Response {
        try staff.mayDo(.changePolicy)
        let (organisation, present) = try await staff.organisationAndPolicy()
        guard let number = Int64(staff.visitor.query["version"]) else { throw PageFault.notFound }
        let earlier: Policy
        do {
            earlier = try await PolicyActs(in: staff.world).earlier(number, of: organisation.id)
        } catch PolicyActs.Fault.unknownVersion {
            throw PageFault.notFound
        }
        do {
            return try await checked(staff, organisation, present, earlier, revertsTo: number)
        } catch let problems as Problems<PolicyProblem> {
            // The server's own settings have changed since: what was right then has to be looked at.
            let fields = form(staff).fields(of: earlier)
            let words = problems.list.map(PolicyWords.problem)
            return try await page(staff, organisation, fields, base: earlier, problems: words)
        }
    }

    @Sendable
    static func apply(_ staff: FreshStaff, _ sent: Form) async throws -> Response {
        try staff.mayDo(.changePolicy)
        let (organisation, present) = try await staff.organisationAndPolicy(named: sent["organisation"])
        guard let policy = try? Policy(json: sent["policy"]), let version = Int64(sent["version"]) else {
            throw PageFault.notFound
        }
        let revertsTo = Int64(sent["reverts_to"])
        let given = sent["note"].trimmingCharacters(in: .whitespacesAndNewlines)
        let note = String(String.UnicodeScalarView(given.unicodeScalars.prefix(PolicyActs.longestNote)))
        do {
            _ = try await PolicyActs(in: staff.world).save(
                policy,
                of: organisation.id,
                replacing: version,
                note: note,
                revertsTo: revertsTo,
                client: staff.client,
                actor: staff.actor
            )
        } catch PolicyActs.Fault.changedMeanwhile {
            return try await checked(staff, organisation, present, policy, revertsTo: revertsTo, note: note, late: true)
        } catch PolicyActs.Fault.locksOwnersOut {
            return try await checked(staff, organisation, present, policy, revertsTo: revertsTo, note: note)
        } catch let problems as Problems<PolicyProblem> {
            let words = problems.list.map(PolicyWords.problem)
            return try await page(staff, organisation, form(staff).fields(of: policy), base: policy, problems: words)
        }
        let id = PageFrame.encoded(organisation.id.rawValue)
        return Response.seeOther("/admin/policy?organisation=\(id)").telling(Flash.policySaved)
    }

    // MARK: Pages

    private static func form(_ staff: FreshStaff) -> PolicyForm {
        PolicyForm(kinds: staff.world.policyKinds, zone: staff.visitor.web.timeZone)
    }

    private static func page(
        _ staff: FreshStaff,
        _ organisation: Organisation,
        _ fields: [String: String],
        base: Policy,
        problems: [Problem] = []
    ) async throws -> Response {
        try staff.page(
            PolicyFormPage(
                organisation: organisation,
                fields: fields,
                kinds: staff.world.policyKinds,
                standing: try await TakeFigures(in: staff.world).standing(of: organisation.id).people,
                base: try base.json,
                problems: problems
            )
        )
    }

    /// - Throws: `Problems<PolicyProblem>`
    private static func checked(
        _ staff: FreshStaff,
        _ organisation: Organisation,
        _ present: Policy,
        _ policy: Policy,
        revertsTo: Int64? = nil,
        note: String = "",
        late isChangedMeanwhile: Bool = false
    ) async throws -> Response {
        let acts = PolicyActs(in: staff.world)
        let effect = try await acts.effect(of: policy, on: organisation.id)
        return try staff.page(
            PolicyCheckPage(
                organisation: organisation,
                before: present,
                after: policy,
                effect: effect,
                stopped: try await acts.stopped(by: policy, of: organisation.id).page(after: nil, limit: stoppedShown),
                locksOwnersOut: try await acts.locksOwnersOut(policy, of: organisation.id),
                revertsTo: revertsTo,
                note: note,
                isChangedMeanwhile: isChangedMeanwhile
            )
        )
    }
}
