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
            staff("console-overview", overview()),
            staff("console-overview-clock-ahead", overview(behind: 9, clock: .unsynchronised)),
            staff("console-overview-clock-behind", overview(ahead: 9, clock: .notKnown)),
            staff(
                "console-overview-empty",
                OverviewPage(weeks: [], organisations: [], waiting: 0, paused: 0, clock: .notKnown)
            ),
            staff("console-delivery", DeliveryPage(mail: mailFigures, takenAt: now, testTo: longName)),
            staff("console-settings", settingsPage()),
            staff("console-settings-problems", settingsPage(problems: settingsProblems)),
            staff("console-words-saved", peoplePage(people, flash: .wordsSaved)),
            staff("console-words-back", peoplePage(people, flash: .wordsAreOurs)),
            staff("console-settings-meanwhile", settingsPage(problems: overtaken)),
            staff("console-settings-colour", settingsPage(problems: [Problem(SettingTheServer.Problem.colourShape)])),
            staff("console-delivery-none", DeliveryPage(mail: Figures.Mail(), takenAt: nil, testTo: nil)),
            staff("console-people", peoplePage(people, next: true)),
            staff("console-people-one", peoplePage([people[0]], "after=61.01JC&sort=sign-in")),
            staff("console-people-flash", peoplePage(people, flash: .reminded)),
            staff("console-people-nobody", peoplePage(people, flash: .nobodyReminded)),
            staff("console-people-chosen", peoplePage(people, flash: .nobodyChosen)),
            staff("console-people-asked", peoplePage(people, asked: .init(asked: 3, waiting: 1, leftOut: 2))),
            staff("console-people-asked-later", peoplePage(people, asked: .init(waiting: 1, leftOut: 1))),
            staff("console-people-asked-none", peoplePage(people, asked: .init(leftOut: 2))),
            staff("console-test-mail", peoplePage(people, flash: .testMailSent)),
            staff("console-settings-saved", peoplePage(people, flash: .settingsSaved)),
            staff("console-people-none", peoplePage([], "q=%3Cb%3E%22&show=waiting")),
            staff("console-audit", auditPage(auditRows, next: 17)),
            staff("console-audit-empty", auditPage([], "")),
            staff(
                "console-audit-problems",
                auditPage(
                    [],
                    "from=x&through=y&person=%3Cb%3E%22",
                    problems: [
                        Problem(field: "from", "console.audit.badDay"),
                        Problem(field: "through", "console.audit.badDay"),
                        Problem(field: "area", "console.audit.badChoice"),
                        Problem(field: "person", "console.audit.nobody"),
                    ]
                )
            ),
        ] + eventPages + [
            staff("console-person", person),
            staff("console-person-bare", barePerson),
        ] + policy
    }

    private static func form(_ query: String) -> Form {
        Form((try? URLEncoded.fields(in: query.utf8)) ?? [:])
    }

    private static func peoplePage(
        _ people: [PersonSummary],
        _ query: String = "q=sam&show=none",
        next: Bool = false,
        flash: Flash? = nil,
        asked: AskingSeveral.Outcome? = nil
    ) -> PeoplePage {
        PeoplePage(
            list: PeopleList(form(query)),
            people: people,
            next: next ? PeoplePlace(key: [1, 255], id: Account.ID("01JC")) : nil,
            choosable: Set(people.prefix(2).map(\.id)),
            mayRemind: !people.isEmpty,
            mayAskAgain: people.count > 1,
            mayExport: true,
            notice: flash?.box ?? asked.flatMap { AskedSeveral(AskedSeveral($0).text)?.box }
        )
    }

    private static var people: [PersonSummary] {
        let states = Account.State.allCases.map { state in
            PersonSummary(
                id: Account.ID("02\(state)"),
                name: hostile,
                displayName: hostile,
                email: state == .active ? nil : longName,
                role: .member,
                state: state,
                kinds: [.totp, .passkey, Kind(rawValue: "other")],
                factors: 3,
                lastSignInAt: ago(3600),
                waitsUntil: later(240),
                pausedUntil: later(7200)
            )
        }
        return Role.allCases.map { role in
            PersonSummary(
                id: Account.ID("01\(role)"),
                name: longName,
                displayName: "",
                email: longName,
                role: role,
                state: .active,
                kinds: [],
                factors: 0,
                lastSignInAt: nil,
                waitsUntil: nil
            )
        } + states
    }

    private static func auditPage(
        _ rows: [AuditRow],
        _ query: String = "from=2026-11-01&through=2026-11-22&area=staff&by=member:01JC&outcome=refused&before=99",
        next: Int64? = nil,
        problems: [Problem] = []
    ) -> AuditPage {
        AuditPage(
            filter: AuditFilter(form(query)),
            rows: rows,
            next: next,
            staff: [("member:01JC", hostile)],
            mayExport: true,
            problems: problems
        )
    }

    private static var auditRows: [AuditRow] {
        let actors: [Message?] =
            ["erased", "removedApp", "host", "system", "visitor"].map { Message("console.audit.by.\($0)") } + [
                nil, Message("console.audit.by.name", ["name": .name(hostile)]),
                Message("console.audit.by.app", ["app": .name(hostile)]),
            ]
        return actors.enumerated().map { number, actor in
            AuditRow(
                position: Int64(number + 1),
                at: ago(Double(number)),
                isRefused: number == 1,
                sentence: events[number % events.count].sentence,
                actor: actor,
                person: number == 0 ? nil : ("01JC", number == 2 ? nil : hostile),
                browser: number == 3 ? Browser(userAgent: hostile) : nil,
                address: number == 4 ? "192.0.2.7" : "",
                reason: number == 5 ? hostile : "",
                reference: number == 6 ? "CS-7Q4F" : "",
                category: number == 4 ? "lost_phone" : "",
                ticket: number == 4 ? hostile : "",
                approver: number == 4 ? hostile : ""
            )
        }
    }

    private static var eventPages: [Fixture] {
        ChainMark.allCases.enumerated().map { number, mark in
            let event = Event(
                id: Event.ID("01JC"),
                at: now,
                kind: .accountUnlocked,
                accountID: Account.ID("01JC"),
                actor: .host,
                data: ["reason": hostile],
                personal: [1]
            )
            return staff(
                "console-event-\(mark)",
                AuditEventPage(
                    row: auditRows[number + 1],
                    stored: StoredEvent(event: event, position: 7, hash: [1, 255]),
                    personal: mark == .broken
                        ? [:] : Dictionary(uniqueKeysWithValues: AuditEventPage.named.map { ($0, hostile) }),
                    mark: mark
                )
            )
        }
    }

    private static var settingsProblems: [Problem] {
        let all: [SettingTheServer.Problem] = [
            .nameTooLong, .markTooLong, .colourPale(tenths: 31), .contactTooLong, .noSuchZone, .noLanguage,
        ]
        return all.map { Problem($0) }
    }

    private static var overtaken: [Problem] {
        [
            Problem(SettingTheServer.Problem.invisible(.mark)),
            Problem(OwnSettings.Field.timeZone, now: [hostile]), Problem(OwnSettings.Field.supportContact, now: nil),
        ]
    }

    private static func settingsPage(problems: [Problem] = []) -> SettingsPage {
        var own = OwnSettings()
        own.organisationName = hostile
        own.mark = "<b"
        own.colour = "#2c3f9f"
        return SettingsPage(
            own: own,
            shown: hostile,
            defaultName: "Countersign",
            defaultContact: "–",
            defaultZone: "Europe/Paris",
            languages: [
                .init(tag: "en", name: "English", isOffered: true),
                .init(tag: "de", name: "Deutsch", isOffered: false),
            ],
            flash: problems.isEmpty ? .settingsSaved : nil,
            problems: problems
        )
    }

    private static var mailFigures: Figures.Mail {
        var mail = Figures.Mail()
        mail.accepted = 1_200
        mail.deferred = 3
        mail.refused = 2
        mail.median = 1_840
        mail.slow = 95_000
        mail.troubled = [.init(name: hostile, failed: 3, all: 4)]
        return mail
    }

    private static func overview(
        ahead: Int = 1,
        behind: Int = 1,
        clock: ClockWord = .synchronised(milliseconds: 12)
    ) -> OverviewPage {
        let weeks = (0..<12).map { week in
            var figures = Figures()
            figures.accounts = 1_200
            figures.protected = 372 + week * 61
            figures.emailOnly = 40
            figures.byKind = ["passkey": 492, "totp": 700]
            figures.medianSetup = 95
            figures.mail = mailFigures
            figures.drift.apps = 12
            figures.drift.ahead = ahead
            figures.drift.behind = behind
            figures.refusals = ["second_step.failed": 40, "password.wrong": 12, "enrolment.failed": 1, "gone.kind": 2]
            figures.organisations = ["01N": standing(12), "01O": Figures.Organisation()]
            return WeekOfFigures(week: Int64(2900 + week), takenAt: ago(Double(11 - week) * 7 * day), figures: figures)
        }
        return OverviewPage(
            weeks: weeks,
            organisations: [
                Organisation(id: Organisation.ID("01N"), name: hostile, createdAt: ago(day)),
                Organisation(id: Organisation.ID("01O"), name: "South", createdAt: ago(day)),
            ],
            waiting: 3,
            paused: 1,
            clock: clock
        )
    }

    static func standing(_ people: Int) -> Figures.Organisation {
        var standing = Figures.Organisation()
        standing.people = people
        standing.unprotected = people / 3
        standing.inGrace = people / 6
        return standing
    }

    /// Every sentence that explains a sign-in, in explanations that need not be possible.
    private static var explained: [Message] {
        func step(_ name: Explanation.Name, _ facts: [String: String] = [:], until: Date? = nil) -> Explanation.Step {
            Explanation.Step(name, facts, until: until)
        }
        let facts = [
            "kind": "totp", "label": "", "network": "192.0.2.0/24", "by": "Lee <Berg>", "category": "lost_phone",
            "count": "2", "total": "5", "ways": "pair passkey yubikey email backup_code bypass_code",
            "reference": "CS-7Q4F", "source": "configuration", "reason": "no_factor",
        ]
        let all = Explanation.Name.allCases.map { step($0, facts, until: later(240)) }
        let bare = Explanation.Name.allCases.map {
            step(
                $0,
                ["kind": "passkey", "count": "1", "source": "x", "organisation": "01JC", "reason": "ended"],
                until: later(60)
            )
        }
        let passkey = ["source": "x", "organisation": "01JC", "reason": "not_phishing_resistant"]
        return [
            Explanation(outcome: .secondStep, steps: all), Explanation(outcome: .setUp, steps: bare),
            Explanation(
                outcome: .stuck,
                steps: [
                    step(.spent, facts), step(.stillIn), step(.setUpNow, passkey),
                    step(.setUpFrom, passkey, until: later(60)),
                ]
            ),
            Explanation(outcome: .refused, steps: [step(.frozen)]),
            Explanation(
                outcome: .secondStep,
                steps: KindPages.all.map { step(.askedFirst, ["kind": $0.kind.rawValue]) }
            ),
        ].flatMap(\.messages)
    }

    /// Every kind in every state.
    static var sentMails: SentMails {
        let states = OutboxMail.State.allCases
        return SentMails(
            mails: Notice.Kind.allCases.enumerated().map { number, kind in
                OutboxMail(
                    id: OutboxMail.ID("01M\(number)"),
                    accountID: Account.ID("01JC"),
                    kind: kind,
                    sealedNotice: [],
                    state: states[number % states.count],
                    dueAt: now,
                    expiresAt: now,
                    reply: number.isMultiple(of: 3) ? hostile : "",
                    createdAt: ago(Double(number) * 3600)
                )
            }
        )
    }

    private static var person: PersonPage {
        PersonPage(
            id: "01JC",
            name: "Sam Okafor",
            signInName: "sam",
            email: "sam.okafor@example.com",
            isMailed: true,
            lastSignInAt: ago(3600),
            tags: [
                Tag(Message("console.state.on"), .ok),
                Tag(Message("console.state.waiting", ["time": .time(later(240))]), .bad),
                Tag(Message("console.state.paused", ["time": .clockOfDay(later(240))]), .warn),
                Tag(Message("console.state.bypass", ["time": .clockOfDay(later(240))]), .warn),
                Tag(Message("console.state.exempt", ["day": .day(later(240))]), .info),
                Tag(Message("console.state.setUpAgain"), .info),
            ],
            notices: [
                Box(
                    tone: .warn,
                    title: Message("console.state.frozen"),
                    text: Message("console.person.pausedText", ["by": .name(hostile), "reason": .text("x")])
                ),
                Box(
                    tone: .warn,
                    title: Message("console.person.pausedTitle", ["until": .clockOfDay(later(3600))]),
                    text: Message(
                        "console.person.pausedTextSaid",
                        ["by": .name(hostile), "reason": .text("x"), "text": .name(hostile)]
                    ),
                    link: ("/admin/people/01JC/help/end-suspension", Message("console.person.pausedLink"))
                ),
                Box(
                    tone: .info,
                    title: Message("console.person.openRequest", ["reference": .text("CS-7Q4F")]),
                    text: Message(
                        "console.person.openRequestText",
                        ["what": .message(Message("requests.turnOff")), "by": .name(hostile)]
                    ),
                    link: ("/admin/requests/CS-7Q4F", Message("console.person.openRequestLink"))
                ),
                Box(
                    tone: .warn,
                    title: Message("console.person.openRecovery"),
                    text: Message("console.person.openRecoveryText", ["reason": .name(hostile)])
                ),
            ],
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
            explanation: explained,
            events: events,
            allEventsPath: "/admin/audit?person=01JC",
            mails: sentMails,
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
                + StaffAct.helping.map {
                    .init("/admin/people/01JC/help/\($0.segment)", Message("helping.act.\($0.rawValue).link"))
                }
        )
    }

    private static var barePerson: PersonPage {
        PersonPage(
            id: "01JC",
            name: hostile,
            signInName: hostile,
            email: nil,
            isMailed: false,
            lastSignInAt: nil,
            tags: [Tag(Message("console.state.off"), .warn)],
            ways: [],
            explanation: [Message("console.explain.password")],
            events: [],
            places: []
        )
    }
}
