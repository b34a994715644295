/// The one-time link that the first start prints: makes the owner.
package struct FirstOwnerPage: FormPage {
    package static let template = "form"

    package let email: String
    package let name: String
    package let problems: [Problem]

    package init(email: String = "", name: String = "", problems: [Problem] = []) {
        self.email = email
        self.name = name
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("firstOwner.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("firstOwner.title"),
            paragraphs: [Message("firstOwner.text", ["organisation": .name(frame.organisation)])],
            fields: [.email(value: email, autofocus: true), .name(value: name), .newPassword()],
            problems: problems,
            button: Message("firstOwner.button"),
            in: frame.words
        )
    }
}
