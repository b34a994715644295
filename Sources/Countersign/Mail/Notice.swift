import Foundation

/// A mail as the rules know it: what happened, to whom, and the facts its words need. Words are chosen when it is sent.
///
/// It is stored sealed, so facts may hold codes and links.
package struct Notice: Sendable, Equatable, Codable {
    package let kind: Kind
    package let to: String
    /// A tag of BCP 47; nil for the server's own language.
    package let language: String?
    package let facts: [String: String]
    package let at: Date

    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// facts: code, link, expires
        case confirmSignUp = "confirm_sign_up"
        /// Somebody signed up with an address that has an account. facts: sign_in_link, reset_link
        case alreadyHasAccount = "already_has_account"
        /// facts: code, link, expires
        case confirmEmail = "confirm_email"
        /// To the old address, which must agree. facts: new_email (masked), code, link, expires
        case agreeToEmailChange = "agree_to_email_change"
        /// facts: old_email (masked); to the old address also undo_email, which no mail shows
        case emailChanged = "email_changed"
        /// facts: link, expires
        case resetPassword = "reset_password"
        /// A code for the second step. facts: code, reference, until, host
        case secondStepCode = "second_step_code"
        /// A code that turns on codes by e-mail. facts: code, reference, until, host
        case enrolmentCode = "enrolment_code"
        case passwordChanged = "password_changed"
        case passwordReset = "password_reset"
        /// By an app or the host.
        case passwordSet = "password_set"
        /// What the person is called. facts: old_name, unless it was taken back
        case nameChanged = "name_changed"
        case signedOutEverywhere = "signed_out_everywhere"
        /// facts: factor_kind, factor_label; of those that can be undone also factor, and previous
        case factorPreferred = "factor_preferred"
        case factorAdded = "factor_added"
        case factorRemoved = "factor_removed"
        case factorMoved = "factor_moved"
        case twoFactorTurnedOff = "two_factor_turned_off"
        /// facts: left
        case backupCodeUsed = "backup_code_used"
        case backupCodesLow = "backup_codes_low"
        case backupCodesMade = "backup_codes_made"
        /// The password was right and the second step failed six times in a row. At most once a day.
        case secondStepFailed = "second_step_failed"
        case newBrowser = "new_browser"
        /// A remembered device's old token was shown: somebody may have a copy.
        case deviceTokenReused = "device_token_reused"
        /// Proves the mailbox of who asks for help getting in. facts: code, expires
        case recoveryCode = "recovery_code"
        /// facts of these: reference, link (cancels), status_link, expires; self_service where a wait lets in
        case recoveryAsked = "recovery_asked"
        case recoveryHalfway = "recovery_halfway"
        case recoveryApproved = "recovery_approved"
        /// facts: also reason
        case recoveryDeclined = "recovery_declined"
        case recoveryDone = "recovery_done"
        /// To staff who may decide. facts: name (whom it is about), reference, what (the `StaffAct` that decides), by
        /// (who asked), link, expires
        case requestWaits = "request_waits"
        /// To staff who asked for agreement. facts of these: name (whom it is about), reference, by (who decided), link;
        /// of the first `to_carry_out` where something is left to do, of the second reason
        case requestApproved = "request_approved"
        case requestDeclined = "request_declined"
        /// facts of these: link (keeps it), expires (when it goes)
        case deletionAsked = "deletion_asked"
        case deletionSoon = "deletion_soon"
        case deletionCancelled = "deletion_cancelled"
        /// To an address that has no account any more.
        case accountDeleted = "account_deleted"
        case accountFrozen = "account_frozen"
        case accountUnfrozen = "account_unfrozen"
        /// To owners: an account was frozen by "this was not me". facts: name
        case accountFrozenToSupport = "account_frozen_to_support"
        case unlocked = "unlocked"
        /// Staff ask for a second factor. facts: link
        case setUpReminder = "set_up_reminder"
        /// To whoever of the staff wants to see that mail arrives.
        case testMail = "test_mail"
        /// To the other owners. facts: name (of the organisation), version, note
        case policyChanged = "policy_changed"
        /// facts: name (of the organisation), link, expires
        case invitation
        /// facts: role
        case roleChanged = "role_changed"
        /// A day comes from which on a second factor is needed. facts: name (of who asks), expires, link; has_factor where
        /// what there is will not do
        case policyReminder = "policy_reminder"
        /// Support did something to the account. facts: act (a `StaffAct`), category, by; of some: expires, email_code,
        /// lost, factor_kind, factor_label
        case supportActed = "support_acted"
        /// The second step is asked for again. facts: how
        case suspensionEnded = "suspension_ended"
        case bypassCodeUsed = "bypass_code_used"
        /// The person asked to turn two-factor off. facts: reason, reference
        case turnOffDeclined = "turn_off_declined"
        /// To owners: the alarm. facts: accounts, usual
        case alarm = "alarm"
    }

    /// Facts that any notice about an account may have: `browser`, `place` (an address), `not_me_link`, `name`.
    package init(kind: Kind, to: String, language: String?, facts: [String: String], at: Date) {
        self.kind = kind
        self.to = to
        self.language = language
        self.facts = facts
        self.at = at
    }
}

/// A row of the outbox: a sealed notice and how far its sending is.
package struct OutboxMail: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<OutboxMail>

    package let id: ID
    package let accountID: Account.ID?
    /// For the log and the portal's status line; holds nothing personal.
    package let kind: Notice.Kind
    /// The `Notice` as JSON, sealed; empty once the state is final.
    package var sealedNotice: [UInt8]
    package var state: State
    package var attempts: Int
    /// Not to be tried before.
    package var dueAt: Date
    /// A code that has run out is not worth sending.
    package let expiresAt: Date
    /// What the mail server said last, cleaned and at most 200 characters.
    package var reply: String
    package let createdAt: Date
    /// Of the address: for figures of deliveries.
    package let domain: String
    /// When the mail server took it or sent it back for good.
    package var finishedAt: Date?

    /// Whether the last word is a mail server's: it begins with a code of SMTP. A connection that failed has none.
    package var isAnswered: Bool {
        let code = reply.utf8.prefix { $0 != 0x20 && $0 != 0x2D }
        return code.count == 3 && code.allSatisfy { (0x30...0x39).contains($0) }
    }

    package enum State: String, Sendable, Codable, CaseIterable {
        case queued
        /// By the mail server: final.
        case accepted
        /// Asked to wait; will be tried again.
        case deferred
        /// For good: final.
        case refused
        /// Not sent before it ran out: final.
        case expired

        package var isFinal: Bool {
            switch self {
            case .queued, .deferred: false
            case .accepted, .refused, .expired: true
            }
        }
    }

    package init(
        id: ID,
        accountID: Account.ID?,
        kind: Notice.Kind,
        sealedNotice: [UInt8],
        state: State = .queued,
        attempts: Int = 0,
        dueAt: Date,
        expiresAt: Date,
        reply: String = "",
        createdAt: Date,
        domain: String = "",
        finishedAt: Date? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.kind = kind
        self.sealedNotice = sealedNotice
        self.state = state
        self.attempts = attempts
        self.dueAt = dueAt
        self.expiresAt = expiresAt
        self.reply = reply
        self.createdAt = createdAt
        self.domain = domain
        self.finishedAt = finishedAt
    }
}
