import Countersign
import Foundation
import WebAuthn

/// A policy's rules in words: what each is called and what it says.
enum PolicyWords {
    /// The rules by their names in the API, in the order in which pages show them.
    static let rules = [
        "second_factor", "required_from", "grace_days", "phishing_resistant_roles", "kinds", "remembered_device_days",
        "turning_off", "backup_code_count", "longest_bypass_minutes", "longest_suspension_hours", "second_approver",
        "recovery_wait_hours", "codes_in_subjects", "attestation", "allowed_models", "denied_models",
    ]

    static func name(of rule: String) -> Message { Message("console.policy.rule.\(rule)") }

    static func value(of rule: String, in policy: Policy) -> Message {
        switch rule {
        case "second_factor": choice(rule, policy.secondFactor.rawValue)
        case "required_from":
            policy.requiredFrom.map { Message("console.policy.fromDay", ["day": .day($0)]) }
                ?? Message("console.policy.atOnce")
        case "grace_days": days(policy.graceDays)
        case "phishing_resistant_roles": list(policy.phishingResistantRoles.sorted().map(role))
        case "kinds": kinds(policy.kindsEnd)
        case "remembered_device_days": days(policy.rememberedDeviceDays)
        case "turning_off": choice(rule, policy.turningOff.rawValue)
        case "backup_code_count":
            orDefault(policy.backupCodeCount.map { Message("console.policy.number", ["number": .number($0)]) })
        case "longest_bypass_minutes": duration(policy.longestBypassMinutes * 60)
        case "longest_suspension_hours": duration(policy.longestSuspensionHours * 3600)
        case "second_approver": choice(rule, policy.secondApprover.rawValue)
        case "recovery_wait_hours":
            orDefault(
                policy.recoveryWaitHours.map { $0 == 0 ? Message("console.policy.onlyStaff") : duration($0 * 3600) }
            )
        case "codes_in_subjects": Message(policy.codesInSubjects ? "console.policy.yes" : "console.policy.no")
        case "attestation": choice(rule, policy.attestation.rawValue)
        case "allowed_models":
            policy.allowedModels.map(models) ?? Message("console.policy.all")
        default: models(policy.deniedModels)
        }
    }

    static func role(_ role: Role) -> Message { Message("roles.\(role.rawValue)") }

    static func choice(_ rule: String, _ word: String) -> Message { Message("console.policy.\(rule).\(word)") }

    private static func days(_ count: Int) -> Message { Message("console.policy.days", ["count": .number(count)]) }

    private static func duration(_ seconds: Int) -> Message {
        Message("console.policy.duration", ["duration": .duration(seconds: seconds)])
    }

    private static func orDefault(_ message: Message?) -> Message { message ?? Message("console.policy.asServer") }

    private static func list(_ messages: [Message]) -> Message {
        messages.isEmpty
            ? Message("console.policy.nobody") : Message("console.policy.list", ["list": .messages(messages)])
    }

    private static let modelsNamed = 1...5

    /// A few by name, for two lists of the same length would look alike.
    private static func models(_ models: Set<AAGUID>) -> Message {
        guard modelsNamed.contains(models.count) else {
            return Message("console.policy.models", ["count": .number(models.count)])
        }
        let named = models.sorted { $0.description < $1.description }.map { model in
            KnownAuthenticators.name(of: model).map { name in
                Message("console.policy.modelNamed", ["name": .text(name), "id": .text(model.description)])
            } ?? Message("support.someone", ["name": .text(model.description)])
        }
        return list(named)
    }

    private static func kinds(_ ends: [Kind: Date]) -> Message {
        guard !ends.isEmpty else { return Message("console.policy.all") }
        let said = ends.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, end in
            let way = Filling.message(KindPages.of(kind)?.name ?? Message("event.factor.unknown"))
            return end == Policy.neverAllowed
                ? Message("console.policy.kindForbidden", ["way": way])
                : Message("console.policy.kindUntil", ["way": way, "day": .day(end)])
        }
        return Message("console.policy.list", ["list": .messages(said)])
    }

    static func problem(_ problem: PolicyProblem) -> Problem {
        switch problem.kind {
        case .range(let range):
            Problem(
                field: problem.field,
                "console.policy.problem.range",
                ["from": .number(range.lowerBound), "to": .number(range.upperBound)]
            )
        case .zeroOrRange(let range):
            Problem(
                field: problem.field,
                "console.policy.problem.zeroOrRange",
                ["from": .number(range.lowerBound), "to": .number(range.upperBound)]
            )
        case .unknownKind, .noKindLeft: Problem(field: "kind-totp", "console.policy.problem.noKindLeft")
        case .noPasskey: Problem(field: "kind-passkey", "console.policy.problem.noPasskey")
        case .noTrustedCertificates: Problem(field: "attestation", "console.policy.problem.noTrustedCertificates")
        case .modelsNeedAttestation: Problem(field: "attestation", "console.policy.problem.modelsNeedAttestation")
        }
    }
}
