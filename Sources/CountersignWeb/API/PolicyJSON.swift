import Countersign
import Foundation
import WebAuthn

/// Writing a policy: every rule by its name.
extension JSONText {
    mutating func policy(_ policy: Policy, kinds: [Kind]) {
        member("second_factor", policy.secondFactor.rawValue)
        member("required_from", orNull: policy.requiredFrom.map(Timestamp.text))
        member("grace_days", policy.graceDays)
        object("kinds") { json in
            for kind in kinds {
                json.member(named: kind.rawValue, PolicyJSON.text(ofEnd: policy.kindsEnd[kind]))
            }
        }
        member("phishing_resistant_roles", policy.phishingResistantRoles.sorted().map(\.rawValue))
        member("turning_off", policy.turningOff.rawValue)
        member("remembered_device_days", policy.rememberedDeviceDays)
        member("backup_code_count", numberOrNull: policy.backupCodeCount)
        member("longest_bypass_minutes", policy.longestBypassMinutes)
        member("longest_suspension_hours", policy.longestSuspensionHours)
        member("second_approver", policy.secondApprover.rawValue)
        member("recovery_wait_hours", numberOrNull: policy.recoveryWaitHours)
        member("codes_in_subjects", policy.codesInSubjects)
        member("attestation", policy.attestation.rawValue)
        if let models = policy.allowedModels {
            member("allowed_models", models.map(\.description).sorted())
        } else {
            member("allowed_models", orNull: nil)
        }
        member("denied_models", policy.deniedModels.map(\.description).sorted())
    }
}

/// Reading a policy: a rule that is there is checked, one that is not has its usual value.
enum PolicyJSON {
    static let names = [
        "second_factor", "required_from", "grace_days", "kinds", "phishing_resistant_roles", "turning_off",
        "remembered_device_days", "backup_code_count", "longest_bypass_minutes", "longest_suspension_hours",
        "second_approver", "recovery_wait_hours", "codes_in_subjects", "attestation", "allowed_models", "denied_models",
    ]

    /// - Parameter kinds: those that a policy may speak of.
    static func policy(in fields: JSONFields, kinds: [Kind]) throws(APIProblem) -> Policy {
        var policy = Policy()
        policy.secondFactor = try fields.word("second_factor") ?? policy.secondFactor
        policy.requiredFrom = try fields.clearableText("required_from").flatMap(\.self)
            .map { text throws(APIProblem) in try date(text, fields.name(of: "required_from")) }
        policy.graceDays = try fields.integer("grace_days") ?? policy.graceDays
        policy.kindsEnd = try ends(in: fields, of: kinds)
        policy.phishingResistantRoles = try roles(in: fields)
        policy.turningOff = try fields.word("turning_off") ?? policy.turningOff
        policy.rememberedDeviceDays = try fields.integer("remembered_device_days") ?? policy.rememberedDeviceDays
        policy.backupCodeCount = try fields.clearableInteger("backup_code_count")
        policy.longestBypassMinutes = try fields.integer("longest_bypass_minutes") ?? policy.longestBypassMinutes
        policy.longestSuspensionHours = try fields.integer("longest_suspension_hours") ?? policy.longestSuspensionHours
        policy.secondApprover = try fields.word("second_approver") ?? policy.secondApprover
        policy.recoveryWaitHours = try fields.clearableInteger("recovery_wait_hours")
        policy.codesInSubjects = try fields.bool("codes_in_subjects") ?? policy.codesInSubjects
        policy.attestation = try fields.word("attestation") ?? policy.attestation
        policy.allowedModels = try models("allowed_models", in: fields)
        policy.deniedModels = try models("denied_models", in: fields) ?? []
        return policy
    }

    /// `allowed`, `forbidden`, or the moment from which on the kind does not count.
    static func text(ofEnd end: Date?) -> String {
        guard let end else { return "allowed" }
        return end == Policy.neverAllowed ? "forbidden" : Timestamp.text(of: end)
    }

    private static func ends(in fields: JSONFields, of kinds: [Kind]) throws(APIProblem) -> [Kind: Date] {
        guard let rules = try fields.fields("kinds", known: kinds.map(\.rawValue)) else { return [:] }
        var ends: [Kind: Date] = [:]
        for kind in kinds {
            switch try rules.text(kind.rawValue) {
            case nil, "allowed": break
            case "forbidden": ends[kind] = Policy.neverAllowed
            case let text?: ends[kind] = try date(text, rules.name(of: kind.rawValue))
            }
        }
        return ends
    }

    private static func date(_ text: String, _ name: String) throws(APIProblem) -> Date {
        // Between the years 1 and 9999, so that it is what it says wherever it is shown.
        guard text.contains("-"), let seconds = TimeText.seconds(text),
            (-62_135_596_800...253_402_300_799).contains(seconds)
        else {
            throw .badField(name, "must be a date such as 2026-12-01, or a moment such as 2026-12-01T08:00:00Z")
        }
        return Date(timeIntervalSince1970: TimeInterval(seconds))
    }

    private static func roles(in fields: JSONFields) throws(APIProblem) -> Set<Role> {
        var roles: Set<Role> = []
        for text in try fields.texts("phishing_resistant_roles") ?? [] {
            guard let role = Role(rawValue: text) else {
                throw .badField(
                    fields.name(of: "phishing_resistant_roles"),
                    "has what is no role; use \(Role.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            roles.insert(role)
        }
        return roles
    }

    private static func models(_ name: String, in fields: JSONFields) throws(APIProblem) -> Set<AAGUID>? {
        if case .null = fields.value(name) { return nil }
        guard let texts = try fields.texts(name) else { return nil }
        var models: Set<AAGUID> = []
        for text in texts {
            guard let model = AAGUID(text) else {
                throw .badField(
                    fields.name(of: name),
                    "has what is no AAGUID; write it like 2fc0579f-8113-47ea-b116-bb5a8db9202a"
                )
            }
            models.insert(model)
        }
        return models
    }
}

extension JSONFields {
    /// One of a closed list of words.
    fileprivate func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(APIProblem) -> Word? {
        guard let text = try text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badField(self.name(of: name), "must be one of \(words)")
        }
        return word
    }

    /// `null` is as good as absent.
    fileprivate func clearableInteger(_ name: String) throws(APIProblem) -> Int? {
        if case .null = value(name) { return nil }
        return try integer(name)
    }
}

extension FieldProblem {
    init(_ problem: PolicyProblem) {
        let detail =
            switch problem.kind {
            case .range(let range): "must be \(range.lowerBound) to \(range.upperBound)"
            case .zeroOrRange(let range): "must be 0, or \(range.lowerBound) to \(range.upperBound)"
            case .unknownKind(let kind): "names \(kind), which is no kind"
            case .noKindLeft: "leaves no kind that could be set up, while one is required"
            case .noPasskey: "demands passkeys, which are not allowed"
            case .noTrustedCertificates:
                "cannot be direct: the server's passkey-trust-anchors are empty, so no key could be registered"
            case .modelsNeedAttestation: "must be direct for lists of models: without it a model is only claimed"
            }
        self.init("policy.\(problem.field)", detail)
    }
}
