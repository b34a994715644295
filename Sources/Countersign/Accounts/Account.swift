import Foundation

/// A person's (or an app's user's) entry: how they sign in and what they may do. Its factors stand beside it.
package struct Account: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Account>

    package let id: ID
    /// Raised by every commit that touches what decides about this account; see `Commit`.
    package var revision: Int64
    /// The sign-in name as it was given. One with an `@` is the account's own e-mail address.
    package var name: String
    /// What the person is called; may be empty.
    package var displayName: String
    package var email: String?
    package var emailConfirmedAt: Date?
    /// A PHC string (`$argon2id$…`); nil where no password was set.
    package var passwordHash: String?
    package var passwordChangedAt: Date?
    /// When the password was last set by a mailed link rather than by its owner's old one.
    package var passwordResetAt: Date?
    package var role: Role
    package var state: State
    /// The app that created the account, and what that app calls it; unique per app.
    package var appID: App.ID?
    package var externalID: String?
    package var preferredFactorID: Factor.ID?
    /// The language last chosen, a tag of BCP 47.
    package var language: String?
    /// The key of this account's personal data in events, sealed; destroyed when the person is erased.
    package var personalKey: [UInt8]
    /// True after a restore: backup codes from before it are not to be trusted, so the next sign-in asks for a new set.
    package var needsNewBackupCodes: Bool
    /// When the person was last mailed that somebody fails their second step; at most once a day.
    package var guessingToldAt: Date?
    /// When a passkey, or a second way to sign in, was last offered unasked or put off.
    package var offeredAt: Date?
    /// Its owner asked for it to be deleted; nil if it stays.
    package var deletion: PlannedDeletion?
    package let createdAt: Date

    package enum State: String, Sendable, Codable, CaseIterable {
        case active
        /// By "this was not me": nobody signs in and nothing changes until a supporter or the host lifts it.
        case frozen
        case disabled
    }

    package init(
        id: ID,
        revision: Int64 = 0,
        name: String,
        displayName: String = "",
        email: String? = nil,
        emailConfirmedAt: Date? = nil,
        passwordHash: String? = nil,
        passwordChangedAt: Date? = nil,
        passwordResetAt: Date? = nil,
        role: Role = .member,
        state: State = .active,
        appID: App.ID? = nil,
        externalID: String? = nil,
        preferredFactorID: Factor.ID? = nil,
        language: String? = nil,
        personalKey: [UInt8] = [],
        needsNewBackupCodes: Bool = false,
        guessingToldAt: Date? = nil,
        offeredAt: Date? = nil,
        deletion: PlannedDeletion? = nil,
        createdAt: Date
    ) {
        self.id = id
        self.revision = revision
        self.name = name
        self.displayName = displayName
        self.email = email
        self.emailConfirmedAt = emailConfirmedAt
        self.passwordHash = passwordHash
        self.passwordChangedAt = passwordChangedAt
        self.passwordResetAt = passwordResetAt
        self.role = role
        self.state = state
        self.appID = appID
        self.externalID = externalID
        self.preferredFactorID = preferredFactorID
        self.language = language
        self.personalKey = personalKey
        self.needsNewBackupCodes = needsNewBackupCodes
        self.guessingToldAt = guessingToldAt
        self.offeredAt = offeredAt
        self.deletion = deletion
        self.createdAt = createdAt
    }

    /// The confirmed address, the only one that mail about security goes to.
    package var confirmedEmail: String? {
        emailConfirmedAt == nil ? nil : email
    }
}

/// What a person may do for others, from none to all.
package enum Role: String, Sendable, Codable, CaseIterable, Comparable {
    case member
    case auditor
    case approver
    case supporter
    case owner

    package static func < (left: Role, right: Role) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
