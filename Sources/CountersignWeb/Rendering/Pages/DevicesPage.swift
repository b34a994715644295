import Foundation

/// `/security/devices`: the browsers that are signed in, and those that skip the second step.
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

    /// A browser, or an app's client, that is not asked for the second step.
    package struct Remembered: Sendable, Equatable {
        package let id: String
        package let browser: Browser
        /// The name of the app that keeps it, where it is not a browser of the portal.
        package let app: String?
        package let place: String
        package let since: Date
        package let lastUsedAt: Date
        package let until: Date
        package let isThisBrowser: Bool

        package init(
            id: String,
            browser: Browser,
            app: String? = nil,
            place: String,
            since: Date,
            lastUsedAt: Date,
            until: Date,
            isThisBrowser: Bool
        ) {
            self.id = id
            self.browser = browser
            self.app = app
            self.place = place
            self.since = since
            self.lastUsedAt = lastUsedAt
            self.until = until
            self.isThisBrowser = isThisBrowser
        }
    }

    package let sessions: [Session]
    /// Nil where nothing is remembered here.
    package let remembered: [Remembered]?
    package let flash: Flash?

    package init(sessions: [Session], remembered: [Remembered]? = nil, flash: Flash? = nil) {
        self.sessions = sessions
        self.remembered = remembered
        self.flash = flash
    }

    package func title(in words: Words) -> String { words.text("devices.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "notice": (flash?.box).values(in: frame.words),
            "sessions": .groups(sessions.map { row($0, in: frame) }),
            "hasOthers": .flag(sessions.contains { !$0.isThisBrowser }),
            "isRemembering": .flag(remembered != nil),
            "hasRemembered": .flag(remembered?.isEmpty == false),
            "remembered": .groups((remembered ?? []).map { row($0, in: frame) }),
        ]
    }

    private func row(_ device: Remembered, in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        var facts = [
            words.markup("devices.remembered", ["when": .message(words.ago(device.since, from: frame.now))]),
            words.markup("devices.lastUsed", ["when": .message(words.ago(device.lastUsedAt, from: frame.now))]),
        ]
        if !device.place.isEmpty { facts.append(words.markup("devices.place", ["place": .name(device.place)])) }
        facts.append(words.markup("devices.until", ["day": .day(device.until)]))
        let name = device.app.map { Message("devices.inApp", ["app": .name($0)]) } ?? device.browser.title
        return [
            "name": .markup(words.markup(name)),
            "isThis": .flag(device.isThisBrowser),
            "facts": .markup(Markup.joined(facts)),
            "path": .text("/security/devices/\(PageFrame.encoded(device.id))/forget"),
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
    package static let template = "sign-out"

    package let account: String
    /// Whether this browser skips the second step; then it may be forgotten too.
    package let isRemembered: Bool

    package init(account: String, isRemembered: Bool = false) {
        self.account = account
        self.isRemembered = isRemembered
    }

    package func title(in words: Words) -> String { words.text("signOut.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "who": .markup(frame.words.markup("signOut.text", ["account": .name(account)])),
            "isRemembered": .flag(isRemembered),
        ]
    }
}
