import Foundation

/// `/setup`: policy demands a second factor, and nothing else of the account is reachable before there is one.
package struct SetupPage: Page {
    package static let template = "setup"

    /// Why the person sees it.
    package enum Reason: Sendable {
        /// They were let in because all their earlier factors are lost.
        case recovery
        /// Support asked for a new second step.
        case again
        case everyone
        case staff
        /// What they have does not count.
        case ended([KindPages])
        /// What they have a false page could ask for.
        case passkey
    }

    /// Until when they may go on without.
    package struct Grace: Sendable {
        let until: Date
        let days: Int

        package init(until: Date, now: Date) {
            self.until = until
            days = max(1, Int((until.timeIntervalSince(now) / (24 * 3600)).rounded(.up)))
        }
    }

    package let reason: Reason
    /// Who asks; nil for the name that the whole server has.
    package let organisation: String?
    package let grace: Grace?

    package init(reason: Reason = .everyone, organisation: String? = nil, grace: Grace? = nil) {
        self.reason = reason
        self.organisation = organisation
        self.grace = grace
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        var blanks: [String: Filling] = ["organisation": .name(organisation ?? frame.organisation)]
        if let grace { blanks["day"] = .day(grace.until) }
        return [
            "heading": .text(title(in: words)),
            "text": .markup(
                words.markup(isFixed ? "setup.\(key)" : "setup.\(key)From", blanks)
            ),
            "later": .text(grace.map { words.text("setup.daysLeft", ["count": .number($0.days)]) }),
        ]
    }

    /// Whether it is said in the same words whatever the day.
    private var isFixed: Bool {
        switch reason {
        case .recovery, .again: true
        case .everyone, .staff, .ended, .passkey: grace == nil
        }
    }

    private var heading: Message {
        switch reason {
        case .recovery: return Message("setup.recoveryTitle")
        case .again: return Message("setup.againTitle")
        case .everyone, .staff: return Message("setup.title")
        case .passkey: return Message("setup.passkeyTitle")
        case .ended(let kinds):
            let word = grace == nil ? "ended" : "ending"
            // The verb goes with the kind; of several none is named.
            guard kinds.count == 1, let kind = kinds.first else { return Message("setup.\(word)Title") }
            return kind.word(word)
        }
    }

    private var key: String {
        switch reason {
        case .recovery: "recoveryText"
        case .again: "againText"
        case .everyone: "text"
        case .staff: "staff"
        case .ended: "ended"
        case .passkey: "passkey"
        }
    }
}

/// `/setup/choose` and `/security/two-factor/new`: the kinds of factor that may be added.
package struct ChoosePage: Page {
    package static let template = "choose"

    package let kinds: [KindPages]
    /// False if the account has a second factor already.
    package let isFirst: Bool
    package let backPath: String?
    package let flash: Flash?

    package init(kinds: [KindPages], isFirst: Bool, backPath: String?, flash: Flash? = nil) {
        self.kinds = kinds
        self.isFirst = isFirst
        self.backPath = backPath
        self.flash = flash
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "notice": (flash?.box).values(in: words),
            "isFirst": .flag(isFirst),
            "heading": .text(words.text(heading)),
            "choices": .groups(SetUpChoices(of: kinds).values(in: words)),
            "isEmpty": .flag(kinds.isEmpty),
            "someNeedScript": .flag(kinds.contains(where: \.needsScript)),
            "backPath": .text(backPath),
        ]
    }

    private var heading: String { isFirst ? "choose.title" : "choose.titleMore" }
}
