import Countersign
import Foundation

extension Letter {
    /// The words for each kind of notice, filled with its facts.
    init(_ notice: Notice, organisation: String, words: Words) {
        let facts = NoticeFacts(notice)
        var blanks: [String: Filling] = [
            "organisation": .text(organisation),
            "code": .text(facts["code"]),
            "name": .text(facts["name"]),
            "client": .message(facts.client),
            "time": .time(facts.expires),
            "usual": .text(facts["usual"]),
        ]
        let key = notice.kind.key
        func say(_ name: String) -> Message { Message("mail.\(key).\(name)", blanks) }

        var paragraphs: [Message] = []
        var links: [Link] = []
        var closing: [Message] = []
        var code: String?
        switch notice.kind {
        case .confirmSignUp, .confirmEmail:
            paragraphs = [say("lead"), say("until")]
            links = [Link(label: say("link"), address: facts["link"])]
            closing = [Message("mail.ignore")]
            code = facts["code"]
        case .secondStepCode, .enrolmentCode:
            self.init(codeFor: notice, facts, blanks, organisation: organisation, words: words)
            return
        case .agreeToEmailChange:
            blanks["email"] = .text(facts["new_email"])
            paragraphs = [say("lead"), say("code"), say("until")]
            links = [Link(label: say("link"), address: facts["link"])]
            closing = [say("notYou")]
            code = facts["code"]
        case .alreadyHasAccount:
            paragraphs = [say("lead")]
            links = [
                Link(label: say("signIn"), address: facts["sign_in_link"]),
                Link(label: say("reset"), address: facts["reset_link"]),
            ]
            closing = [Message("mail.ignore")]
        case .resetPassword:
            paragraphs = [say("lead")]
            links = [Link(label: say("link"), address: facts["link"])]
            closing = [say("twoFactor"), Message("mail.ignore")]
        case .setUpReminder:
            paragraphs = [say("lead"), say("why")]
            links = [Link(label: say("link"), address: facts["link"])]
        case .emailChanged:
            blanks["email"] = .text(facts["old_email"])
            paragraphs = facts["old_email"].isEmpty ? [say("lead")] : [say("lead"), say("old")]
        case .recoveryCode:
            paragraphs = [say("lead"), say("until")]
            closing = [Message("mail.neverAsked")]
            code = facts["code"]
        case .recoveryAsked, .recoveryHalfway, .recoveryApproved, .recoveryDeclined:
            blanks["reference"] = .text(facts["reference"])
            blanks["reason"] = .text(facts["reason"])
            blanks["until"] = .moment(facts.expires)
            let waits = notice.kind == .recoveryAsked && !facts["self_service"].isEmpty
            paragraphs = [say("lead"), say(waits ? "wait" : "next")]
            links = [Link(label: Message("mail.recoveryStatus"), address: facts["status_link"])]
            if notice.kind != .recoveryDeclined {
                links.append(Link(label: Message("mail.recoveryCancel"), address: facts["link"]))
                closing = [Message("mail.recoveryPassword")]
            }
        case .requestWaits:
            blanks.merge(facts.request) { $1 }
            let what = [StaffAct.decideRecovery, .decideTurnOff].map(\.rawValue).contains(facts["what"])
            paragraphs = [say(what ? facts["what"] : "approve"), say("until")]
            links = [Link(label: Message("mail.requestLink"), address: facts["link"])]
        case .requestApproved, .requestDeclined:
            blanks.merge(facts.request) { $1 }
            blanks["reason"] = .text(facts["reason"])
            let isDone = notice.kind == .requestApproved && facts["to_carry_out"].isEmpty
            paragraphs = [say("lead"), isDone ? nil : say("next")].compactMap(\.self)
            links = [Link(label: Message("mail.requestLink"), address: facts["link"])]
        case .factorAdded, .factorRemoved, .factorMoved, .factorPreferred:
            blanks["name"] = .text(facts["factor_label"])
            blanks["factor"] = .message(facts.factor)
            paragraphs = [say(facts["factor_label"].isEmpty ? "lead" : "named")]
        case .backupCodeUsed, .backupCodesLow:
            blanks["count"] = .number(Int(facts["left"]) ?? 0)
            paragraphs = [say("lead")]
        case .secondStepFailed, .deviceTokenReused:
            paragraphs = [say("lead"), say("advice")]
        case .accountFrozen, .recoveryDone:
            paragraphs = [say("lead"), say("next")]
        case .deletionAsked, .deletionSoon:
            blanks["until"] = .moment(facts.expires)
            paragraphs = [say("lead"), say("next")]
            links = [Link(label: say("keep"), address: facts["link"])]
        case .supportActed:
            blanks.merge(facts.support) { $1 }
            let lead =
                !facts["email_code"].isEmpty ? "leadEmail" : facts["lost"] == "true" ? "leadLost" : "lead"
            let act = "mail.\(facts.supportKey)"
            self.init(
                words: words,
                organisation: organisation,
                subject: Message("\(act).subject", blanks),
                paragraphs: [Message("\(act).\(lead)", blanks), say("why")],
                links: [],
                facts: facts.lines,
                closing: [],
                notMeLink: facts["not_me_link"].isEmpty ? nil : facts["not_me_link"],
                code: nil
            )
            return
        case .suspensionEnded:
            let how = ["time", "person", "new_factor"].contains(facts["how"]) ? facts["how"] : nil
            paragraphs = [how.map { say($0) }, say("lead")].compactMap(\.self)
        case .turnOffDeclined:
            blanks["reference"] = .text(facts["reference"])
            blanks["reason"] = .text(facts["reason"])
            paragraphs = [say("lead"), say("why")]
        case .invitation:
            blanks["until"] = .moment(facts.expires)
            paragraphs = [say("lead"), say("until")]
            links = [Link(label: say("link"), address: facts["link"])]
            closing = [Message("mail.ignore")]
        case .roleChanged:
            blanks["role"] = .message(Message("roles.\(Role(rawValue: facts["role"])?.rawValue ?? "member")"))
            paragraphs = [say("lead")]
        case .policyReminder:
            blanks["day"] = .day(facts.expires)
            paragraphs = [say(facts["has_factor"].isEmpty ? "lead" : "another"), say("then")]
            links = [Link(label: say("link"), address: facts["link"])]
        case .policyChanged:
            blanks["note"] = .text(facts["note"])
            paragraphs = facts["note"].isEmpty ? [say("lead")] : [say("lead"), say("note")]
        case .alarm:
            blanks["count"] = .number(Int(facts["accounts"]) ?? 0)
            paragraphs = [say("lead"), say("strict")]
        case .passwordChanged, .passwordReset, .passwordSet, .nameChanged, .signedOutEverywhere, .accountUnfrozen,
            .twoFactorTurnedOff, .backupCodesMade, .newBrowser,
            .accountFrozenToSupport, .deletionCancelled, .accountDeleted, .unlocked, .testMail, .bypassCodeUsed:
            paragraphs = [say("lead")]
        }
        self.init(
            words: words,
            organisation: organisation,
            subject: say(facts.subject),
            paragraphs: paragraphs,
            links: links,
            facts: facts.lines,
            closing: closing,
            notMeLink: facts["not_me_link"].isEmpty ? nil : facts["not_me_link"],
            // There is no account any more that the last words could be about.
            end: notice.kind == .accountDeleted ? say("end") : nil,
            code: code
        )
    }
}

extension Letter {
    /// A code of a second step: few lines, the code first, for it is read in a hurry.
    private init(
        codeFor notice: Notice,
        _ facts: NoticeFacts,
        _ blanks: [String: Filling],
        organisation: String,
        words: Words
    ) {
        let key = "mail.\(notice.kind.key)"
        // An app asks for its own people; whether that was in a browser it does not say.
        let isOfBrowser = !facts["user_agent"].isEmpty
        var blanks = blanks
        blanks["reference"] = .text(facts["reference"])
        blanks["clock"] = .clock(notice.at)
        self.init(
            words: words,
            organisation: organisation,
            subject: Message("\(key).\(facts.subject)", blanks),
            paragraphs: [Message("\(key).lead", blanks)],
            links: [],
            facts: [
                Message(isOfBrowser ? "mail.codeUntilHere" : "mail.codeUntil", blanks),
                Message(isOfBrowser ? "mail.codeAskedFrom" : "mail.codeAsked", blanks),
            ],
            closing: [],
            notMeLink: facts["not_me_link"].isEmpty ? nil : facts["not_me_link"],
            notMe: Message("\(key).notYou"),
            end: Message("mail.nobodyAsks", blanks),
            code: facts["code"]
        )
    }
}

/// A notice's facts, read.
struct NoticeFacts {
    private let notice: Notice

    init(_ notice: Notice) {
        self.notice = notice
    }

    /// The word for the subject: where policy keeps codes out of it, one without.
    var subject: String { self["quiet_subject"].isEmpty ? "subject" : "quiet" }

    subscript(_ name: String) -> String { notice.facts[name] ?? "" }

    /// Seconds since 1970, as the ceremonies write it.
    var expires: Date {
        Int64(self["expires"]).map { Date(timeIntervalSince1970: TimeInterval($0)) } ?? notice.at
    }

    var client: Message {
        Browser(userAgent: self["user_agent"]).message
    }

    /// "A YubiKey".
    var factor: Message {
        KindPages.of(Kind(rawValue: self["factor_kind"]))?.word("said") ?? Message("event.factor.unknown")
    }

    /// The words of what support did: of the act, or of any.
    var supportKey: String {
        SupportWords.told.contains { $0.rawValue == self["act"] } ? "supportActed.\(self["act"])" : "supportActed"
    }

    var support: [String: Filling] {
        [
            "until": .moment(expires),
            "by": .message(SupportWords.someone(self["by"])),
            "reason": .message(SupportWords.reason(self["category"])),
            "factor": .message(factor),
        ]
    }

    /// Of mails to staff about a request.
    var request: [String: Filling] {
        [
            "reference": .text(self["reference"]),
            "by": .message(SupportWords.someone(self["by"])),
            "until": .moment(expires),
        ]
    }

    var lines: [Message] {
        var lines = [Message("mail.when", ["moment": .moment(notice.at)])]
        if !self["place"].isEmpty {
            lines.append(Message("mail.whereAt", ["client": .message(client), "place": .text(self["place"])]))
        }
        return lines
    }
}

extension Notice.Kind {
    /// Its part of the catalogue's section `mail`.
    var key: String {
        switch self {
        case .confirmSignUp: "confirmSignUp"
        case .alreadyHasAccount: "alreadyHasAccount"
        case .confirmEmail: "confirmEmail"
        case .agreeToEmailChange: "agreeToEmailChange"
        case .emailChanged: "emailChanged"
        case .resetPassword: "resetPassword"
        case .secondStepCode: "secondStepCode"
        case .enrolmentCode: "enrolmentCode"
        case .passwordChanged: "passwordChanged"
        case .passwordReset: "passwordReset"
        case .passwordSet: "passwordSet"
        case .nameChanged: "nameChanged"
        case .signedOutEverywhere: "signedOutEverywhere"
        case .factorPreferred: "factorPreferred"
        case .factorAdded: "factorAdded"
        case .factorRemoved: "factorRemoved"
        case .factorMoved: "factorMoved"
        case .twoFactorTurnedOff: "twoFactorTurnedOff"
        case .backupCodeUsed: "backupCodeUsed"
        case .backupCodesLow: "backupCodesLow"
        case .backupCodesMade: "backupCodesMade"
        case .secondStepFailed: "secondStepFailed"
        case .newBrowser: "newBrowser"
        case .deviceTokenReused: "deviceTokenReused"
        case .recoveryCode: "recoveryCode"
        case .recoveryAsked: "recoveryAsked"
        case .recoveryHalfway: "recoveryHalfway"
        case .recoveryApproved: "recoveryApproved"
        case .recoveryDeclined: "recoveryDeclined"
        case .recoveryDone: "recoveryDone"
        case .requestWaits: "requestWaits"
        case .requestApproved: "requestApproved"
        case .requestDeclined: "requestDeclined"
        case .accountFrozen: "accountFrozen"
        case .accountUnfrozen: "accountUnfrozen"
        case .accountFrozenToSupport: "accountFrozenToSupport"
        case .deletionAsked: "deletionAsked"
        case .deletionSoon: "deletionSoon"
        case .deletionCancelled: "deletionCancelled"
        case .accountDeleted: "accountDeleted"
        case .unlocked: "unlocked"
        case .setUpReminder: "setUpReminder"
        case .testMail: "testMail"
        case .policyChanged: "policyChanged"
        case .policyReminder: "policyReminder"
        case .supportActed: "supportActed"
        case .suspensionEnded: "suspensionEnded"
        case .bypassCodeUsed: "bypassCodeUsed"
        case .turnOffDeclined: "turnOffDeclined"
        case .invitation: "invitation"
        case .roleChanged: "roleChanged"
        case .alarm: "alarm"
        }
    }
}

extension EventRow {
    /// What a mail told, for the page of its “This wasn’t me”.
    package init(_ report: NotMeReport, organisation: String) {
        let facts = NoticeFacts(
            Notice(kind: report.notice, to: "", language: nil, facts: report.facts, at: report.at)
        )
        let hasCode = report.notice == .secondStepCode || report.notice == .enrolmentCode
        let key = report.notice == .supportActed ? facts.supportKey : report.notice.key
        self.init(
            sentence: Message(
                "mail.\(key).\(hasCode ? "told" : "subject")",
                [
                    "until": .moment(facts.expires),
                    "factor": .message(facts.factor),
                    "organisation": .name(organisation), "name": .name(facts["name"]), "code": .text("…"),
                    "client": .message(report.client.map { Browser(userAgent: $0.userAgent).message } ?? facts.client),
                    "reference": .text(facts["reference"]),
                    "count": .number(Int(facts["left"]) ?? Int(facts["accounts"]) ?? 0),
                ]
            ),
            at: report.at,
            browser: report.client.map { Browser(userAgent: $0.userAgent) },
            place: report.client?.address
        )
    }
}
