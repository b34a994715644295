/// A mailed link that does not work any more: says which of used, replaced, expired or changed, and what to do.
package struct OldLinkPage: Page {
    package static let template = "plain"

    package enum Ending: String, Sendable, CaseIterable {
        case used
        case replaced
        case expired
        /// The request was cancelled, or its address changed.
        case changed
        case unknown
    }

    package enum Purpose: String, Sendable, CaseIterable {
        case signUp
        case confirmEmail
        case changeEmail
        case resetPassword
        case notMe
        case recovery
        case keepAccount
        case firstOwner
        case invitation
    }

    package let purpose: Purpose
    package let ending: Ending

    package init(purpose: Purpose, ending: Ending) {
        self.purpose = purpose
        self.ending = ending
    }

    package func title(in words: Words) -> String { words.text("oldLink.\(ending.rawValue)Title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        var paragraphs = [Message("oldLink.\(ending.rawValue)Text")]
        if purpose == .firstOwner, ending != .used {
            paragraphs.append(Message("oldLink.next.firstOwner"))
        }
        return Plain.page(
            heading: Message("oldLink.\(ending.rawValue)Title"),
            paragraphs: paragraphs,
            links: [next],
            in: frame.words
        )
    }

    private var next: Plain.Link {
        switch purpose {
        case .signUp where ending != .used:
            Plain.Link(href: "/sign-up", label: Message("oldLink.next.signUp"), isButton: true)
        case .resetPassword where ending != .used:
            Plain.Link(href: "/password/forgot", label: Message("oldLink.next.forgotten"), isButton: true)
        case .changeEmail where ending != .used, .confirmEmail where ending != .used:
            Plain.Link(href: "/security/email", label: Message("oldLink.next.email"), isButton: true)
        case .notMe:
            Plain.Link(href: "/help", label: Message("oldLink.next.help"))
        case .signUp, .recovery, .keepAccount, .resetPassword, .changeEmail, .confirmEmail, .firstOwner, .invitation:
            Plain.Link(href: "/sign-in", label: Message("oldLink.next.signIn"), isButton: true)
        }
    }
}
