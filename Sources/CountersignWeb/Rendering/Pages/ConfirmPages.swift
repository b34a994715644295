/// `/security/confirm/password`: proof again, for an account without a second factor.
///
/// With one, `/security/confirm` is a `SecondStepPage`, `BackupCodePage` or `TwoCodesPage` with that purpose.
package struct ConfirmPasswordPage: FormPage {
    package static let template = "form"

    package let account: String
    package let problems: [Problem]

    package init(account: String, problems: [Problem] = []) {
        self.account = account
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("confirm.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("confirm.title"),
            paragraphs: [Message("confirm.text")],
            fields: [.currentPassword(autofocus: true)],
            problems: problems,
            button: Message("confirm.button"),
            username: account,
            cancelPath: "/security",
            progress: Message("confirm.signedInAs", ["account": .name(account)]),
            in: frame.words
        )
    }
}

/// `/security/confirm/done`: the end of a proof in a tab of its own.
package struct ConfirmedPage: Page {
    package static let template = "plain"

    package init() {}

    package func title(in words: Words) -> String { words.text("confirm.doneTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("confirm.doneTitle"),
            paragraphs: [Message("confirm.doneText")],
            in: frame.words
        )
    }
}
