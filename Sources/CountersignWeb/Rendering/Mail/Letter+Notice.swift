import Countersign

extension Letter {
    /// The letter of a notice, in the words of its kind. Every one begins with what happened; what else it says, each kind
    /// has here.
    init(_ notice: Notice, organisation: String, words: Words) {
        let facts = NoticeFacts(notice)
        let blanks = facts.blanks(organisation: organisation)
        func say(_ name: String) -> Message { Message("mail.\(facts.key).\(name)", blanks) }
        self.init(
            words: words,
            organisation: organisation,
            subject: say(facts["quiet_subject"].isEmpty ? "subject" : "quiet"),
            paragraphs: [say("lead")],
            links: [],
            facts: facts.whenAndWhere,
            closing: [],
            notMeLink: facts["not_me_link"].isEmpty ? nil : facts["not_me_link"],
            code: nil
        )
        switch notice.kind {
        case .confirmSignUp, .confirmEmail:
            paragraphs.append(say("until"))
            links = [Link(label: say("link"), address: facts["link"])]
            closing = [Message("mail.ignore")]
            code = facts["code"]
        case .secondStepCode, .enrolmentCode:
            becomeCode(facts, blanks, notMe: say("notYou"))
        case .agreeToEmailChange:
            paragraphs += [say("code"), say("until")]
            links = [Link(label: say("link"), address: facts["link"])]
            closing = [say("notYou")]
            code = facts["code"]
        case .alreadyHasAccount:
            links = [
                Link(label: say("signIn"), address: facts["sign_in_link"]),
                Link(label: say("reset"), address: facts["reset_link"]),
            ]
            closing = [Message("mail.ignore")]
        case .resetPassword:
            links = [Link(label: say("link"), address: facts["link"])]
            closing = [say("twoFactor"), Message("mail.ignore")]
        case .setUpReminder:
            paragraphs.append(say("why"))
            links = [Link(label: say("link"), address: facts["link"])]
        case .emailChanged:
            if !facts["old_email"].isEmpty { paragraphs.append(say("old")) }
        case .recoveryCode:
            paragraphs.append(say("until"))
            closing = [Message("mail.neverAsked")]
            code = facts["code"]
        case .recoveryAsked, .recoveryHalfway, .recoveryApproved, .recoveryDeclined:
            let waits = !facts["self_service"].isEmpty
            switch notice.kind {
            case .recoveryAsked: paragraphs.append(say(waits ? "wait" : "next"))
            case .recoveryHalfway: paragraphs.append(say(waits ? "next" : "staff"))
            default: paragraphs.append(say("next"))
            }
            links = [Link(label: Message("mail.recoveryStatus"), address: facts["status_link"])]
            if notice.kind != .recoveryDeclined {
                links.append(Link(label: Message("mail.recoveryCancel"), address: facts["link"]))
                closing = [Message("mail.recoveryPassword")]
            }
        case .factorAdded, .factorRemoved, .factorMoved, .factorPreferred:
            if !facts["factor_label"].isEmpty { paragraphs = [say("named")] }
        case .backupCodesLow:
            if facts.count == 0 { (subject, paragraphs) = (say("subjectNone"), [say("leadNone")]) }
        case .secondStepFailed, .deviceTokenReused:
            paragraphs.append(say("advice"))
        case .requestWaits:
            let isOneDecision = [StaffAct.decideRecovery, .decideTurnOff].map(\.rawValue).contains(facts["what"])
            paragraphs = [say(isOneDecision ? facts["what"] : "approve"), say("until")]
            links = [Link(label: Message("mail.requestLink"), address: facts["link"])]
        case .requestApproved, .requestDeclined:
            let isDone = notice.kind == .requestApproved && facts["to_carry_out"].isEmpty
            if !isDone { paragraphs.append(say("next")) }
            links = [Link(label: Message("mail.requestLink"), address: facts["link"])]
        case .accountFrozen, .recoveryDone:
            paragraphs.append(say("next"))
        case .deletionAsked, .deletionSoon:
            paragraphs.append(say("next"))
            links = [Link(label: say("keep"), address: facts["link"])]
        case .accountDeleted:
            // There is no account any more that the last words could be about.
            end = say("end")
        case .supportActed:
            if !facts["email_code"].isEmpty {
                paragraphs = [say("leadEmail")]
            } else if facts["lost"] == "true" {
                paragraphs = [say("leadLost")]
            }
            paragraphs.append(Message("mail.\(notice.kind.key).why", blanks))
        case .suspensionEnded:
            let how = facts["how"]
            if ["time", "person", "new_factor"].contains(how) { paragraphs.insert(say(how), at: 0) }
        case .turnOffDeclined:
            paragraphs.append(say("why"))
        case .invitation:
            paragraphs.append(say("until"))
            links = [Link(label: say("link"), address: facts["link"])]
            closing = [Message("mail.ignore")]
        case .policyReminder:
            paragraphs = [say(facts["has_factor"].isEmpty ? "lead" : "another"), say("then")]
            links = [Link(label: say("link"), address: facts["link"])]
        case .policyChanged:
            if !facts["note"].isEmpty { paragraphs.append(say("note")) }
        case .alarm:
            paragraphs.append(say("strict"))
        case .passwordChanged, .passwordReset, .passwordSet, .nameChanged, .signedOutEverywhere, .accountUnfrozen,
            .twoFactorTurnedOff, .backupCodeUsed, .backupCodesMade, .newBrowser, .roleChanged,
            .accountFrozenToSupport, .deletionCancelled, .unlocked, .testMail, .bypassCodeUsed:
            break
        }
    }

    /// A code of a second step: few lines, the code first, for it is read in a hurry.
    private mutating func becomeCode(_ facts: NoticeFacts, _ blanks: [String: Filling], notMe: Message) {
        // An app asks for its own people; whether that was in a browser it does not say.
        let isOfBrowser = !facts["user_agent"].isEmpty
        self.facts = [
            Message(isOfBrowser ? "mail.codeUntilHere" : "mail.codeUntil", blanks),
            Message(isOfBrowser ? "mail.codeAskedFrom" : "mail.codeAsked", blanks),
        ]
        self.notMe = notMe
        end = Message("mail.nobodyAsks", blanks)
        code = facts["code"]
    }
}
