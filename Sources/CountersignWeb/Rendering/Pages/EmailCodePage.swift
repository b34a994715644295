import Foundation

/// The code that was mailed for a second step, or the button that sends one: `/sign-in/email`,
/// `/security/confirm/email`, and the end of turning them on.
package struct EmailCodePage: Page {
    package static let template = "email-code"

    /// What the code is for.
    package enum Use: Sendable, Equatable {
        case secondStep(CodePurpose, remember: RememberBox? = nil)
        /// - Parameter otherPath: where "Choose a different way" leads.
        case turningOn(otherPath: String)
    }

    /// The mails that count beside each other.
    package struct Sent: Sendable, Equatable {
        /// Oldest first.
        package let references: [String]
        /// The newest.
        package let at: Date
        package let expiresAt: Date
        package let status: MailStatus?
        /// Twelve letters and digits.
        package let isLong: Bool

        package init(references: [String], at: Date, expiresAt: Date, status: MailStatus?, isLong: Bool = false) {
            self.references = references
            self.at = at
            self.expiresAt = expiresAt
            self.status = status
            self.isLong = isLong
        }
    }

    package let use: Use
    package let account: String
    /// Where codes go; masked, except for somebody who is signed in.
    package let email: String
    /// Nil while none was sent that still counts.
    package let sent: Sent?
    package let again: MailAgain?
    package let problem: MailCodeProblem?
    package let triesLeft: MailTriesLeft?

    package init(
        use: Use,
        account: String,
        email: String,
        sent: Sent?,
        again: MailAgain? = nil,
        problem: MailCodeProblem? = nil,
        triesLeft: MailTriesLeft? = nil
    ) {
        self.use = use
        self.account = account
        self.email = email
        self.sent = sent
        self.again = again
        self.problem = problem
        self.triesLeft = triesLeft
    }

    package func problems(in frame: PageFrame) -> [Problem] {
        // Without a field there is nothing to put right in it.
        guard sent != nil, let problem else { return [] }
        return [Problem(field: "code", problem.message)]
    }

    package func title(in words: Words) -> String { words.text("emailCode.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        var values: TemplateValues = [
            "progress": .markup(progress(in: words)),
            "isSent": .flag(sent != nil),
            "path": .text(path),
            "againPath": .text(againPath),
            "againLabel": .text(words.text("confirmEmail.again")),
            "again": .markup(again.map { words.markup($0.message) }),
            "button": .text(words.text(button)),
            "remember": remember.values(in: words),
            "triesLeft": .markup(triesLeft.map { words.markup($0.message) }),
            "unsent": .markup(words.markup("emailCode.unsent", ["email": .name(email)])),
            "sendLabel": .markup(words.markup("emailCode.send", ["email": .name(email)])),
            "late": LateMail.values(email: email, in: frame),
            "otherWays": .groups(otherWays.map { $0.values(in: words) }),
            "sent": .absent, "status": .absent, "statusPath": .absent, "references": .absent, "code": .absent,
        ]
        guard let sent else { return values }
        values["sent"] = .markup(
            words.markup(
                sent.isLong ? "emailCode.sentLong" : "emailCode.sent",
                ["email": .name(email), "time": .clock(sent.at), "until": .time(sent.expiresAt)]
            )
        )
        values["status"] = .markup(sent.status.map { words.markup($0.messageBesideOtherWays) })
        values["statusPath"] = .text(sent.status?.isFinal == false ? path : nil)
        values["references"] = .markup(
            sent.references.count > 1
                ? words.markup("emailCode.references", ["references": .list(sent.references)])
                : words.markup("emailCode.reference", ["reference": .text(sent.references.first ?? "")])
        )
        values["code"] = field(sent).filled(problems(in: frame)).values(in: words)
        return values
    }

    private func field(_ sent: Sent) -> Field {
        guard sent.isLong else { return .code(hint: Message("fields.mailCodeHint"), autofocus: true) }
        return Field(
            id: "code",
            kind: .longCode,
            label: Message("emailCode.longLabel"),
            hint: Message("emailCode.longHint"),
            autofocus: true
        )
    }

    private func progress(in words: Words) -> Markup? {
        switch use {
        case .secondStep(let purpose, _): purpose.progress(account: account, in: words)
        case .turningOn: nil
        }
    }

    private var path: String {
        switch use {
        case .secondStep(let purpose, _): purpose.path("email")
        case .turningOn: "/security/two-factor/email"
        }
    }

    private var againPath: String {
        switch use {
        case .secondStep(let purpose, _): purpose.path("email/again")
        case .turningOn: "/security/two-factor/email/again"
        }
    }

    private var button: String {
        switch use {
        case .secondStep(let purpose, _): purpose == .signIn ? "secondStep.button" : "confirm.button"
        case .turningOn: "emailCode.turnOn"
        }
    }

    private var remember: RememberBox? {
        if case .secondStep(_, let remember) = use { remember } else { nil }
    }

    private var otherWays: [Plain.Link] {
        switch use {
        case .secondStep(let purpose, _): purpose.otherWays
        case .turningOn(let path): [Plain.Link(href: path, label: Message("emailCode.otherWay"))]
        }
    }
}

extension MailStatus {
    /// The same, where there is another way than mail.
    fileprivate var messageBesideOtherWays: Message {
        switch self {
        case .queued, .accepted: message
        case .deferred: Message("emailCode.deferred")
        case .unreached: Message("emailCode.unreached")
        case .refused: Message("emailCode.refused")
        }
    }
}

/// `/security/two-factor/email`: what codes by e-mail are, and the button that sends the first one.
package struct EmailCodesSetupPage: Page {
    package static let template = "plain"

    /// The account's own address; nil if it has none.
    package let email: String?
    package let otherPath: String

    package init(email: String?, otherPath: String) {
        self.email = email
        self.otherPath = otherPath
    }

    package func title(in words: Words) -> String { words.text("emailCode.setUpTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let other = Plain.Link(href: otherPath, label: Message("emailCode.otherWay"))
        guard let email else {
            let add = Plain.Link(href: "/security/email", label: Message("emailCode.addAddress"), isButton: true)
            return Plain.page(
                heading: Message("emailCode.setUpTitle"),
                paragraphs: [Message("emailCode.noAddress")],
                links: [add, other],
                in: frame.words
            )
        }
        return Plain.page(
            heading: Message("emailCode.setUpTitle"),
            paragraphs: [Message("emailCode.setUpText", ["email": .name(email)])],
            action: Plain.Action(label: Message("emailCode.send", ["email": .text(email)])),
            links: [other],
            notice: Box(
                tone: .warn,
                title: Message("emailCode.setUpWeakerTitle"),
                text: Message("emailCode.setUpWeaker")
            ),
            in: frame.words
        )
    }
}
