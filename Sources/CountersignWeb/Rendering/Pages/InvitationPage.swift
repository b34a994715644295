/// `/invitation/{token}`: makes the account that a mail invited to.
package struct InvitationPage: FormPage {
    package static let template = "form"

    package let email: String
    package let name: String
    package let problems: [Problem]

    package init(email: String, name: String = "", problems: [Problem] = []) {
        self.email = email
        self.name = name
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("invitation.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("invitation.title"),
            paragraphs: [
                Message("invitation.text", ["organisation": .name(frame.organisation), "email": .name(email)])
            ],
            fields: [.name(value: name), .newPassword()],
            problems: problems,
            button: Message("invitation.button"),
            username: email,
            in: frame.words
        )
    }
}
