import Countersign
import Foundation
import WebAuthn

/// The rules of an organisation, as a command says them.
struct PolicyAnswer: Encodable {
    let organisation: String
    let version: Int64
    let savedAt: Date?
    let savedBy: String?
    let note: String
    let revertsTo: Int64?
    let rules: [String: String]

    private enum CodingKeys: String, CodingKey {
        case organisation, version, note, rules
        case savedAt = "saved_at"
        case savedBy = "saved_by"
        case revertsTo = "reverts_to"
    }

    /// - Parameter version: nil while none was ever saved.
    init(_ version: PolicyVersion?, of organisation: Organisation) {
        self.organisation = organisation.id.rawValue
        self.version = version?.version ?? 0
        savedAt = version?.savedAt
        savedBy = version?.savedBy
        note = version?.note ?? ""
        revertsTo = version?.revertsTo
        rules = Dictionary(uniqueKeysWithValues: Self.rules(of: version?.policy ?? Policy()))
        ordered = Self.rules(of: version?.policy ?? Policy())
    }

    private let ordered: [(String, String)]

    private static func rules(of policy: Policy) -> [(String, String)] {
        let ends = policy.kindsEnd.sorted { $0.key.rawValue < $1.key.rawValue }
            .map {
                $0.value == Policy.neverAllowed ? "\($0.key) forbidden" : "\($0.key) until \(Moments.text($0.value))"
            }
        let roles = policy.phishingResistantRoles.sorted().map(\.rawValue)
        return [
            ("second_factor", policy.secondFactor.rawValue),
            ("required_from", policy.requiredFrom.map { Moments.text($0) } ?? "now"),
            ("grace_days", String(policy.graceDays)),
            ("kinds", ends.isEmpty ? "all" : ends.joined(separator: ", ")),
            ("phishing_resistant_roles", roles.isEmpty ? "none" : roles.joined(separator: ", ")),
            ("turning_off", policy.turningOff.rawValue),
            ("remembered_device_days", String(policy.rememberedDeviceDays)),
            ("backup_code_count", policy.backupCodeCount.map { String($0) } ?? "default"),
            ("longest_bypass_minutes", String(policy.longestBypassMinutes)),
            ("longest_suspension_hours", String(policy.longestSuspensionHours)),
            ("second_approver", policy.secondApprover.rawValue),
            ("recovery_wait_hours", policy.recoveryWaitHours.map { String($0) } ?? "default"),
            ("codes_in_subjects", policy.codesInSubjects ? "yes" : "no"),
            ("attestation", policy.attestation.rawValue),
            ("allowed_models", policy.allowedModels.map { text(of: $0) } ?? "all"),
            ("denied_models", text(of: policy.deniedModels)),
        ]
    }

    private static func text(of models: Set<AAGUID>) -> String {
        models.isEmpty ? "none" : models.map(\.description).sorted().joined(separator: ", ")
    }

    var text: String {
        let width = ordered.map(\.0.count).max() ?? 0
        let lines = ordered.map { name, value in
            name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + value + "\n"
        }
        let head = version == 0 ? "No rules were ever saved: these are the defaults.\n" : "Version \(version)\n"
        return head + lines.joined()
    }
}

/// Whom rules would touch, as a command says it.
struct EffectAnswer: Encodable {
    let people: Int
    let unprotected: Int
    let stoppedNow: Int
    let newlyStopped: Int
    let firstStop: Date?
    let stoppedInTheEnd: Int
    let ending: [Ending]
    let locksOwnersOut: Bool
    /// Nil unless asked for.
    let stopped: [String]?

    struct Ending: Encodable {
        let kind: String
        let people: Int
        let only: Int
    }

    private enum CodingKeys: String, CodingKey {
        case people, unprotected, ending, stopped
        case stoppedNow = "stopped_now"
        case newlyStopped = "newly_stopped"
        case firstStop = "first_stop"
        case stoppedInTheEnd = "stopped_in_the_end"
        case locksOwnersOut = "locks_owners_out"
    }

    init(_ effect: PolicyEffect, stopped: [Account]?, locksOwnersOut: Bool) {
        people = effect.people
        unprotected = effect.unprotected
        stoppedNow = effect.stoppedNow
        newlyStopped = effect.newlyStopped
        firstStop = effect.firstStop
        stoppedInTheEnd = effect.stoppedInTheEnd
        ending = effect.ending.map { Ending(kind: $0.kind.rawValue, people: $0.people, only: $0.only) }
        self.locksOwnersOut = locksOwnersOut
        self.stopped = stopped?.map(\.name)
    }

    var text: String {
        var lines = ["\(unprotected) of \(people) people have no second factor that counts."]
        lines.append("\(stoppedNow) would have to set one up before anything else, \(newlyStopped) of them newly.")
        if let firstStop, stoppedInTheEnd > stoppedNow {
            lines.append("\(stoppedInTheEnd) in the end, the first from \(Moments.text(firstStop)) on.")
        }
        for ending in ending where ending.people > 0 {
            lines.append("\(ending.people) have \(ending.kind), \(ending.only) of them nothing else that lasts.")
        }
        if locksOwnersOut { lines.append("No owner would meet these rules; in the console they cannot be saved.") }
        for name in stopped ?? [] { lines.append("  " + Quoted.plain(name.unicodeScalars, quotesStand: true)) }
        return lines.joined(separator: "\n") + "\n"
    }
}
