import Countersign
import Foundation

extension OutboxMail {
    /// The mail after one more try: sent, put off, or given up. In a final state its words are gone.
    func after(_ outcome: MailOutcome, at now: Date) -> OutboxMail {
        var mail = self
        mail.attempts += 1
        switch outcome {
        case .accepted(let reply):
            mail.end(as: .accepted, reply: reply)
            mail.finishedAt = now
        case .refused(_, let text):
            mail.end(as: .refused, reply: text)
            mail.finishedAt = now
        case .deferred(_, let text):
            let next = now.addingTimeInterval(Self.pause(afterAttempt: mail.attempts))
            if next >= mail.lastMoment {
                mail.end(as: .expired, reply: text)
            } else {
                mail.state = .deferred
                mail.dueAt = next
                mail.reply = Self.shortened(text)
            }
        }
        return mail
    }

    /// The mail once nobody will try again.
    func ended(as state: State, reply: String) -> OutboxMail {
        var mail = self
        mail.end(as: state, reply: reply)
        return mail
    }

    /// From here on it is not sent: its own end, or a day after it was written.
    var lastMoment: Date { min(expiresAt, createdAt.addingTimeInterval(24 * 3600)) }

    /// 1, 2, 5, 15 and then always 60 minutes.
    static func pause(afterAttempt attempt: Int) -> TimeInterval {
        switch attempt {
        case ...1: 60
        case 2: 120
        case 3: 300
        case 4: 900
        default: 3600
        }
    }

    private mutating func end(as state: State, reply: String) {
        self.state = state
        self.reply = Self.shortened(reply)
        sealedNotice = []
    }

    private static func shortened(_ reply: String) -> String {
        String(reply.unicodeScalars.prefix(200).map(Character.init))
    }
}
