import Foundation
import WebAuthn

/// An organisation's rules, as a value: who must have which factors by when. The defaults demand and forbid nothing.
///
/// A rule that is nil says nothing: then it is as the configuration has it. How several policies and the configuration
/// come together for one account is in `EffectivePolicy`.
package struct Policy: Sendable, Equatable {
    package var secondFactor = Requirement.optional
    /// From when a second factor is required; nil for at once.
    package var requiredFrom: Date?
    /// Days that new people have, counted from when they joined.
    package var graceDays = 0
    /// Kinds that end: from that moment on they are not offered, do not count and do not sign in.
    package var kindsEnd: [Kind: Date] = [:]
    /// Roles that need a factor which no false page can ask for; once they have one, nothing else signs them in or proves
    /// them again but what lets them back in without it.
    package var phishingResistantRoles: Set<Role> = []
    package var turningOff = TurningOff.people
    /// 0 remembers none.
    package var rememberedDeviceDays = 30
    package var backupCodeCount: Int?
    package var longestBypassMinutes = 24 * 60
    package var longestSuspensionHours = 7 * 24
    package var secondApprover = SecondApprover.never
    /// Hours after which a request to get in lets a member in by itself; 0: only staff decide.
    package var recoveryWaitHours: Int?
    /// Whether a mailed code stands in the subject, where a locked screen shows it.
    package var codesInSubjects = true
    /// Whether a new passkey has to prove its model.
    package var attestation = PasskeySettings.Attestation.none
    /// The only models that may be registered; nil for all that are not denied.
    package var allowedModels: Set<AAGUID>?
    package var deniedModels: Set<AAGUID> = []

    package init() {}

    /// For a kind that may not be used at all: it ended before anybody had it.
    package static let neverAllowed = Date(timeIntervalSince1970: 0)

    /// Who must have a second factor; later ones are stricter.
    package enum Requirement: String, Sendable, Codable, CaseIterable, Comparable {
        /// None is offered. Who has one keeps it, and is asked for it.
        case off
        case optional
        /// Roles above `member`.
        case staff
        case required

        package static func < (left: Requirement, right: Requirement) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// Who may turn two-factor off where it is not required; later ones are stricter.
    package enum TurningOff: String, Sendable, Codable, CaseIterable, Comparable {
        /// Everybody for themselves.
        case people
        /// Whoever wants it off asks.
        case staff
        case nobody

        package static func < (left: TurningOff, right: TurningOff) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// Which support actions need a second pair of eyes; later ones are stricter.
    package enum SecondApprover: String, Sendable, Codable, CaseIterable, Comparable {
        case never
        /// For accounts with a role above `member`.
        case staff
        /// Those, and suspensions of more than four hours.
        case long
        case always

        package static func < (left: SecondApprover, right: SecondApprover) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }
}

/// A policy as it was saved: the newest of an organisation is in force, the others are its history.
package struct PolicyVersion: Sendable, Equatable {
    package let organisationID: Organisation.ID
    /// 1 for the first.
    package let version: Int64
    package let policy: Policy
    /// An `Event.Actor`'s name.
    package let savedBy: String
    package let savedAt: Date
    /// Why, in the words of who saved it; may be empty.
    package let note: String
    /// The earlier version that this went back to.
    package let revertsTo: Int64?

    package init(
        organisationID: Organisation.ID,
        version: Int64,
        policy: Policy,
        savedBy: String,
        savedAt: Date,
        note: String = "",
        revertsTo: Int64? = nil
    ) {
        self.organisationID = organisationID
        self.version = version
        self.policy = policy
        self.savedBy = savedBy
        self.savedAt = savedAt
        self.note = note
        self.revertsTo = revertsTo
    }
}
