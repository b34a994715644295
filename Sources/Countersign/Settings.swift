import Foundation

/// The numbers and choices that an operator may set, as the rules need them. Defaults are those of the configuration.
package struct Settings: Sendable {
    /// Where people reach the portal: scheme, host and perhaps a port, without a slash at the end.
    package var publicURL = "http://localhost:8080"
    /// The name people know the service by: in headings, mails, and as issuer in authenticator apps.
    package var organisationName = "Countersign"
    package var supportContact: String?
    package var secondFactor = SecondFactorPolicy.optional
    package var emailCodes = EmailCodesPolicy.allowed
    package var signUp = SignUpPolicy.open
    /// Codes in a new set, 5 to 20.
    package var backupCodeCount = 5
    package var sessionLifetime: TimeInterval = 24 * 3600
    package var sessionIdleTime: TimeInterval = 3600
    /// How long a proof counts as fresh.
    package var freshProof: TimeInterval = 600
    package var signInLifetime: TimeInterval = 600
    package var enrolmentLifetime: TimeInterval = 24 * 3600
    /// How long new backup codes can be read again by the session that made them, unless saved before.
    package var backupCodesShown: TimeInterval = 24 * 3600
    /// Codes sent to confirm an address.
    package var mailedCodeLifetime: TimeInterval = 600
    /// How long a passkey may take to answer (WebAuthn Level 3 §15.1: 300 to 600 s).
    package var passkeyChallengeLifetime: TimeInterval = 300
    package var resetLinkLifetime: TimeInterval = 3600
    package var notMeLinkLifetime: TimeInterval = 7 * 24 * 3600
    package var firstOwnerLinkLifetime: TimeInterval = 24 * 3600
    /// 0 keeps events for ever.
    package var eventRetentionDays = 400
    package var knownBrowsersPerAccount = 10
    /// How long a browser that was asked to be remembered skips the second step; 0 remembers none.
    package var rememberedDeviceDays = 30
    package var passkeys = PasskeySettings()
    /// Whether there is a validator, so that YubiKeys' codes can be set up.
    package var validatesYubiKeys = false
    /// How long a request to get in waits before it lets a member in by itself; 0: only staff decide.
    package var recoveryWait: TimeInterval = 0
    /// How long an account that its owner asked to be deleted is kept, for them to change their mind.
    package var accountDeletionWait: TimeInterval = 14 * 24 * 3600
    package var guessing = GuessingLimits.normal
    package var support = SupportLimits()

    /// What owners set in the console.
    package var own = OwnSettings()

    package init() {}
}

/// The floor under all policies: must people have a second factor?
package enum SecondFactorPolicy: String, Sendable, CaseIterable {
    case optional
    case required
}

/// May codes by e-mail be a second factor? Whoever reads the mail gets in, and it resets the password too.
package enum EmailCodesPolicy: String, Sendable, CaseIterable {
    case allowed
    case forbidden
}

/// Who may make an account by themselves.
package enum SignUpPolicy: String, Sendable, CaseIterable {
    case open
    case invitation
}
