import Foundation

/// One of the ways that a person has, as a choice on `/sign-in/methods`, on the page to wait, and on `/sign-in/lost`.
package enum Way: Sendable {
    /// - Parameters:
    ///   - id: which factor; the try is judged against it.
    ///   - label: empty if it has none.
    ///   - pause: single codes wait; it stays readable, but is no link.
    case factor(KindPages, id: String, label: String, lastUsedAt: Date?, pause: Pause? = nil)
    case twoCodes
    case backupCode(left: Int, of: Int)
    /// One that support made.
    case bypassCode(until: Date)
    /// To prove oneself again, where there is no second factor.
    case password

    func choice(for purpose: CodePurpose, in frame: PageFrame) -> Choice {
        let words = frame.words
        switch self {
        case .factor(let kind, let id, let label, let lastUsedAt, let pause):
            let query = purpose == .signIn ? "?" : "&"
            var choice = Choice(
                href: "\(purpose.path(kind.segment))\(query)factor=\(PageFrame.encoded(id))",
                icon: kind.icon,
                title: kind.name,
                text: Self.text(kind, label: label, lastUsedAt: lastUsedAt, words: words, now: frame.now),
                isPost: kind.sends
            )
            if let pause {
                choice.isPaused = true
                choice.tag = pause.tag
                choice.tagTone = "warn"
            }
            return choice
        case .twoCodes:
            return Choice(
                href: purpose.twoCodesPath,
                icon: "icon-pair",
                title: Message("methods.twoCodes"),
                text: Message("methods.twoCodesText")
            )
        case .backupCode(let left, let total):
            return Choice(
                href: purpose.path("backup"),
                icon: "icon-sheet",
                title: Message("methods.backupCode"),
                text: Message("methods.backupCodeLeft", ["count": .number(left), "total": .number(total)])
            )
        case .bypassCode(let until):
            return Choice(
                href: purpose.path("bypass"),
                icon: "icon-info",
                title: Message("methods.bypassCode"),
                text: Message("methods.bypassCodeText", ["time": .end(until, seenAt: frame.now)])
            )
        case .password:
            return Choice(href: purpose.path("password"), icon: "icon-lock", title: Message("methods.password"))
        }
    }

    private static func text(
        _ kind: KindPages,
        label: String,
        lastUsedAt: Date?,
        words: Words,
        now: Date
    ) -> Message {
        let device = label.isEmpty ? nil : label
        let use = lastUsedAt.map { Message("methods.lastUsed", ["when": .message(words.ago($0, from: now))]) }
        switch (device, use) {
        case (let device?, let use?):
            return Message("methods.named", ["device": .name(device), "use": .message(use)])
        case (let device?, nil): return Message("methods.device", ["device": .name(device)])
        case (nil, let use?): return use
        case (nil, nil): return kind.word("asked")
        }
    }

    /// Why single codes are not looked at.
    package enum Pause: Sendable, Equatable {
        case until(Date)
        /// They are spent altogether.
        case spent

        fileprivate var tag: Message {
            switch self {
            case .until(let date): Message("methods.pausedUntil", ["time": .clock(date)])
            case .spent: Message("methods.paused")
            }
        }
    }
}

extension [Way] {
    func values(for purpose: CodePurpose, in frame: PageFrame) -> TemplateValue {
        .groups(map { $0.choice(for: purpose, in: frame).values(in: frame.words) })
    }
}

/// `/sign-in/methods` and `/security/confirm/methods`: the other ways that this person has, best first.
package struct MethodsPage: Page {
    package static let template = "methods"

    package let ways: [Way]
    package let purpose: CodePurpose

    package init(ways: [Way], purpose: CodePurpose = .signIn) {
        self.ways = ways
        self.purpose = purpose
    }

    package func title(in words: Words) -> String { words.text("methods.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "choices": ways.values(for: purpose, in: frame),
            "isForConsole": .flag(purpose.isForConsole),
            "lostPath": .text(purpose == .signIn ? "/sign-in/lost" : nil),
        ]
    }
}

/// `/sign-in/lost`: I can’t get a code. The other ways, help by what happened, and whom to ask.
package struct LostPage: Page {
    package static let template = "lost"

    package let ways: [Way]
    /// Whether the account has an address that shows who asks for help.
    package let mayAsk: Bool

    package init(ways: [Way], mayAsk: Bool = true) {
        self.ways = ways
        self.mayAsk = mayAsk
    }

    package func title(in words: Words) -> String { words.text("lost.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "hasChoices": .flag(!ways.isEmpty),
            "choices": ways.values(for: .signIn, in: frame),
            "mayAsk": .flag(mayAsk),
            "contact": .markup(frame.words.markup(frame.ask("lost.contact", "lost.noContact"))),
        ]
    }
}
