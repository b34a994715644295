extension Event {
    /// What can happen: a closed list. The raw strings are for ever; their words are in the catalogues (`event.<raw>`).
    package enum Kind: String, Sendable, Codable, CaseIterable {
        // Accounts
        /// By signing up, by an app or by the host; the actor says which.
        case accountCreated = "account.created"
        /// data: `fields`
        case accountChanged = "account.changed"
        /// data: `from`, `to`
        case roleChanged = "account.role_changed"
        /// By its owner: it goes after a wait. data: `until`, in milliseconds since 1970
        case accountDeletionAsked = "account.deletion_asked"
        /// data: `reason`
        case accountDeletionCancelled = "account.deletion_cancelled"
        case accountDeleted = "account.deleted"
        case accountDisabled = "account.disabled"
        case accountEnabled = "account.enabled"
        /// By "this was not me", see `notMeReported`.
        case accountFrozen = "account.frozen"
        case accountUnfrozen = "account.unfrozen"
        /// The waits were ended. data: `budget` (`true` if the budgets were refilled), `reason`
        case accountUnlocked = "account.unlocked"
        case emailConfirmed = "email.confirmed"
        case emailChangeAsked = "email.change_asked"
        case emailChanged = "email.changed"
        /// data: `notice`
        case notMeReported = "not_me.reported"
        /// The change that a mail told of was taken back. data: `notice`
        case changeUndone = "not_me.undone"

        // Signing in
        /// data: `amr`, `session`, `device` where a remembered one stood in for the second step
        case signInSucceeded = "sign_in.succeeded"
        /// The account is frozen or disabled. data: `reason`
        case signInRefused = "sign_in.refused"
        case passwordAccepted = "password.accepted"
        case passwordWrong = "password.wrong"
        /// Not looked at, because of the wait. data: `until`
        case passwordWaiting = "password.waiting"
        /// Failures beyond twenty an hour for one name and network. data: `count`
        case passwordFailuresCounted = "password.failures_counted"
        /// data: `factor`, `kind`, `pair`
        case secondStepAccepted = "second_step.accepted"
        /// data: `reason`, `kind`, `lane`
        case secondStepFailed = "second_step.failed"
        /// Not looked at, because of the wait or the budget. data: `lane`, `until`
        case secondStepWaiting = "second_step.waiting"
        /// Two codes judged together let somebody in. data: `factor`
        case pairAccepted = "second_step.pair_accepted"
        /// A passkey alone was to sign somebody in, and was not right. data: `kind`, `reason`
        case passkeyRefused = "passkey.refused"
        /// The signature counter of a key went back: it may have been copied. data: `factor`, `accepted`
        case passkeyCountedBackwards = "passkey.counted_backwards"
        /// A signed-in person proved themselves again. data: `amr`
        case proofRenewed = "proof.renewed"

        // Factors. data: `factor`, `kind`
        case factorAdded = "factor.added"
        case factorImported = "factor.imported"
        case factorRemoved = "factor.removed"
        case factorRenamed = "factor.renamed"
        case factorPreferred = "factor.preferred"
        /// data: also `replaces`
        case factorMoved = "factor.moved"
        case enrolmentBegun = "enrolment.begun"
        case enrolmentCancelled = "enrolment.cancelled"
        /// The twentieth wrong code.
        case enrolmentFailed = "enrolment.failed"
        case twoFactorTurnedOff = "two_factor.turned_off"

        // Backup codes
        /// data: `set`, `count`
        case backupCodesMade = "backup_codes.made"
        case backupCodesSaved = "backup_codes.saved"
        /// data: `number`, `left`
        case backupCodeUsed = "backup_codes.used"
        case backupCodesRemoved = "backup_codes.removed"

        // Passwords
        case passwordChanged = "password.changed"
        case passwordResetAsked = "password.reset_asked"
        case passwordReset = "password.reset"
        /// By an app or the host.
        case passwordSet = "password.set"

        // Sessions and browsers. data: `session`, `browser`
        case signedOut = "session.signed_out"
        case sessionEnded = "session.ended"
        case signedOutEverywhere = "session.ended_all"
        case browserKnown = "browser.known"
        case browserForgotten = "browser.forgotten"

        // Remembered devices. data: `device`, and `app` where an app keeps the token
        case deviceRemembered = "device.remembered"
        /// An app showed the token in place of a code; in the portal `signInSucceeded` tells of it.
        case deviceUsed = "device.used"
        case deviceForgotten = "device.forgotten"
        /// A token that was replaced before was shown again: somebody has a copy. The device has ended.
        case deviceTokenReused = "device.token_reused"

        // Getting in without the second step. data: `reference`, `reason`
        /// data: `reference`, `self_service`
        case recoveryAsked = "recovery.asked"
        case recoveryApproved = "recovery.approved"
        case recoveryDeclined = "recovery.declined"
        case recoveryCancelled = "recovery.cancelled"
        case recoveryExpired = "recovery.expired"
        /// A right password, in the browser whose request was approved: it may set up a factor.
        case recoveryEntered = "recovery.entered"
        /// The new factor is on, and all earlier ones are gone.
        case recoveryDone = "recovery.done"

        // Staff who looked, and reminded
        case personOpened = "staff.opened_person"
        /// data: `found`, how many
        case peopleSearched = "staff.searched"
        /// data: `format`, and the filter
        case peopleExported = "staff.exported_people"
        case eventsExported = "staff.exported_events"
        case reminderSent = "staff.reminded"
        case testMailSent = "staff.sent_test_mail"
        /// data: `fields`
        case settingsChanged = "staff.changed_settings"
        // Organisations. data: `organisation`
        case organisationCreated = "organisation.created"
        case organisationRenamed = "organisation.renamed"
        /// Of an account.
        case organisationJoined = "organisation.joined"
        case organisationLeft = "organisation.left"
        /// data: also `version`, `fields`, `reverts_to`
        case policySaved = "policy.saved"
        /// Of an account. data: `days` before the day
        case policyReminded = "policy.reminded"

        // What support does. data: `category`, `identity`, `ticket`, `approved_by`; personal: `reason`, `by`, `approver`
        /// data: `until`, `network`, `email_code`
        case suspensionBegun = "suspension.begun"
        /// data: `how`: `time`, `person`, `new_factor`, `support`
        case suspensionEnded = "suspension.ended"
        /// An app was told that the second step is lifted; in the portal `signInSucceeded` tells of it.
        case suspensionUsed = "suspension.used"
        /// data: `until`, `set_up_again`, `replaces`
        case bypassCodeMade = "bypass_code.made"
        case bypassCodeUsed = "bypass_code.used"
        case bypassCodeCancelled = "bypass_code.cancelled"
        /// data: `lost`, `signed_out`
        case setUpAgainAsked = "set_up_again.asked"
        case setUpAgainDone = "set_up_again.done"
        /// data: `until`
        case exemptionBegun = "exemption.begun"
        /// data: `how` where it was not support
        case exemptionEnded = "exemption.ended"
        // Requests that a second person agrees to. data: also `act`, `reference`, `asked_by`; personal: `decision`
        case supportAsked = "support.asked"
        case supportApproved = "support.approved"
        case supportDeclined = "support.declined"
        case supportWithdrawn = "support.withdrawn"
        case supportExpired = "support.expired"
        // Invitations. data: `invitation`, `role`, `organisation`
        case invitationMade = "invitation.made"
        case invitationSentAgain = "invitation.sent_again"
        case invitationRevoked = "invitation.revoked"
        /// Of the account that came of it.
        case invitationAccepted = "invitation.accepted"

        // Apps. data: `app`, `key`
        case appCreated = "app.created"
        case appChanged = "app.changed"
        case apiKeyCreated = "api_key.created"
        case apiKeyRevoked = "api_key.revoked"

        // YubiKeys whose codes are judged here. data: `key`
        /// data: `count`
        case yubiKeysImported = "yubikey.imported"
        case yubiKeyEnabled = "yubikey.enabled"
        case yubiKeyDisabled = "yubikey.disabled"
        case yubiKeyRemoved = "yubikey.removed"

        // Programs that ask about codes. data: `client`
        case validationClientCreated = "validation_client.created"
        case validationClientRevoked = "validation_client.revoked"
        /// data: also `key`
        case codeValidated = "validation.accepted"
        /// data: also `status`
        case validationRefused = "validation.refused"
        /// Refusals beyond twenty an hour for one client and node. data: also `count`
        case validationRefusalsCounted = "validation.refusals_counted"

        // The server
        case firstOwnerLinkMade = "server.first_owner_link_made"
        case firstOwnerMade = "server.first_owner_made"
        /// data: `key`
        case keyAdded = "keys.added"
        case keysRotated = "keys.rotated"
        case keyDropped = "keys.dropped"
        case backupMade = "server.backup_made"
        /// Begins a new epoch of the chain. data: `epoch`
        case serverRestored = "server.restored"
        /// data: `accounts`, `usual`
        case alarmRaised = "alarm.raised"
        case alarmEnded = "alarm.ended"
        /// Whole sealed runs are removed, up to and with a position. data: `through`
        case eventsRemoved = "audit.events_removed"
        /// A mail reached its final state unsent. data: `notice`
        case mailFailed = "mail.failed"

        package var outcome: Outcome {
            switch self {
            case .signInRefused, .passwordWrong, .passwordWaiting, .passwordFailuresCounted, .secondStepFailed,
                .secondStepWaiting, .passkeyRefused, .enrolmentFailed, .deviceTokenReused, .recoveryDeclined,
                .recoveryExpired, .supportDeclined, .supportExpired, .mailFailed, .validationRefused,
                .validationRefusalsCounted:
                .refused
            case .accountCreated, .accountChanged, .roleChanged, .accountDeletionAsked, .accountDeletionCancelled,
                .accountDeleted, .accountDisabled, .accountEnabled,
                .accountFrozen, .accountUnfrozen, .accountUnlocked, .emailConfirmed, .emailChangeAsked, .emailChanged,
                .notMeReported, .changeUndone, .signInSucceeded, .passwordAccepted, .secondStepAccepted, .pairAccepted,
                .proofRenewed, .passkeyCountedBackwards, .factorAdded, .factorImported, .factorRemoved, .factorRenamed,
                .factorPreferred,
                .factorMoved, .enrolmentBegun, .enrolmentCancelled, .twoFactorTurnedOff, .backupCodesMade,
                .backupCodesSaved, .backupCodeUsed, .backupCodesRemoved, .passwordChanged, .passwordResetAsked,
                .passwordReset, .passwordSet, .signedOut, .sessionEnded, .signedOutEverywhere, .browserKnown,
                .browserForgotten, .deviceRemembered, .deviceUsed, .deviceForgotten, .recoveryAsked,
                .recoveryApproved, .recoveryCancelled, .recoveryEntered, .recoveryDone, .personOpened,
                .peopleSearched, .peopleExported, .eventsExported, .reminderSent, .testMailSent, .settingsChanged,
                .organisationCreated, .organisationRenamed, .organisationJoined, .organisationLeft,
                .policySaved, .policyReminded, .suspensionBegun, .suspensionEnded, .suspensionUsed,
                .bypassCodeMade, .bypassCodeUsed, .bypassCodeCancelled, .setUpAgainAsked, .setUpAgainDone,
                .exemptionBegun, .exemptionEnded, .supportAsked, .supportApproved, .supportWithdrawn,
                .invitationMade, .invitationSentAgain, .invitationRevoked, .invitationAccepted,
                .appCreated, .appChanged,
                .apiKeyCreated, .apiKeyRevoked, .yubiKeysImported, .yubiKeyEnabled, .yubiKeyDisabled, .yubiKeyRemoved,
                .validationClientCreated, .validationClientRevoked, .codeValidated, .firstOwnerLinkMade,
                .firstOwnerMade, .keyAdded, .keysRotated, .keyDropped, .backupMade, .serverRestored, .alarmRaised,
                .alarmEnded, .eventsRemoved:
                .done
            }
        }
    }

    /// Whether what the event tells came to pass.
    package enum Outcome: String, Sendable, Codable {
        case done
        case refused
    }
}
