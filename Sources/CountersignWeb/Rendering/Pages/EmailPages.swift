import Foundation

/// `/security/email`: another address, or the first one.
package struct ChangeEmailPage: FormPage {
    package static let template = "form"

    /// Nil if the account has no confirmed address.
    package let current: String?
    package let value: String
    package let problems: [Problem]

    package init(current: String?, value: String = "", problems: [Problem] = []) {
        self.current = current
        self.value = value
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text(current == nil ? "email.titleAdd" : "email.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let hasOld = current != nil
        var paragraphs: [Message] = []
        if let current { paragraphs.append(Message("email.now", ["email": .name(current)])) }
        paragraphs.append(Message(hasOld ? "email.text" : "email.textFirst"))
        return Plain.form(
            heading: Message(hasOld ? "email.title" : "email.titleAdd"),
            paragraphs: paragraphs,
            fields: [
                Field(
                    id: "email",
                    kind: .email(autocomplete: "email"),
                    label: Message("fields.newEmail"),
                    value: value,
                    autofocus: true
                )
            ],
            problems: problems,
            button: Message(hasOld ? "email.button" : "email.buttonFirst"),
            cancelPath: "/security",
            in: frame.words
        )
    }
}

/// `/security/email/codes`: a code from each address, in either order.
package struct EmailCodesPage: Page {
    package static let template = "email-codes"

    /// One of the two addresses, and whether it has agreed.
    package struct Side: Sendable, Equatable {
        package let email: String
        package let isConfirmed: Bool
        package let problem: MailCodeProblem?

        package init(email: String, isConfirmed: Bool, problem: MailCodeProblem? = nil) {
            self.email = email
            self.isConfirmed = isConfirmed
            self.problem = problem
        }
    }

    package let new: Side
    /// Nil if there was no confirmed address before.
    package let old: Side?
    package let expiresAt: Date
    package let again: MailAgain?

    package init(new: Side, old: Side?, expiresAt: Date, again: MailAgain? = nil) {
        self.new = new
        self.old = old
        self.expiresAt = expiresAt
        self.again = again
    }

    package func problems(in frame: PageFrame) -> [Problem] {
        [("new-code", new.problem), ("old-code", old?.problem)].compactMap { id, problem in
            problem.map { Problem(field: id, $0.message) }
        }
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let problems = problems(in: frame)
        let sides = [("new-code", new), ("old-code", old)].compactMap { id, side in side.map { (id, $0) } }
        let open = sides.filter { !$0.1.isConfirmed }
        return [
            "heading": .text(words.text(heading)),
            "text": .markup(words.markup("email.codesText", ["time": .moment(expiresAt)])),
            "confirmed": .list(
                sides.filter(\.1.isConfirmed).map {
                    .markup(words.markup("email.confirmed", ["email": .name($0.1.email)]))
                }
            ),
            "fields": .list(
                open.enumerated().map { index, side in
                    Field.code(
                        label: Message("email.oldCode", ["email": .name(side.1.email)]),
                        hint: nil,
                        id: side.0,
                        autofocus: index == 0
                    ).filled(problems).values(in: words)
                }
            ),
            "button": .text(words.text(old == nil ? "email.codesButtonOne" : "email.codesButton")),
            "againPath": "/security/email/again",
            "againLabel": .text(words.text(old == nil ? "confirmEmail.again" : "email.again")),
            "again": .markup(again.map { words.markup($0.message) }),
            "late": LateMail.values(email: new.email, in: frame),
        ]
    }

    private var heading: String { old == nil ? "email.codesTitleOne" : "email.codesTitle" }
}

/// `/security/email/confirm/{token}`: the link in either mail. Only the button acts.
package struct EmailChangeLinkPage: Page {
    package static let template = "plain"

    package let newEmail: String

    package init(newEmail: String) {
        self.newEmail = newEmail
    }

    package func title(in words: Words) -> String { words.text("email.linkTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("email.linkTitle"),
            paragraphs: [Message("email.linkText", ["email": .name(newEmail)])],
            action: Plain.Action(label: Message("email.linkButton")),
            in: frame.words
        )
    }
}

/// After the button of that link: done, or waiting for the other address.
package struct EmailChangeAgreedPage: Page {
    package static let template = "plain"

    package enum Outcome: Sendable, Equatable {
        case changed
        case waitingForOther
        /// The new address has come to belong to somebody else.
        case taken
    }

    package let outcome: Outcome

    package init(outcome: Outcome) {
        self.outcome = outcome
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message(heading),
            paragraphs: [Message(text)],
            links: [Plain.Link(href: "/security", label: Message("section.security"), isButton: true)],
            in: frame.words
        )
    }

    private var heading: String {
        switch outcome {
        case .changed: "security.flash.emailChanged"
        case .waitingForOther: "email.agreedTitle"
        case .taken: "email.takenTitle"
        }
    }

    private var text: String {
        switch outcome {
        case .changed: "email.changedText"
        case .waitingForOther: "email.agreedText"
        case .taken: "problems.email.taken"
        }
    }
}

/// `/security/name`: what the person is called.
package struct ChangeNamePage: FormPage {
    package static let template = "form"

    package let value: String
    package let problems: [Problem]

    package init(value: String, problems: [Problem] = []) {
        self.value = value
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("name.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("name.title"),
            fields: [.name(value: value)],
            problems: problems,
            button: Message("name.button"),
            cancelPath: "/security",
            in: frame.words
        )
    }
}
