/// `/sign-up`: make an account.
package struct SignUpPage: FormPage {
    package static let template = "sign-up"

    package let email: String
    package let name: String
    package let problems: [Problem]

    package init(email: String = "", name: String = "", problems: [Problem] = []) {
        self.email = email
        self.name = name
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("signUp.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let address = Field.email(value: email, hint: Message("fields.emailSignUpHint"), autofocus: true)
        return [
            "email": address.filled(problems).values(in: words),
            "name": Field.name(value: name).filled(problems).values(in: words),
            "password": Field.newPassword().filled(problems).values(in: words),
            "haveAccount": .markup(words.markup("signUp.haveAccount", ["a": .link("/sign-in")])),
        ]
    }
}

/// `/sign-up` where accounts are made by invitation only.
package struct SignUpClosedPage: Page {
    package static let template = "plain"

    package init() {}

    package func title(in words: Words) -> String { words.text("signUp.closedTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        var paragraphs = [Message("signUp.closed", ["organisation": .name(frame.organisation)])]
        if let support = frame.support {
            paragraphs.append(Message("signUp.closedContact", ["contact": support.filling]))
        }
        return Plain.page(
            heading: Message("signUp.closedTitle"),
            paragraphs: paragraphs,
            links: [Plain.Link(href: "/sign-in", label: Message("signIn.title"))],
            in: frame.words
        )
    }
}

/// What can be wrong with an address, a name or a password that somebody gives.
extension Problem {
    package static let emailMissing = Problem(field: "email", "problems.email.missing")
    package static let emailShape = Problem(field: "email", "problems.email.shape")
    package static let emailSame = Problem(field: "email", "problems.email.same")
    package static let emailTaken = Problem(field: "email", "problems.email.taken")
    package static let nameMissing = Problem(field: "name", "problems.name.missing")
    package static let nameTooLong = Problem(field: "name", "problems.name.long")
    package static let nameCharacters = Problem(field: "name", "problems.name.characters")
    package static let passwordMissing = Problem(field: "current-password", "problems.password.missing")
    package static let passwordWrong = Problem(field: "current-password", "problems.password.wrong")
    package static let newPasswordMissing = Problem(field: "new-password", "problems.password.newMissing")
    package static let newPasswordTooShort = Problem(field: "new-password", "problems.password.short")
    package static let newPasswordTooLong = Problem(field: "new-password", "problems.password.long")
    package static let newPasswordCommon = Problem(field: "new-password", "problems.password.common")
    package static let newPasswordMadeOfName = Problem(field: "new-password", "problems.password.madeOfName")
    package static let newPasswordSame = Problem(field: "new-password", "problems.password.same")
    /// The server could not do its part just now; the person may try the same again.
    package static let unavailable = Problem(field: nil, "problems.form.unavailable")
}
