import Countersign
import Foundation
import WebAuthn

/// The fields of the policy's form, from a policy and back. Days are those of the server's own zone.
struct PolicyForm {
    let kinds: [Kind]
    let zone: TimeZone

    func fields(of policy: Policy) -> [String: String] {
        var fields = [
            "second_factor": policy.secondFactor.rawValue,
            "required_from": policy.requiredFrom.map(day) ?? "",
            "grace_days": String(policy.graceDays),
            "remembered_device_days": String(policy.rememberedDeviceDays),
            "turning_off": policy.turningOff.rawValue,
            "backup_code_count": policy.backupCodeCount.map { String($0) } ?? "",
            "longest_bypass_minutes": String(policy.longestBypassMinutes),
            "longest_suspension_hours": String(policy.longestSuspensionHours),
            "second_approver": policy.secondApprover.rawValue,
            "recovery_wait_hours": policy.recoveryWaitHours.map { String($0) } ?? "",
            "quiet_subjects": policy.codesInSubjects ? "" : "1",
            "attestation": policy.attestation.rawValue,
            "allowed_models": policy.allowedModels.map(ModelList.text) ?? "",
            "denied_models": ModelList.text(of: policy.deniedModels),
        ]
        for role in policy.phishingResistantRoles { fields["role-\(role.rawValue)"] = "1" }
        for kind in kinds {
            let id = "kind-\(kind.rawValue)"
            let end = policy.kindsEnd[kind]
            fields[id] = end == nil ? "allowed" : end == Policy.neverAllowed ? "forbidden" : "until"
            if let end, end != Policy.neverAllowed { fields["\(id)-until"] = day(end) }
        }
        return fields
    }

    /// - Parameter base: for the rules that have no field.
    func policy(in form: Form, over base: Policy) -> (policy: Policy, problems: [Problem]) {
        var policy = base
        var problems: [Problem] = []
        policy.secondFactor = Policy.Requirement(rawValue: form["second_factor"]) ?? base.secondFactor
        policy.turningOff = Policy.TurningOff(rawValue: form["turning_off"]) ?? base.turningOff
        policy.secondApprover = Policy.SecondApprover(rawValue: form["second_approver"]) ?? base.secondApprover
        policy.attestation = PasskeySettings.Attestation(rawValue: form["attestation"]) ?? base.attestation
        policy.codesInSubjects = !form.isTicked("quiet_subjects")
        policy.requiredFrom = date("required_from", form, base.requiredFrom, &problems)
        policy.graceDays = number("grace_days", form, &problems) ?? 0
        policy.rememberedDeviceDays = number("remembered_device_days", form, &problems) ?? 0
        policy.backupCodeCount = number("backup_code_count", form, mayBeEmpty: true, &problems)
        policy.longestBypassMinutes = number("longest_bypass_minutes", form, &problems) ?? base.longestBypassMinutes
        policy.longestSuspensionHours =
            number("longest_suspension_hours", form, &problems) ?? base.longestSuspensionHours
        policy.recoveryWaitHours = number("recovery_wait_hours", form, mayBeEmpty: true, &problems)
        policy.phishingResistantRoles = Set(Role.allCases.filter { form.isTicked("role-\($0.rawValue)") })
        if let models = models("allowed_models", form, &problems) {
            // An empty list that allows none can only be made elsewhere, and stays.
            policy.allowedModels = models.isEmpty && base.allowedModels?.isEmpty != true ? nil : models
        }
        policy.deniedModels = models("denied_models", form, &problems) ?? base.deniedModels
        for kind in kinds {
            let id = "kind-\(kind.rawValue)"
            switch form[id] {
            case "forbidden": policy.kindsEnd[kind] = Policy.neverAllowed
            case "until":
                let end = date("\(id)-until", form, base.kindsEnd[kind], &problems)
                if end == nil, !problems.contains(where: { $0.field == "\(id)-until" }) {
                    problems.append(Problem(field: "\(id)-until", "console.policy.problem.day"))
                }
                policy.kindsEnd[kind] = end
            default: policy.kindsEnd[kind] = nil
            }
        }
        return (policy, problems)
    }

    /// Nil for a field that was not sent, and for what cannot be read.
    private func models(_ id: String, _ form: Form, _ problems: inout [Problem]) -> Set<AAGUID>? {
        guard form.has(id) else { return nil }
        do {
            return try ModelList.models(in: form[id])
        } catch {
            problems.append(
                Problem(
                    field: id,
                    "console.policy.problem.model",
                    ["line": .number(error.number), "text": .text(error.text)]
                )
            )
            return nil
        }
    }

    private func number(
        _ id: String,
        _ form: Form,
        mayBeEmpty: Bool = false,
        _ problems: inout [Problem]
    ) -> Int? {
        let text = form[id].trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty, mayBeEmpty { return nil }
        guard let number = Int(text), number >= 0 else {
            problems.append(Problem(field: id, "console.policy.problem.number"))
            return nil
        }
        return number
    }

    /// - Parameter kept: a moment within the same day stays what it was: the form knows days only.
    private func date(_ id: String, _ form: Form, _ kept: Date?, _ problems: inout [Problem]) -> Date? {
        let text = form[id].trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty { return nil }
        if let kept, day(kept) == text { return kept }
        guard text.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil, let seconds = TimeText.seconds(text),
            (1...253_402_300_799).contains(seconds)
        else {
            problems.append(Problem(field: id, "console.policy.problem.day"))
            return nil
        }
        let midnight = Date(timeIntervalSince1970: TimeInterval(seconds))
        // The day begins where the server is; its offset then is the one that counts.
        let guess = midnight.addingTimeInterval(-TimeInterval(zone.secondsFromGMT(for: midnight)))
        return midnight.addingTimeInterval(-TimeInterval(zone.secondsFromGMT(for: guess)))
    }

    private func day(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
    }
}
