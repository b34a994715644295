import Foundation
import WebAuthn

/// A policy as it is kept: JSON that leaves out nothing, and is read with the defaults for what an older program did not
/// know.
extension Policy: Codable {
    private enum CodingKeys: String, CodingKey {
        case secondFactor = "second_factor"
        case requiredFrom = "required_from"
        case graceDays = "grace_days"
        case kindsEnd = "kinds_end"
        case phishingResistantRoles = "phishing_resistant_roles"
        case turningOff = "turning_off"
        case rememberedDeviceDays = "remembered_device_days"
        case backupCodeCount = "backup_code_count"
        case longestBypassMinutes = "longest_bypass_minutes"
        case longestSuspensionHours = "longest_suspension_hours"
        case secondApprover = "second_approver"
        case recoveryWaitHours = "recovery_wait_hours"
        case codesInSubjects = "codes_in_subjects"
        case attestation
        case allowedModels = "allowed_models"
        case deniedModels = "denied_models"
    }

    package init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.container(keyedBy: CodingKeys.self)
        secondFactor = try values.decodeIfPresent(Requirement.self, forKey: .secondFactor) ?? secondFactor
        requiredFrom = try values.decodeIfPresent(Int64.self, forKey: .requiredFrom).map(Self.date)
        graceDays = try values.decodeIfPresent(Int.self, forKey: .graceDays) ?? graceDays
        let ends = try values.decodeIfPresent([String: Int64].self, forKey: .kindsEnd) ?? [:]
        kindsEnd = Dictionary(uniqueKeysWithValues: ends.map { (Kind(rawValue: $0.key), Self.date($0.value)) })
        phishingResistantRoles =
            try values.decodeIfPresent(Set<Role>.self, forKey: .phishingResistantRoles) ?? phishingResistantRoles
        turningOff = try values.decodeIfPresent(TurningOff.self, forKey: .turningOff) ?? turningOff
        rememberedDeviceDays =
            try values.decodeIfPresent(Int.self, forKey: .rememberedDeviceDays) ?? rememberedDeviceDays
        backupCodeCount = try values.decodeIfPresent(Int.self, forKey: .backupCodeCount)
        longestBypassMinutes =
            try values.decodeIfPresent(Int.self, forKey: .longestBypassMinutes) ?? longestBypassMinutes
        longestSuspensionHours =
            try values.decodeIfPresent(Int.self, forKey: .longestSuspensionHours) ?? longestSuspensionHours
        secondApprover = try values.decodeIfPresent(SecondApprover.self, forKey: .secondApprover) ?? secondApprover
        recoveryWaitHours = try values.decodeIfPresent(Int.self, forKey: .recoveryWaitHours)
        codesInSubjects = try values.decodeIfPresent(Bool.self, forKey: .codesInSubjects) ?? codesInSubjects
        let word = try values.decodeIfPresent(String.self, forKey: .attestation)
        attestation = word.flatMap(PasskeySettings.Attestation.init) ?? attestation
        allowedModels = try values.decodeIfPresent(Set<AAGUID>.self, forKey: .allowedModels)
        deniedModels = try values.decodeIfPresent(Set<AAGUID>.self, forKey: .deniedModels) ?? deniedModels
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(secondFactor, forKey: .secondFactor)
        try values.encodeIfPresent(requiredFrom.map { Moment($0).milliseconds }, forKey: .requiredFrom)
        try values.encode(graceDays, forKey: .graceDays)
        let ends = kindsEnd.map { ($0.key.rawValue, Moment($0.value).milliseconds) }
        try values.encode(Dictionary(uniqueKeysWithValues: ends), forKey: .kindsEnd)
        try values.encode(phishingResistantRoles.sorted(), forKey: .phishingResistantRoles)
        try values.encode(turningOff, forKey: .turningOff)
        try values.encode(rememberedDeviceDays, forKey: .rememberedDeviceDays)
        try values.encodeIfPresent(backupCodeCount, forKey: .backupCodeCount)
        try values.encode(longestBypassMinutes, forKey: .longestBypassMinutes)
        try values.encode(longestSuspensionHours, forKey: .longestSuspensionHours)
        try values.encode(secondApprover, forKey: .secondApprover)
        try values.encodeIfPresent(recoveryWaitHours, forKey: .recoveryWaitHours)
        try values.encode(codesInSubjects, forKey: .codesInSubjects)
        try values.encode(attestation.rawValue, forKey: .attestation)
        try values.encodeIfPresent(
            allowedModels.map { $0.map(\.description).sorted() },
            forKey: .allowedModels
        )
        try values.encode(deniedModels.map(\.description).sorted(), forKey: .deniedModels)
    }

    private static func date(_ milliseconds: Int64) -> Date { Moment(milliseconds: milliseconds).date }

    /// The text of its row.
    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    package init(json: String) throws {
        self = try JSONDecoder().decode(Policy.self, from: Data(json.utf8))
    }
}
