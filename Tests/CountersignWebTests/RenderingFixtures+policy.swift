import Countersign
import Foundation
import WebAuthn

@testable import CountersignWeb

/// The pages of an organisation's rules.
extension Fixtures {
    private static let organisation = Organisation(
        id: Organisation.ID("01N"),
        name: hostile,
        policyVersion: 3,
        createdAt: ago(300 * day)
    )
    private static let kinds: [Kind] = [.totp, .passkey, .yubikey, .email]

    private static var strict: Policy {
        var policy = Policy()
        policy.secondFactor = .required
        policy.requiredFrom = later(10 * day)
        policy.graceDays = 1
        policy.kindsEnd = [.email: Policy.neverAllowed, .totp: later(60 * day)]
        policy.phishingResistantRoles = [.owner, .supporter]
        policy.turningOff = .nobody
        policy.rememberedDeviceDays = 7
        policy.backupCodeCount = 8
        policy.longestBypassMinutes = 60
        policy.secondApprover = .always
        policy.recoveryWaitHours = 72
        policy.codesInSubjects = false
        policy.attestation = .direct
        policy.allowedModels = []
        return policy
    }

    private static var others: [Policy] {
        var staff = Policy()
        staff.secondFactor = .staff
        staff.turningOff = .staff
        staff.secondApprover = .staff
        staff.recoveryWaitHours = 0
        staff.allowedModels = Set(
            ["2fc0579f-8113-47ea-b116-bb5a8db9202a", "00000000-0000-4000-8000-000000000001"].compactMap { AAGUID($0) }
        )
        var off = Policy()
        off.secondFactor = .off
        off.secondApprover = .long
        return [Policy(), strict, staff, off]
    }

    private static var effect: PolicyEffect {
        var effect = PolicyEffect()
        effect.people = 1200
        effect.unprotected = 120
        effect.stoppedNow = 7
        effect.stoppedByDay = [.init(at: now, count: 7), .init(at: later(10 * day), count: 113)]
        effect.having = [.totp: 900, .email: 1]
        effect.ending = [.init(kind: .email, at: Policy.neverAllowed, people: 30, only: 7)]
        return effect
    }

    private static var stopped: [Account] {
        [Account(id: Account.ID("01S"), name: "sam", displayName: hostile, createdAt: now)]
    }

    private static var problems: [Problem] {
        let kinds: [PolicyProblem.Kind] = [
            .range(0...365), .zeroOrRange(24...2160), .noKindLeft, .noPasskey, .noTrustedCertificates,
            .modelsNeedAttestation,
        ]
        return kinds.map { PolicyWords.problem(PolicyProblem("grace_days", $0)) }
    }

    static var policy: [Fixture] {
        let form = PolicyForm(kinds: kinds, zone: Shared.paris)
        let shown = others.enumerated().map { index, policy in
            staff(
                "console-policy-\(index)",
                PolicyPage(
                    organisation: organisation,
                    organisations: index == 0 ? [organisation] : [organisation, other],
                    policy: policy,
                    savedAt: index == 0 ? nil : ago(day),
                    standing: index == 0 ? Figures.Organisation() : Figures.Organisation(effect),
                    countedAt: index == 1 ? ago(day) : now,
                    mayChange: index != 2,
                    flash: index == 1 ? .policySaved : nil
                )
            )
        }
        // Beside one field stands one problem.
        let wrong = problems.enumerated().map { index, problem in
            staff("console-policy-form-problem-\(index)", page(form.fields(of: Policy()), [problem]))
        }
        return shown + people + wrong + [
            staff("console-policy-form", page(form.fields(of: strict), [])),
            staff(
                "console-policy-form-problems",
                page(
                    form.fields(of: Policy()),
                    [
                        Problem(field: "remembered_device_days", "console.policy.problem.number"),
                        Problem(field: "kind-totp-until", "console.policy.problem.day"),
                        Problem(
                            field: "allowed_models",
                            "console.policy.problem.model",
                            ["line": .number(2), "text": .text("<b>x")]
                        ),
                    ]
                )
            ),
            staff("console-policy-check", checked(strict)),
            staff("console-policy-check-nothing", checked(Policy())),
            staff("console-policy-check-locks", checked(strict, locks: true)),
            staff("console-policy-check-late", checked(strict, late: true)),
            staff("console-policy-history", history),
            staff("console-policy-history-end", beginning),
            staff(
                "console-policy-history-none",
                PolicyHistoryPage(organisation: organisation, rows: [], mayChange: true)
            ),
        ]
    }

    private static let other = Organisation(id: Organisation.ID("01O"), name: "South", createdAt: ago(day))

    private static func page(_ fields: [String: String], _ problems: [Problem]) -> PolicyFormPage {
        PolicyFormPage(
            organisation: organisation,
            fields: fields,
            kinds: kinds,
            standing: Figures.Organisation(effect),
            base: "{}",
            problems: problems
        )
    }

    private static func checked(_ policy: Policy, locks: Bool = false, late isLate: Bool = false) -> PolicyCheckPage {
        PolicyCheckPage(
            organisation: organisation,
            before: Policy(),
            after: policy,
            effect: policy == Policy() ? PolicyEffect() : effect,
            stopped: policy == Policy() ? [] : stopped,
            locksOwnersOut: locks,
            revertsTo: isLate ? 1 : nil,
            note: isLate ? hostile : "",
            isChangedMeanwhile: isLate
        )
    }

    private static var history: PolicyHistoryPage {
        let rows = [3, 2].map { number in
            PolicyHistoryPage.Row(
                version: PolicyVersion(
                    organisationID: organisation.id,
                    version: number,
                    policy: number == 3 ? strict : Policy(),
                    savedBy: "host",
                    savedAt: ago(day),
                    note: number == 3 ? hostile : "",
                    revertsTo: nil
                ),
                before: number == 3 ? Policy() : strict,
                by: number == 3
                    ? Message("console.policy.by", ["name": .name(hostile)]) : Message("console.policy.byHost"),
                isInForce: number == 3
            )
        }
        return PolicyHistoryPage(
            organisation: organisation,
            rows: rows,
            mayChange: true,
            olderPath: "/admin/policy/history?organisation=01N&before=2"
        )
    }

    private static var beginning: PolicyHistoryPage {
        let row = PolicyHistoryPage.Row(
            version: PolicyVersion(
                organisationID: organisation.id,
                version: 1,
                policy: strict,
                savedBy: "system",
                savedAt: ago(day)
            ),
            before: Policy(),
            by: Message("console.policy.bySystem"),
            isInForce: true
        )
        return PolicyHistoryPage(organisation: organisation, rows: [row], mayChange: true)
    }

    /// Staff, invitations and roles.
    private static var people: [Fixture] {
        let rows = Role.allCases.filter { $0 > .member }.map {
            StaffPage.Row(
                id: "01\($0)",
                name: hostile,
                email: longName,
                role: $0,
                tags: [Tag(Message("console.state.frozen"), .bad)],
                kinds: $0 == .auditor ? [] : [.totp, .passkey],
                lastActiveAt: $0 == .auditor ? nil : ago(day),
                mayChange: $0 != .owner
            )
        }
        let invited = Invitations.Invitation(
            id: Challenge.ID("01I"),
            email: longName,
            displayName: hostile,
            role: .member,
            organisation: organisation.id,
            sentAt: ago(day),
            expiresAt: later(6 * day)
        )
        return [
            staff(
                "console-staff",
                StaffPage(
                    rows: rows,
                    invitations: [invited],
                    organisations: [organisation, other],
                    form: ["email": hostile, "role": "auditor", "organisation": other.id.rawValue],
                    problems: [.emailShape],
                    flash: nil
                )
            ),
            staff(
                "console-staff-known",
                StaffPage(
                    rows: rows,
                    invitations: [],
                    organisations: [organisation],
                    form: ["email": "nia@example.com"],
                    problems: [.invitedHasAccount(at: "/admin/people/01JC")],
                    flash: nil
                )
            ),
            staff(
                "console-staff-read",
                StaffPage(rows: rows, invitations: [invited], organisations: [organisation], form: nil, flash: .invited)
            ),
            staff("console-role", ChangeRolePage(name: hostile, role: .supporter)),
            staff(
                "console-role-problems",
                ChangeRolePage(
                    name: "Lee",
                    role: .owner,
                    reason: hostile,
                    problems: [
                        Problem(field: "role", "console.staff.lastOwner"),
                        Problem(field: "reason", "console.staff.reasonMissing"),
                    ]
                )
            ),
        ]
    }
}
