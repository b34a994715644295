import Foundation

/// How far a mail is, as the page that waits for it tells.
package enum MailStatus: Sendable, Equatable {
    case queued
    case accepted(at: Date)
    case deferred
    /// No mail server answered.
    case unreached
    case refused

    /// Whether nothing more will become of it: until then a page with scripts looks again by itself.
    var isFinal: Bool {
        switch self {
        case .queued, .deferred, .unreached: false
        case .accepted, .refused: true
        }
    }

    var message: Message {
        switch self {
        case .queued: Message("mailStatus.queued")
        case .accepted(let date): Message("mailStatus.accepted", ["time": .clock(date)])
        case .deferred: Message("mailStatus.deferred")
        case .unreached: Message("mailStatus.unreached")
        case .refused: Message("mailStatus.refused")
        }
    }
}

/// What is answered to "Send another code".
package enum MailAgain: Sendable, Equatable {
    case tooEarly(seconds: Int, lastSentAt: Date)
    case sent(at: Date)
    /// So many were sent that no more are until then.
    case limit(count: Int, until: Date)

    var message: Message {
        switch self {
        case .tooEarly(let seconds, let lastSentAt):
            Message(
                "mailStatus.tooEarly",
                ["duration": .duration(seconds: seconds), "time": .clock(lastSentAt)]
            )
        case .sent(let date): Message("mailStatus.again", ["time": .clock(date)])
        case .limit(let count, let until):
            Message("mailStatus.limit", ["count": .number(count), "time": .time(until)])
        }
    }
}

/// What can be wrong with a code from a mail.
package enum MailCodeProblem: Sendable, Equatable {
    case missing
    case tooFewDigits
    case tooManyDigits
    case shape
    case wrong
    /// A new one was sent at once.
    case expired
    /// The last free try was wrong; a new code was sent.
    case exhausted
    case otherBrowser
    /// There is no code any more, and none was sent.
    case noneLive
    /// Of a second step: the page shows references to compare.
    case wrongReference
    /// It is right for another browser’s sign-in.
    case otherSignIn
    /// A long code is waited for.
    case long
    case backupCodeUsed(on: Date)
    case backupCodeWrong

    var message: Message {
        switch self {
        case .missing: Message("problems.mailCode.missing")
        case .tooFewDigits: AppCodeProblem.message("tooFew", digits: 6)
        case .tooManyDigits: AppCodeProblem.message("tooMany", digits: 6)
        case .shape: AppCodeProblem.message("shape", digits: 6)
        case .wrong: Message("problems.mailCode.wrong")
        case .expired: Message("problems.mailCode.expired")
        case .exhausted: Message("problems.mailCode.exhausted")
        case .otherBrowser: Message("problems.mailCode.otherBrowser")
        case .noneLive: Message("problems.mailCode.noneLive")
        case .wrongReference: Message("problems.mailCode.wrongReference")
        case .otherSignIn: Message("problems.mailCode.otherSignIn")
        case .long: Message("problems.mailCode.long")
        case .backupCodeUsed(let date): Message("problems.backupCode.used", ["day": .dayAndMonth(date)])
        case .backupCodeWrong: Message("problems.backupCode.wrong")
        }
    }
}

/// Wrong codes that may still be typed, and what comes after them.
package enum MailTriesLeft: Sendable, Equatable {
    /// What was sent ends.
    case ofCode(Int)
    /// Short codes of all kinds wait.
    case beforeWait(Int)

    var message: Message {
        switch self {
        case .ofCode(let count): Message("emailCode.triesLeft", ["count": .number(count)])
        case .beforeWait(let count): Message("secondStep.triesLeft", ["count": .number(count)])
        }
    }
}

/// "I haven’t got the email": what to look at.
enum LateMail {
    static func values(email: String, in frame: PageFrame) -> TemplateValue {
        let words = frame.words
        return .list([
            .markup(words.markup("mailStatus.detailsWait")),
            .markup(words.markup("mailStatus.detailsSpam", ["organisation": .name(frame.organisation)])),
            .markup(words.markup("mailStatus.detailsAddress", ["email": .name(email)])),
            .markup(words.markup("mailStatus.detailsAllow", ["host": .name(frame.host)])),
        ])
    }
}
