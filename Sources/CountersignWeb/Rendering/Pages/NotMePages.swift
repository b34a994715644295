/// `/not-me/{token}`: shows what a mail told; the button freezes the account.
package struct NotMePage: Page {
    package static let template = "not-me"

    package let event: EventRow
    /// Opened from Activity rather than from a mail.
    package let isFromActivity: Bool

    package init(event: EventRow, isFromActivity: Bool = false) {
        self.event = event
        self.isFromActivity = isFromActivity
    }

    package func title(in words: Words) -> String { words.text("notMe.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "intro": .text(words.text(isFromActivity ? "notMe.textActivity" : "notMe.text")),
            "event": .group(event.values(in: frame, withDay: true)),
            "what": .markup(words.markup("notMe.what", ["organisation": .name(frame.organisation)])),
        ]
    }
}

/// After the button, and after a right password of an account that is closed: nobody signs in.
package struct ClosedAccountPage: Page {
    package static let template = "plain"

    package enum Reason: Sendable, Equatable {
        /// Just now, by this browser's button.
        case frozenNow
        case frozen
        case disabled
    }

    package let reason: Reason
    /// What to quote to support.
    package let reference: String

    package init(reason: Reason, reference: String) {
        self.reason = reason
        self.reference = reference
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let quoted: [String: Filling] = ["reference": .name(reference)]
        let organisation: [String: Filling] = ["organisation": .name(frame.organisation)]
        let paragraphs =
            switch reason {
            case .frozenNow:
                [Message("notMe.done", organisation), frame.ask("notMe.doneContact", "notMe.doneNoContact", quoted)]
            case .frozen:
                [Message("closed.frozen"), frame.ask("closed.contact", "closed.noContact", quoted)]
            case .disabled:
                [Message("closed.disabled", organisation), frame.ask("closed.contact", "closed.noContact", quoted)]
            }
        return Plain.page(heading: Message(heading), paragraphs: paragraphs, in: frame.words)
    }

    private var heading: String {
        switch reason {
        case .frozenNow: "notMe.doneTitle"
        case .frozen: "closed.frozenTitle"
        case .disabled: "closed.disabledTitle"
        }
    }
}
