import Foundation

/// One of the ways that a person has, as a choice on `/sign-in/methods`, on the page to wait, and on `/sign-in/lost`.
package enum Way: Sendable, Equatable {
    /// - Parameters:
    ///   - factorID: which app; the try is judged against it.
    ///   - pausedUntil: single codes wait; it stays readable, but is no link.
    case app(factorID: String, device: String?, lastUsedAt: Date?, pausedUntil: Date?)
    /// Single codes are spent altogether.
    case appSpent(device: String?)
    case twoCodes
    case backupCode(left: Int, of: Int)
    /// To prove oneself again, where there is no second factor.
    case password

    func choice(for purpose: CodePurpose, in frame: PageFrame) -> Choice {
        let words = frame.words
        switch self {
        case .app(let factorID, let device, let lastUsedAt, let pausedUntil):
            let query = purpose == .signIn ? "?" : "&"
            var choice = Choice(
                href: "\(purpose.path("app"))\(query)factor=\(PageFrame.encoded(factorID))",
                icon: "icon-phone",
                title: Message("methods.app"),
                text: Self.text(device: device, lastUsedAt: lastUsedAt, words: words, now: frame.now)
            )
            if let pausedUntil {
                choice.isPaused = true
                choice.tag = Message("methods.pausedUntil", ["time": .clock(pausedUntil)])
                choice.tagTone = "warn"
            }
            return choice
        case .appSpent(let device):
            return Choice(
                href: purpose.path("app"),
                icon: "icon-phone",
                title: Message("methods.app"),
                text: device.map { Message("methods.device", ["device": .name($0)]) } ?? Message("methods.appText"),
                tag: Message("methods.paused"),
                tagTone: "warn",
                isPaused: true
            )
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
        case .password:
            return Choice(href: purpose.path("password"), icon: "icon-lock", title: Message("methods.password"))
        }
    }

    private static func text(device: String?, lastUsedAt: Date?, words: Words, now: Date) -> Message {
        let use = lastUsedAt.map { Message("methods.lastUsed", ["when": .message(words.ago($0, from: now))]) }
        switch (device, use) {
        case (let device?, let use?):
            return Message("methods.appNamed", ["device": .name(device), "use": .message(use)])
        case (let device?, nil): return Message("methods.device", ["device": .name(device)])
        case (nil, let use?): return use
        case (nil, nil): return Message("methods.appText")
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
            "lostPath": .text(purpose == .signIn ? "/sign-in/lost" : nil),
        ]
    }
}

/// `/sign-in/lost`: I can’t get a code. The other ways, help by what happened, and whom to ask.
package struct LostPage: Page {
    package static let template = "lost"

    package let ways: [Way]

    package init(ways: [Way]) {
        self.ways = ways
    }

    package func title(in words: Words) -> String { words.text("lost.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "hasChoices": .flag(!ways.isEmpty),
            "choices": ways.values(for: .signIn, in: frame),
            "contact": .markup(frame.words.markup(frame.ask("lost.contact", "lost.noContact"))),
        ]
    }
}
