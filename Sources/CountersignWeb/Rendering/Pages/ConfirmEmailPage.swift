import Foundation

/// `/sign-up/confirm`: the code that was mailed to a new address.
package struct ConfirmEmailPage: Page {
    package static let template = "confirm-email"

    package let email: String
    package let sentAt: Date
    package let expiresAt: Date
    package let mail: MailStatus?
    package let again: MailAgain?
    /// The address it was probably meant to be: `sam@hotmail.com` for `sam@homtail.com`.
    package let suggestion: String?
    package let problem: MailCodeProblem?

    package init(
        email: String,
        sentAt: Date,
        expiresAt: Date,
        mail: MailStatus? = nil,
        again: MailAgain? = nil,
        suggestion: String? = nil,
        problem: MailCodeProblem? = nil
    ) {
        self.email = email
        self.sentAt = sentAt
        self.expiresAt = expiresAt
        self.mail = mail
        self.again = again
        self.suggestion = suggestion
        self.problem = problem
    }

    package func problems(in frame: PageFrame) -> [Problem] {
        problem.map { [Problem(field: "code", $0.message)] } ?? []
    }

    package func title(in words: Words) -> String { words.text("confirmEmail.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let code = Field.code(hint: Message("fields.mailCodeHint"), autofocus: true)
        return [
            "sent": .markup(
                words.markup(
                    "confirmEmail.sent",
                    ["email": .name(email), "time": .clock(sentAt), "until": .time(expiresAt)]
                )
            ),
            "status": .markup(mail.map { words.markup($0.message) }),
            "statusPath": .text(mail?.isFinal == false ? "/sign-up/confirm" : nil),
            "suggestion": .group(
                suggestion.map { address in
                    [
                        "address": .text(address),
                        "title": .markup(words.markup("confirmEmail.suggestionTitle", ["email": .name(address)])),
                        "text": .markup(words.markup("confirmEmail.suggestionText", ["email": .name(email)])),
                        "yes": .markup(words.markup("confirmEmail.suggestionYes", ["email": .name(address)])),
                        "no": .markup(words.markup("confirmEmail.suggestionNo", ["email": .name(email)])),
                    ]
                }
            ),
            "code": code.filled(problems(in: frame)).values(in: words),
            "againPath": "/sign-up/confirm/again",
            "againLabel": .text(words.text("confirmEmail.again")),
            "again": .markup(again.map { words.markup($0.message) }),
            "late": LateMail.values(email: email, in: frame),
        ]
    }
}

/// `/sign-up/confirm/{token}`: opened from the mail, perhaps on another device. Only the button acts.
package struct ConfirmEmailLinkPage: Page {
    package static let template = "plain"

    package let email: String

    package init(email: String) {
        self.email = email
    }

    package func title(in words: Words) -> String { words.text("confirmEmail.linkTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("confirmEmail.linkTitle"),
            paragraphs: [Message("confirmEmail.linkText", ["email": .name(email)])],
            action: Plain.Action(label: Message("confirmEmail.button")),
            in: frame.words
        )
    }
}

/// After the button of a mailed link, in a browser that was not the one that asked.
package struct EmailConfirmedPage: Page {
    package static let template = "plain"

    package init() {}

    package func title(in words: Words) -> String { words.text("confirmEmail.linkDoneTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("confirmEmail.linkDoneTitle"),
            paragraphs: [Message("confirmEmail.linkDoneText")],
            links: [Plain.Link(href: "/sign-in", label: Message("signIn.title"), isButton: true)],
            in: frame.words
        )
    }
}
