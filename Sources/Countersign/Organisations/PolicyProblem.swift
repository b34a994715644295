import Foundation

/// Why a policy cannot be: a rule by its name in the API, and what would be right.
package struct PolicyProblem: Error, Sendable, Equatable {
    package let field: String
    package let kind: Kind

    package enum Kind: Sendable, Equatable {
        case range(ClosedRange<Int>)
        /// 0, or within these.
        case zeroOrRange(ClosedRange<Int>)
        case unknownKind(String)
        /// Something is demanded that no kind is left for.
        case noKindLeft
        /// A passkey is demanded and not allowed.
        case noPasskey
        /// Models can only be proved where the server trusts somebody's certificates.
        case noTrustedCertificates
        /// Without proof a model is only claimed.
        case modelsNeedAttestation
    }

    package init(_ field: String, _ kind: Kind) {
        self.field = field
        self.kind = kind
    }
}

extension Policy {
    package static let graceDays = 0...365
    package static let rememberedDeviceDays = 0...30
    package static let backupCodeCount = 5...20
    package static let longestBypassMinutes = 5...(7 * 24 * 60)
    package static let longestSuspensionHours = 1...(7 * 24)
    package static let recoveryWaitHours = 24...(90 * 24)

    /// All that is wrong with it at once.
    ///
    /// - Parameters:
    ///   - methods: the kinds that there are.
    ///   - floor: what the configuration holds against it.
    package func problems(methods: Methods, floor: PolicyFloor) -> [PolicyProblem] {
        var problems: [PolicyProblem] = []
        func check(_ field: String, _ value: Int, _ range: ClosedRange<Int>) {
            if !range.contains(value) { problems.append(PolicyProblem(field, .range(range))) }
        }
        check("grace_days", graceDays, Self.graceDays)
        check("remembered_device_days", rememberedDeviceDays, Self.rememberedDeviceDays)
        if let backupCodeCount { check("backup_code_count", backupCodeCount, Self.backupCodeCount) }
        check("longest_bypass_minutes", longestBypassMinutes, Self.longestBypassMinutes)
        check("longest_suspension_hours", longestSuspensionHours, Self.longestSuspensionHours)
        if let hours = recoveryWaitHours, hours != 0, !Self.recoveryWaitHours.contains(hours) {
            problems.append(PolicyProblem("recovery_wait_hours", .zeroOrRange(Self.recoveryWaitHours)))
        }
        let known = Set(methods.all.map(\.kind) + [.email])
        for kind in kindsEnd.keys.map(\.rawValue).sorted() where !known.contains(Kind(rawValue: kind)) {
            problems.append(PolicyProblem("kinds", .unknownKind(kind)))
        }
        // Whatever ends some day is no way to meet a demand that has no end.
        let lasting = Set(methods.all.filter(\.isOffered).map(\.kind)).subtracting(kindsEnd.keys)
            .subtracting(floor.forbidden)
        if secondFactor >= .staff || floor.secondFactor == .required, lasting.isEmpty {
            problems.append(PolicyProblem("kinds", .noKindLeft))
        }
        if !phishingResistantRoles.isEmpty, lasting.isDisjoint(with: methods.phishingResistant) {
            problems.append(PolicyProblem("phishing_resistant_roles", .noPasskey))
        }
        if attestation == .direct, floor.passkeys.trustAnchors == nil {
            problems.append(PolicyProblem("attestation", .noTrustedCertificates))
        }
        if allowedModels != nil || !deniedModels.isEmpty, attestation == .none, floor.passkeys.attestation == .none {
            problems.append(PolicyProblem("attestation", .modelsNeedAttestation))
        }
        return problems
    }

    /// The rules in which two policies differ, by their names in the API.
    package func differences(from other: Policy) -> [String] {
        let rules: [(String, Bool)] = [
            ("second_factor", secondFactor != other.secondFactor),
            ("required_from", requiredFrom != other.requiredFrom),
            ("grace_days", graceDays != other.graceDays),
            ("kinds", kindsEnd != other.kindsEnd),
            ("phishing_resistant_roles", phishingResistantRoles != other.phishingResistantRoles),
            ("turning_off", turningOff != other.turningOff),
            ("remembered_device_days", rememberedDeviceDays != other.rememberedDeviceDays),
            ("backup_code_count", backupCodeCount != other.backupCodeCount),
            ("longest_bypass_minutes", longestBypassMinutes != other.longestBypassMinutes),
            ("longest_suspension_hours", longestSuspensionHours != other.longestSuspensionHours),
            ("second_approver", secondApprover != other.secondApprover),
            ("recovery_wait_hours", recoveryWaitHours != other.recoveryWaitHours),
            ("codes_in_subjects", codesInSubjects != other.codesInSubjects),
            ("attestation", attestation != other.attestation),
            ("allowed_models", allowedModels != other.allowedModels),
            ("denied_models", deniedModels != other.deniedModels),
        ]
        return rules.filter(\.1).map(\.0)
    }
}
