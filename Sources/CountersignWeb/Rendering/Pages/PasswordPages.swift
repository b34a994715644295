import Foundation

/// `/security/password`: the current one, and a new one.
package struct ChangePasswordPage: FormPage {
    package static let template = "form"

    /// For password managers, which save the pair.
    package let account: String
    package let problems: [Problem]

    package init(account: String, problems: [Problem] = []) {
        self.account = account
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("password.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("password.title"),
            fields: [
                .currentPassword(label: "fields.currentPassword", autofocus: true),
                .newPassword(label: "fields.changedPassword"),
            ],
            problems: problems,
            button: Message("password.button"),
            username: account,
            closing: Message("password.signsOut"),
            cancelPath: "/security",
            in: frame.words
        )
    }
}

/// `/password/forgot`.
package struct ForgottenPasswordPage: FormPage {
    package static let template = "form"

    package let email: String
    package let problems: [Problem]

    package init(email: String = "", problems: [Problem] = []) {
        self.email = email
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("password.forgottenTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("password.forgottenTitle"),
            paragraphs: [Message("password.forgottenText")],
            fields: [.email(value: email, autofocus: true)],
            problems: problems,
            button: Message("password.forgottenButton"),
            otherWays: [Plain.Link(href: "/sign-in", label: Message("password.backToSignIn"))],
            in: frame.words
        )
    }
}

/// After asking for a reset link: the same words whether there is such an account or not.
package struct ResetLinkSentPage: Page {
    package static let template = "plain"

    package let email: String
    package let expiresAt: Date

    package init(email: String, expiresAt: Date) {
        self.email = email
        self.expiresAt = expiresAt
    }

    package func title(in words: Words) -> String { words.text("password.sentTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("password.sentTitle"),
            paragraphs: [
                Message("password.sent", ["email": .name(email), "time": .time(expiresAt)]),
                Message("password.sentSpam", ["organisation": .name(frame.organisation)]),
            ],
            links: [
                Plain.Link(
                    href: "/password/forgot?email=\(PageFrame.encoded(email))",
                    label: Message("password.sentAgain")
                ),
                Plain.Link(href: "/sign-in", label: Message("password.backToSignIn")),
            ],
            in: frame.words
        )
    }
}

/// `/password/reset/{token}`: a new password. It never gets round the second step, and says so.
package struct ResetPasswordPage: FormPage {
    package static let template = "form"

    package let account: String
    package let hasTwoFactor: Bool
    package let problems: [Problem]

    package init(account: String, hasTwoFactor: Bool, problems: [Problem] = []) {
        self.account = account
        self.hasTwoFactor = hasTwoFactor
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("password.resetTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        var paragraphs = [Message("password.resetFor", ["email": .name(account)])]
        if hasTwoFactor { paragraphs.append(Message("password.resetTwoFactor")) }
        return Plain.form(
            heading: Message("password.resetTitle"),
            paragraphs: paragraphs,
            fields: [.newPassword(label: "fields.changedPassword", autofocus: true)],
            problems: problems,
            button: Message("password.resetButton"),
            username: account,
            closing: Message("password.resetSignsOut"),
            in: frame.words
        )
    }
}
