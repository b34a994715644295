import Foundation

/// `/security/devices`: the browsers that are signed in.
package struct DevicesPage: Page {
    package static let template = "devices"
    package static let section: AccountSection? = .devices

    package struct Session: Sendable, Equatable {
        package let id: String
        package let browser: Browser
        package let place: String
        package let signedInAt: Date
        package let lastSeenAt: Date
        package let isThisBrowser: Bool

        package init(
            id: String,
            browser: Browser,
            place: String,
            signedInAt: Date,
            lastSeenAt: Date,
            isThisBrowser: Bool
        ) {
            self.id = id
            self.browser = browser
            self.place = place
            self.signedInAt = signedInAt
            self.lastSeenAt = lastSeenAt
            self.isThisBrowser = isThisBrowser
        }
    }

    package let sessions: [Session]
    package let flash: Flash?

    package init(sessions: [Session], flash: Flash? = nil) {
        self.sessions = sessions
        self.flash = flash
    }

    package func title(in words: Words) -> String { words.text("devices.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "notice": (flash?.box).values(in: frame.words),
            "sessions": .groups(sessions.map { row($0, in: frame) }),
            "hasOthers": .flag(sessions.contains { !$0.isThisBrowser }),
        ]
    }

    private func row(_ session: Session, in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        var facts = [
            words.markup("devices.signedIn", ["when": .message(words.ago(session.signedInAt, from: frame.now))]),
            words.markup("devices.lastSeen", ["when": .message(words.ago(session.lastSeenAt, from: frame.now))]),
        ]
        if !session.place.isEmpty { facts.append(words.markup("devices.place", ["place": .name(session.place)])) }
        return [
            "name": .text(words.text(session.browser.title)),
            "isThis": .flag(session.isThisBrowser),
            "facts": .markup(Markup.joined(facts)),
            "path": .text("/security/devices/\(PageFrame.encoded(session.id))/sign-out"),
        ]
    }
}

/// `/sign-out`, for those who come by a link rather than by the button on every page.
package struct SignOutPage: Page {
    package static let template = "question"

    package let account: String

    package init(account: String) {
        self.account = account
    }

    package func title(in words: Words) -> String { words.text("signOut.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.question(
            heading: Message("signOut.title"),
            paragraphs: [Message("signOut.text", ["account": .name(account)])],
            action: Plain.Action(label: Message("signOut.button"), path: "/sign-out"),
            last: Plain.Link(href: "/security", label: Message("signOut.stay")),
            in: frame.words
        )
    }
}
