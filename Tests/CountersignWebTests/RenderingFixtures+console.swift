import Countersign
import Foundation

@testable import CountersignWeb

/// The pages of staff.
extension Fixtures {
    static func staff(_ name: String, _ page: any Page) -> Fixture {
        Fixture(name: name, isPublic: false, page: page, role: .owner)
    }

    static let hostile = "<b>Sam</b> & “co” =1+1 \u{202E}\(longName)"

    static var console: [Fixture] {
        [
            staff("console-overview", OverviewPage()),
            staff("console-people", PeoplePage(query: "sam", people: people)),
            staff("console-people-none", PeoplePage(query: hostile, people: [])),
            staff("console-person", person),
            staff("console-person-bare", barePerson),
        ]
    }

    private static var people: [PeoplePage.Row] {
        let roles = Role.allCases.filter { $0 > .member }.map {
            PeoplePage.Row(
                id: "01\($0)",
                name: longName,
                email: longName,
                tags: [Tag(Message("roles.\($0.rawValue)"), .info)]
            )
        }
        let states = ["frozen", "disabled"].map {
            PeoplePage.Row(
                id: "02\($0)",
                name: hostile,
                email: "",
                tags: [Tag(Message("console.state.\($0)"), .bad)]
            )
        }
        return roles + states
    }

    private static var forecast: [SignInForecast.Step] {
        [
            .password, .passkeyAlone, .secondStep([.totp, .passkey]), .waiting(until: later(240), wrong: 6),
            .waiting(until: later(60), wrong: 1), .strongOnly, .backupCodes(1), .backupCodes(3), .remembered(1),
            .remembered(2), .stillIn(["pair", "passkey", "yubikey", "email", "backup_code"]), .stillIn([]),
        ] + Account.State.allCases.map { .closed($0) } + [.noPassword, .noSecondStep, .mustSetUp]
    }

    private static var person: PersonPage {
        PersonPage(
            id: "01JC",
            name: "Sam Okafor",
            signInName: "sam",
            email: "sam.okafor@example.com",
            lastSignInAt: ago(3600),
            tags: [
                Tag(Message("console.state.on"), .ok),
                Tag(Message("console.state.waiting", ["time": .time(later(240))]), .bad),
            ],
            notices: [Box(tone: .warn, title: Message("console.state.frozen"))],
            ways: [
                .init(
                    kind: Message("kinds.passkey.name"),
                    label: "MacBook Touch ID",
                    addedAt: ago(200 * day),
                    lastUsedAt: ago(3600),
                    links: [.init("/admin/people/01JC", Message("security.remove"))]
                ),
                .init(
                    kind: Message("kinds.totp.name"),
                    label: hostile,
                    addedAt: ago(250 * day),
                    lastUsedAt: nil,
                    driftSeconds: 150
                ),
                .init(kind: Message("kinds.totp.name"), addedAt: ago(day), lastUsedAt: nil, driftSeconds: -30),
                .init(
                    kind: Message("security.backupCodes"),
                    addedAt: ago(250 * day),
                    lastUsedAt: nil,
                    left: (2, 5)
                ),
            ],
            explanation: forecast.map(\.message),
            events: events,
            allEventsPath: "/admin/audit?person=01JC",
            places: [
                .init(
                    browser: Browser(userAgent: "Firefox/145.0 Windows"),
                    address: "203.0.113.7",
                    since: ago(3600),
                    lastSeenAt: ago(60)
                ),
                .init(
                    browser: Browser(userAgent: hostile),
                    address: "",
                    since: ago(day),
                    lastSeenAt: ago(day),
                    rememberedUntil: later(20 * day)
                ),
            ],
            actions: [
                .init("/admin/people/01JC", Message("security.rename")),
                .init("/admin/people/01JC", Message("security.remove"), isDangerous: true),
            ]
        )
    }

    private static var barePerson: PersonPage {
        PersonPage(
            id: "01JC",
            name: hostile,
            signInName: hostile,
            email: nil,
            lastSignInAt: nil,
            tags: [Tag(Message("console.state.off"), .warn)],
            ways: [],
            explanation: [SignInForecast.Step.password.message],
            events: [],
            places: []
        )
    }
}
