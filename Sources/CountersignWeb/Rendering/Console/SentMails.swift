import Countersign
import Foundation

/// The latest mails to one person and what became of each: kinds, never what stood in them.
struct SentMails {
    /// Newest first.
    var mails: [OutboxMail] = []

    static let shown = 10

    func values(in frame: PageFrame) -> TemplateValue {
        let words = frame.words
        return .group([
            "hasRows": .flag(!mails.isEmpty),
            "rows": .groups(
                mails.map { mail in
                    [
                        "name": .text(words.text("console.mails.kind.\(mail.kind.key)")),
                        "when": .markup(words.markup(words.ago(mail.createdAt, from: frame.now))),
                        "tag": .group(tag(mail.state).values(in: words)),
                        "reply": .text(reply(to: mail, in: words)),
                    ]
                }
            ),
        ])
    }

    private func tag(_ state: OutboxMail.State) -> Tag {
        switch state {
        case .queued: Tag(Message("console.delivery.waiting"), .plain)
        case .accepted: Tag(Message("console.delivery.accepted"), .ok)
        case .deferred: Tag(Message("console.delivery.deferred"), .warn)
        case .refused: Tag(Message("console.delivery.refused"), .bad)
        case .expired: Tag(Message("console.delivery.expired"), .bad)
        }
    }

    /// Why it is not there, where the mail server said so.
    private func reply(to mail: OutboxMail, in words: Words) -> String? {
        mail.state == .accepted || mail.reply.isEmpty
            ? nil : words.text("console.mails.said", ["reply": .text(mail.reply)])
    }
}
