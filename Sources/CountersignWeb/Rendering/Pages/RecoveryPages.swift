import Countersign
import Foundation

/// `/sign-in/lost/ask`: why, and how to reach the person.
package struct AskForHelpPage: FormPage {
    package static let template = "form"

    package let account: String
    /// Masked.
    package let email: String
    package let reason: String
    package let contact: String
    package let problems: [Problem]

    package init(account: String, email: String, reason: String = "", contact: String = "", problems: [Problem] = []) {
        self.account = account
        self.email = email
        self.reason = reason
        self.contact = contact
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("recovery.askTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("recovery.askTitle"),
            paragraphs: [Message("recovery.askText", ["organisation": .name(frame.organisation)])],
            fields: [
                Field(
                    id: "reason",
                    kind: .text(autocomplete: "off"),
                    label: Message("recovery.reason"),
                    value: reason,
                    hint: Message("recovery.reasonHint"),
                    autofocus: true
                ),
                Field(
                    id: "contact",
                    kind: .text(autocomplete: "tel"),
                    label: Message("recovery.contact"),
                    value: contact,
                    hint: Message("recovery.contactHint")
                ),
            ],
            problems: problems,
            button: Message("recovery.askButton", ["email": .name(email)]),
            cancelPath: "/sign-in/lost",
            progress: Message("secondStep.progress", ["account": .name(account)]),
            in: frame.words
        )
    }
}

/// `/sign-in/lost/code`: the code that shows who reads the account's mail.
package struct HelpCodePage: FormPage {
    package static let template = "form"

    /// Masked.
    package let email: String
    package let problem: MailCodeProblem?

    package init(email: String, problem: MailCodeProblem? = nil) {
        self.email = email
        self.problem = problem
    }

    package var problems: [Problem] {
        problem.map { [Problem(field: "code", $0.message)] } ?? []
    }

    package func title(in words: Words) -> String { words.text("recovery.codeTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("recovery.codeTitle"),
            paragraphs: [Message("recovery.codeText", ["email": .name(email)])],
            fields: [.code(hint: nil, autofocus: true)],
            problems: problems,
            button: Message("recovery.codeButton"),
            cancelPath: "/sign-in/lost",
            otherWays: [Plain.Link(href: "/sign-in/lost/ask", label: Message("recovery.codeAgain"))],
            in: frame.words
        )
    }
}

/// `/sign-in/lost/CS-7Q4F`: what has become of a request.
package struct RecoveryStatusPage: Page {
    package static let template = "plain"

    package let reference: String
    package let state: RecoveryRequest.State
    package let waitUntil: Date?
    package let expiresAt: Date
    package let decision: String
    /// What the wait approved no longer lets in.
    package let isOvertaken: Bool

    package init(_ request: RecoveryRequest, _ standing: Recovery.Standing, details: RecoveryRequest.Details) {
        self.init(
            reference: request.reference,
            state: request.state,
            waitUntil: standing.waitUntil,
            expiresAt: request.expiresAt,
            decision: details.decision ?? "",
            isOvertaken: standing.isOvertaken
        )
    }

    package init(
        reference: String,
        state: RecoveryRequest.State,
        waitUntil: Date? = nil,
        expiresAt: Date,
        decision: String = "",
        isOvertaken: Bool = false
    ) {
        self.reference = reference
        self.state = state
        self.waitUntil = waitUntil
        self.expiresAt = expiresAt
        self.decision = decision
        self.isOvertaken = isOvertaken
    }

    package func title(in words: Words) -> String {
        words.text("recovery.statusTitle", ["reference": .text(reference)])
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        var paragraphs: [Message] = []
        switch state {
        case .waiting:
            if let waitUntil {
                paragraphs.append(Message("recovery.waitingUntil", ["until": .moment(waitUntil)]))
            } else {
                paragraphs.append(Message("recovery.waitingStaff", ["organisation": .name(frame.organisation)]))
            }
            paragraphs.append(Message("recovery.waitingSignIn"))
        case .approved where isOvertaken: paragraphs.append(Message("recovery.overtaken"))
        case .approved: paragraphs.append(Message("recovery.approved", ["until": .moment(expiresAt)]))
        case .declined:
            paragraphs.append(Message("recovery.declined", ["organisation": .name(frame.organisation)]))
            if !decision.isEmpty { paragraphs.append(Message("recovery.declinedWhy", ["reason": .name(decision)])) }
        case .cancelled: paragraphs.append(Message("recovery.cancelled"))
        case .expired: paragraphs.append(Message("recovery.expired"))
        case .done: paragraphs.append(Message("recovery.done"))
        }
        paragraphs.append(frame.ask("recovery.contactStaff", "recovery.noContact", ["reference": .name(reference)]))
        return Plain.page(
            heading: Message("recovery.statusTitle", ["reference": .name(reference)]),
            paragraphs: paragraphs,
            action: state.isOpen ? Plain.Action(label: Message("recovery.takeBack"), isMain: false) : nil,
            links: [Plain.Link(href: "/sign-in", label: Message("recovery.signIn"), isButton: state == .approved)],
            in: frame.words
        )
    }
}

/// `/sign-in/lost/cancel/{token}`: opening it only shows; its button cancels.
package struct CancelRecoveryPage: Page {
    package static let template = "plain"

    package let reference: String
    package let askedAt: Date
    package let browser: Browser
    package let place: String

    package init(_ request: RecoveryRequest) {
        self.init(
            reference: request.reference,
            askedAt: request.askedAt,
            browser: Browser(userAgent: request.client.userAgent),
            place: request.client.address
        )
    }

    package init(reference: String, askedAt: Date, browser: Browser, place: String) {
        self.reference = reference
        self.askedAt = askedAt
        self.browser = browser
        self.place = place
    }

    package func title(in words: Words) -> String { words.text("recovery.cancelTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("recovery.cancelTitle"),
            paragraphs: [
                Message(
                    "recovery.cancelText",
                    [
                        "moment": .moment(askedAt), "client": .message(browser.message), "place": .name(place),
                        "reference": .name(reference),
                    ]
                ),
                Message("recovery.cancelWhat"),
            ],
            action: Plain.Action(label: Message("recovery.cancelButton"), isDangerous: true),
            footnotes: [Message("notMe.wasMe")],
            in: frame.words
        )
    }
}

/// After that button.
package struct RecoveryCancelledPage: Page {
    package static let template = "plain"

    package init() {}

    package func title(in words: Words) -> String { words.text("recovery.cancelledTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.page(
            heading: Message("recovery.cancelledTitle"),
            paragraphs: [Message("recovery.cancelledText")],
            links: [Plain.Link(href: "/password/forgot", label: Message("recovery.cancelledLink"), isButton: true)],
            in: frame.words
        )
    }
}
