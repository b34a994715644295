import Countersign
import Foundation

extension EventRow {
    /// An event of the audit log, as the person it is about reads it.
    ///
    /// - Parameters:
    ///   - personal: its personal part, opened; empty once the person was erased.
    ///   - reader: the account that reads.
    package init(_ event: Event, personal: [String: String], reader: Account.ID?, notMePath: String? = nil) {
        // Where somebody of the staff sits is theirs, and the log's.
        let isOfAnother = if case .member(let id) = event.actor { reader != nil && id != reader } else { false }
        let agent = isOfAnother ? nil : personal["user_agent"]
        self.init(
            sentence: EventWords.sentence(of: event, personal: personal),
            at: event.at,
            browser: agent.flatMap { $0.isEmpty ? nil : Browser(userAgent: $0) },
            place: isOfAnother ? nil : personal["address"],
            by: EventWords.actor(of: event, reader: reader),
            notMePath: notMePath
        )
    }
}

/// The words of the audit log: `event.<kind>` in the catalogues.
enum EventWords {
    static func sentence(of event: Event, personal: [String: String]) -> Message {
        guard let kind = event.kind else { return Message("event.unknown", ["kind": .text(event.kindName)]) }
        let data = event.data
        switch kind {
        case .signInSucceeded:
            guard let amr = data["amr"] else { return plain(kind) }
            if data["device"] != nil { return Message("event.sign_in.with_device") }
            if data["suspension"] != nil {
                let isMailed = amr.split(separator: " ").contains("email")
                return Message("event.sign_in.\(isMailed ? "with_code_while_suspended" : "while_suspended")")
            }
            if !amr.split(separator: " ").contains("pwd") { return Message("event.sign_in.with_passkey") }
            return Message(
                amr.split(separator: " ").contains("mfa")
                    ? "event.sign_in.with_second_step" : "event.sign_in.with_password"
            )
        case .emailChangeAsked, .emailChanged:
            guard let email = personal["new_email"], !email.isEmpty else { return plain(kind) }
            return Message("event.\(kind.rawValue)_to", ["email": .name(email)])
        case .factorAdded, .factorImported, .factorRemoved, .factorRenamed, .factorPreferred, .factorMoved:
            let label = personal["label"] ?? ""
            let said = factor(data["kind"], "said", else: "event.factor.unknown")
            let named = Message("event.factor.named", ["kind": .message(said), "name": .name(label)])
            let factor: Filling =
                label.isEmpty ? .message(said) : kind == .factorRenamed ? .name(label) : .message(named)
            return Message("event.\(kind.rawValue)", ["kind": .message(said), "factor": factor])
        // What members ask of support is that two-factor be turned off.
        case .supportAsked where event.actor == event.accountID.map { .member($0) }:
            return Message("event.support.asked_by_person")
        case .enrolmentBegun, .enrolmentCancelled, .enrolmentFailed:
            let name = factor(data["kind"], "name", else: "event.enrolment.unknown")
            return Message("event.\(kind.rawValue)", ["kind": .message(name)])
        case .backupCodeUsed:
            return Message(
                "event.\(kind.rawValue)",
                ["number": .number(number(data["number"])), "count": .number(number(data["left"]))]
            )
        case .deviceRemembered:
            return data["app"] == nil ? plain(kind) : Message("event.device.remembered_app")
        case .peopleSearched:
            return Message("event.staff.searched", ["count": .number(number(data["found"]))])
        case .suspensionBegun, .bypassCodeMade, .exemptionBegun:
            guard let until = data["until"].flatMap({ Int64($0) }) else { return plain(kind) }
            return Message(
                "event.\(kind.rawValue)_until",
                ["until": .moment(Date(timeIntervalSince1970: TimeInterval(until)))]
            )
        case .passwordFailuresCounted, .yubiKeysImported, .validationRefusalsCounted:
            return Message("event.\(kind.rawValue)", ["count": .number(number(data["count"]))])
        case .accountCreated, .accountChanged, .roleChanged, .accountDeletionAsked, .accountDeletionCancelled,
            .accountDeleted, .accountDisabled, .accountEnabled, .accountFrozen, .accountUnfrozen, .accountUnlocked,
            .emailConfirmed, .notMeReported, .changeUndone,
            .signInRefused,
            .passwordAccepted, .passwordWrong, .passwordWaiting, .secondStepAccepted, .secondStepFailed,
            .secondStepWaiting, .pairAccepted, .passkeyRefused, .passkeyCountedBackwards, .proofRenewed,
            .twoFactorTurnedOff, .backupCodesMade, .backupCodesSaved, .backupCodesRemoved, .passwordChanged,
            .passwordResetAsked, .passwordReset, .passwordSet, .signedOut, .sessionEnded, .signedOutEverywhere,
            .browserKnown, .browserForgotten, .deviceUsed, .deviceForgotten, .deviceTokenReused, .recoveryAsked,
            .recoveryApproved, .recoveryDeclined, .recoveryCancelled, .recoveryExpired, .recoveryEntered,
            .recoveryDone, .personOpened, .peopleExported, .eventsExported, .reminderSent, .testMailSent,
            .settingsChanged, .organisationCreated, .organisationRenamed, .organisationJoined,
            .organisationLeft, .policySaved, .policyReminded, .suspensionEnded, .suspensionUsed, .bypassCodeUsed,
            .bypassCodeCancelled,
            .setUpAgainAsked, .setUpAgainDone, .exemptionEnded, .supportAsked, .supportApproved, .supportDeclined,
            .supportWithdrawn, .supportExpired,
            .invitationMade, .invitationSentAgain, .invitationRevoked, .invitationAccepted,
            .appCreated, .appChanged, .apiKeyCreated, .apiKeyRevoked,
            .yubiKeyEnabled,
            .yubiKeyDisabled, .yubiKeyRemoved, .validationClientCreated, .validationClientRevoked, .codeValidated,
            .validationRefused,
            .firstOwnerLinkMade, .firstOwnerMade, .keyAdded, .keysRotated, .keyDropped, .backupMade, .serverRestored,
            .alarmRaised, .alarmEnded, .eventsRemoved, .mailFailed:
            return plain(kind)
        }
    }

    /// What a kind of event says by itself, with nothing to fill in.
    static func name(of kindName: String) -> Message {
        let unknown = Filling.message(Message("event.enrolment.unknown"))
        return switch Event.Kind(rawValue: kindName) {
        case .enrolmentFailed: Message("event.\(kindName)", ["kind": unknown])
        case let kind?: plain(kind)
        case nil: Message("event.unknown", ["kind": .text(kindName)])
        }
    }

    /// "by an app"; nil where it was the reader or somebody not signed in, whom the browser and place tell of.
    static func actor(of event: Event, reader: Account.ID?) -> Message? {
        switch event.actor {
        case .app: Message("event.byApp")
        case .host: Message("event.byHost")
        case .system: Message("event.bySystem")
        case .member(let id): id == reader ? nil : Message("event.bySomeoneElse")
        case .visitor, nil: nil
        }
    }

    /// What a kind of factor is called.
    private static func factor(_ kind: String?, _ word: String, else unknown: String) -> Message {
        kind.flatMap { KindPages.of(Kind(rawValue: $0)) }?.word(word) ?? Message(unknown)
    }

    private static func plain(_ kind: Event.Kind) -> Message {
        Message("event.\(kind.rawValue)")
    }

    private static func number(_ text: String?) -> Int {
        text.flatMap { Int($0) } ?? 0
    }
}

extension Event.Kind {
    /// Which part of Activity tells of it; nil for what only says more of another event beside it.
    package var activity: ActivityPage.Filter? {
        switch self {
        case .passwordAccepted, .secondStepAccepted, .pairAccepted, .browserKnown, .enrolmentBegun, .mailFailed,
            .firstOwnerLinkMade, .codeValidated, .validationRefused, .validationRefusalsCounted, .peopleSearched,
            .peopleExported, .eventsExported, .testMailSent, .settingsChanged:
            nil
        case .signInSucceeded, .signInRefused, .passwordWrong, .passwordWaiting, .passwordFailuresCounted,
            .secondStepFailed, .secondStepWaiting, .passkeyRefused, .passkeyCountedBackwards, .proofRenewed,
            .signedOut, .sessionEnded, .signedOutEverywhere, .browserForgotten, .deviceRemembered, .deviceUsed,
            .deviceForgotten, .deviceTokenReused, .recoveryAsked, .recoveryApproved, .recoveryDeclined,
            .recoveryCancelled, .recoveryExpired, .recoveryEntered, .recoveryDone, .backupCodeUsed, .bypassCodeUsed,
            .suspensionUsed:
            .signIns
        case .accountCreated, .accountChanged, .roleChanged, .accountDeletionAsked, .accountDeletionCancelled,
            .accountDeleted, .accountDisabled, .accountEnabled, .accountFrozen, .accountUnfrozen, .accountUnlocked,
            .emailConfirmed, .emailChangeAsked, .emailChanged,
            .notMeReported, .changeUndone, .factorAdded, .factorImported, .factorRemoved, .factorRenamed,
            .factorPreferred,
            .factorMoved, .enrolmentCancelled, .enrolmentFailed, .twoFactorTurnedOff, .backupCodesMade,
            .backupCodesSaved, .backupCodesRemoved, .passwordChanged, .passwordResetAsked, .passwordReset,
            .passwordSet, .personOpened, .reminderSent, .organisationCreated, .organisationRenamed, .organisationJoined,
            .organisationLeft, .policySaved, .policyReminded, .suspensionBegun, .suspensionEnded, .bypassCodeMade,
            .bypassCodeCancelled,
            .setUpAgainAsked, .setUpAgainDone, .exemptionBegun, .exemptionEnded, .supportAsked, .supportApproved,
            .supportDeclined, .supportWithdrawn, .supportExpired,
            .invitationMade, .invitationSentAgain, .invitationRevoked, .invitationAccepted,
            .appCreated, .appChanged, .apiKeyCreated,
            .apiKeyRevoked, .yubiKeysImported,
            .yubiKeyEnabled, .yubiKeyDisabled, .yubiKeyRemoved, .validationClientCreated, .validationClientRevoked,
            .firstOwnerMade, .keyAdded,
            .keysRotated, .keyDropped, .backupMade, .serverRestored, .alarmRaised, .alarmEnded, .eventsRemoved:
            .changes
        }
    }
}
