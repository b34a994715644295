import Foundation

/// `/admin/people/{id}`: one person, and how to help them. Never a secret, a code or a password.
package struct PersonPage: ConsolePage {
    package static let template = "console-person"
    package static let consoleSection = ConsoleSection.people

    /// A way to sign in: a factor, or the set of backup codes.
    package struct Way: Sendable, Equatable {
        package let kind: Message
        /// Empty if it has no name.
        package let label: String
        package let addedAt: Date
        package let lastUsedAt: Date?
        package let driftSeconds: Int
        /// Of backup codes: how many are left, of how many.
        package let left: (Int, Int)?
        /// What may be done with it here.
        package let links: [Link]

        package init(
            kind: Message,
            label: String = "",
            addedAt: Date,
            lastUsedAt: Date?,
            driftSeconds: Int = 0,
            left: (Int, Int)? = nil,
            links: [Link] = []
        ) {
            self.kind = kind
            self.label = label
            self.addedAt = addedAt
            self.lastUsedAt = lastUsedAt
            self.driftSeconds = driftSeconds
            self.left = left
            self.links = links
        }

        package static func == (one: Way, other: Way) -> Bool {
            one.kind == other.kind && one.label == other.label && one.addedAt == other.addedAt
                && one.lastUsedAt == other.lastUsedAt
        }
    }

    /// A link or a button that leads to one.
    package struct Link: Sendable, Equatable {
        package let href: String
        package let label: Message
        package let isDangerous: Bool

        package init(_ href: String, _ label: Message, isDangerous: Bool = false) {
            self.href = href
            self.label = label
            self.isDangerous = isDangerous
        }
    }

    /// A browser that is signed in or remembered.
    package struct Place: Sendable, Equatable {
        package let browser: Browser
        package let address: String
        package let since: Date
        package let lastSeenAt: Date
        /// Skips the second step until then; nil for a session.
        package let rememberedUntil: Date?

        package init(browser: Browser, address: String, since: Date, lastSeenAt: Date, rememberedUntil: Date? = nil) {
            self.browser = browser
            self.address = address
            self.since = since
            self.lastSeenAt = lastSeenAt
            self.rememberedUntil = rememberedUntil
        }
    }

    package let id: String
    package let name: String
    package let signInName: String
    package let email: String?
    /// Whether mails about the account reach anybody.
    package let isMailed: Bool
    package let lastSignInAt: Date?
    package let tags: [Tag]
    /// What is going on with this person: a pause, an open request.
    let notices: [Box]
    package let ways: [Way]
    package let explanation: [Message]
    package let events: [EventRow]
    package let allEventsPath: String?
    let mails: SentMails
    package let places: [Place]
    /// "Help this person".
    package let actions: [Link]

    init(
        id: String,
        name: String,
        signInName: String,
        email: String?,
        isMailed: Bool,
        lastSignInAt: Date?,
        tags: [Tag],
        notices: [Box] = [],
        ways: [Way],
        explanation: [Message],
        events: [EventRow],
        allEventsPath: String? = nil,
        mails: SentMails = SentMails(),
        places: [Place],
        actions: [Link] = []
    ) {
        self.id = id
        self.name = name
        self.signInName = signInName
        self.email = email
        self.isMailed = isMailed
        self.lastSignInAt = lastSignInAt
        self.tags = tags
        self.notices = notices
        self.ways = ways
        self.explanation = explanation
        self.events = events
        self.allEventsPath = allEventsPath
        self.mails = mails
        self.places = places
        self.actions = actions
    }

    package func title(in words: Words) -> String {
        words.text("console.person.pageTitle", ["name": .name(name)])
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "name": .text(name),
            "tags": .groups(tags.map { $0.values(in: words) }),
            "facts": .markup(facts(in: frame)),
            "notices": .list(notices.map { $0.values(in: words) }),
            "hasWays": .flag(!ways.isEmpty),
            "ways": .groups(ways.map { row($0, in: frame) }),
            "explanation": .list(explanation.map { .markup(words.markup($0)) }),
            "hasEvents": .flag(!events.isEmpty),
            "events": .groups(events.map { $0.values(in: frame, withDay: true) }),
            "allEventsPath": .text(allEventsPath),
            "mails": mails.values(in: frame),
            "hasBrowsers": .flag(!places.isEmpty),
            "browsers": .groups(places.map { row($0, in: frame) }),
            "hasActions": .flag(!actions.isEmpty),
            "helpText": .text(words.text(isMailed ? "console.person.helpText" : "console.person.helpTextUnmailed")),
            "actions": .groups(
                actions.map { action in
                    [
                        "href": .text(action.href),
                        "label": .text(words.text(action.label)),
                        "isDangerous": .flag(action.isDangerous),
                    ]
                }
            ),
        ]
    }

    private func facts(in frame: PageFrame) -> Markup {
        let words = frame.words
        var facts = [Markup.isolated(signInName)]
        if let email, email != signInName { facts.append(.isolated(email)) }
        facts.append(
            lastSignInAt.map {
                words.markup("console.person.lastSignIn", ["when": .message(words.ago($0, from: frame.now))])
            } ?? words.markup("console.person.neverSignedIn")
        )
        return .joined(facts)
    }

    private func row(_ way: Way, in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let name =
            way.label.isEmpty
            ? words.markup(way.kind)
            : .joined([words.markup(way.kind), .isolated(way.label)])
        return [
            "name": .markup(name),
            "of": .text(way.label.isEmpty ? words.text(way.kind) : way.label),
            "facts": .markup(.joined(facts(of: way, in: frame))),
            "drift": .markup(drift(way, in: words)),
            "hasLinks": .flag(!way.links.isEmpty),
            "links": .groups(
                way.links.map { ["href": .text($0.href), "label": .text(words.text($0.label))] }
            ),
            "left": .text(
                way.left.map {
                    words.text("methods.backupCodeLeft", ["count": .number($0.0), "total": .number($0.1)])
                }
            ),
        ]
    }

    private func facts(of way: Way, in frame: PageFrame) -> [Markup] {
        let words = frame.words
        var facts = [words.markup("security.added", ["day": .day(way.addedAt)])]
        if let used = way.lastUsedAt {
            facts.append(words.markup("security.usedWhen", ["when": .message(words.ago(used, from: frame.now))]))
        } else if way.left == nil {
            facts.append(words.markup("security.neverUsed"))
        }
        return facts
    }

    private func drift(_ way: Way, in words: Words) -> Markup? {
        guard way.driftSeconds != 0 else { return nil }
        return words.markup(
            way.driftSeconds > 0 ? "security.drift" : "security.driftBehind",
            ["duration": .duration(seconds: way.driftSeconds)]
        )
    }

    private func row(_ place: Place, in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        var facts = [
            words.markup("devices.lastSeen", ["when": .message(words.ago(place.lastSeenAt, from: frame.now))])
        ]
        if !place.address.isEmpty { facts.append(words.markup("devices.place", ["place": .name(place.address)])) }
        if let until = place.rememberedUntil { facts.append(words.markup("devices.until", ["day": .day(until)])) }
        return [
            "name": .text(words.text(place.browser.title)),
            "kind": .text(
                words.text(place.rememberedUntil == nil ? "console.person.signedIn" : "console.person.remembered")
            ),
            "facts": .markup(.joined(facts)),
        ]
    }
}
