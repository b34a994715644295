import Countersign
import Foundation

/// `/admin`: how it stands.
package struct OverviewPage: ConsolePage {
    package static let template = "console-overview"
    package static let consoleSection = ConsoleSection.overview

    /// A number in large type, with a line below it.
    package struct Stat: Sendable {
        package let label: Message
        package let value: String
        package let text: Message
        /// Where the people are listed.
        package let href: String?

        package init(_ label: Message, _ value: String, _ text: Message, href: String? = nil) {
            self.label = label
            self.value = value
            self.text = text
            self.href = href
        }
    }

    package let weeks: [WeekOfFigures]
    package let organisations: [Organisation]
    package let waiting: Int
    package let paused: Int
    package let clock: ClockWord

    package init(
        weeks: [WeekOfFigures],
        organisations: [Organisation],
        waiting: Int,
        paused: Int,
        clock: ClockWord
    ) {
        self.weeks = weeks
        self.organisations = organisations
        self.waiting = waiting
        self.paused = paused
        self.clock = clock
    }

    package func title(in words: Words) -> String { words.text("console.overview.title") }

    private var latest: Figures { weeks.last?.figures ?? Figures() }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let figures = latest
        return [
            "asOf": .markup(
                weeks.last.map { words.markup("console.overview.asOf", ["time": .moment($0.takenAt)]) }
            ),
            "stats": .groups(stats.map { stat($0, in: words) }),
            "chart": .markup(AdoptionChart(weeks: weeks, words: words).svg),
            "hasChart": .flag(weeks.contains { $0.figures.accounts > 0 }),
            "weeks": .groups(weeks.map { week($0, in: words) }),
            "methods": .groups(
                KindPages.all.map { kind in
                    [
                        "name": .text(words.text(kind.name)),
                        "count": .text(words.text(of: .number(figures.byKind[kind.kind.rawValue] ?? 0))),
                        "share": .text(percent(figures.byKind[kind.kind.rawValue] ?? 0, of: figures.accounts)),
                    ]
                }
            ),
            "hasOrganisations": .flag(organisations.count > 1),
            "organisations": .groups(largest.map { organisation($0.organisation, $0.people, in: words) }),
            "hasRefusals": .flag(!figures.refusals.isEmpty),
            "refusals": .groups(refusals(in: words)),
            "setup": .text(
                figures.medianSetup.map { words.duration(seconds: $0) } ?? words.text("console.notKnown")
            ),
            "mail": .text(figures.mail.median.map { Self.seconds($0, in: words) } ?? words.text("console.notKnown")),
            "clock": .text(words.text(clock.message)),
            "clockTone": .text(clock.tone.rawValue),
            "drift": .text(
                figures.drift.apps == 0
                    ? words.text("console.notKnown")
                    : words.text(
                        "console.overview.drift",
                        [
                            "count": .number(figures.drift.apps), "ahead": .number(figures.drift.ahead),
                            "behind": .number(figures.drift.behind),
                        ]
                    )
            ),
            "warning": (warning).values(in: words),
        ]
    }

    private var stats: [Stat] {
        let figures = latest
        return [
            Stat(
                Message("console.overview.protected"),
                percent(figures.protected, of: figures.accounts),
                Message(
                    "console.overview.ofAll",
                    ["part": .number(figures.protected), "all": .number(figures.accounts)]
                ),
                href: "/admin/people?show=on"
            ),
            Stat(
                Message("console.overview.passkey"),
                percent(figures.byKind[Kind.passkey.rawValue] ?? 0, of: figures.accounts),
                Message("console.people.caption", ["count": .number(figures.byKind[Kind.passkey.rawValue] ?? 0)]),
                href: "/admin/people?show=passkey"
            ),
            Stat(
                Message("console.overview.emailOnly"),
                percent(figures.emailOnly, of: figures.accounts),
                Message("console.people.caption", ["count": .number(figures.emailOnly)]),
                href: "/admin/people?show=email"
            ),
            Stat(
                Message("console.overview.grace"),
                figures.inGrace.map { String($0) } ?? "–",
                Message("console.overview.graceText"),
                href: "/admin/policy"
            ),
            Stat(
                Message("console.overview.waiting"),
                String(waiting),
                Message("console.overview.waitingText"),
                href: "/admin/people?show=waiting"
            ),
            Stat(
                Message("console.overview.paused"),
                String(paused),
                Message("console.overview.pausedText"),
                href: "/admin/people?show=paused"
            ),
        ]
    }

    private func stat(_ stat: Stat, in words: Words) -> TemplateValues {
        [
            "label": .text(words.text(stat.label)),
            "value": .text(stat.value),
            "text": .markup(words.markup(stat.text)),
            "href": .text(stat.href),
        ]
    }

    private func week(_ week: WeekOfFigures, in words: Words) -> TemplateValues {
        [
            "day": .markup(words.markup(of: .day(week.takenAt))),
            "share": .text(percent(week.figures.protected, of: week.figures.accounts)),
            "protected": .text(words.text(of: .number(week.figures.protected))),
            "accounts": .text(words.text(of: .number(week.figures.accounts))),
        ]
    }

    private static let mostOrganisations = 20

    /// Those with the most people, if there is more than one.
    private var largest: [(organisation: Organisation, people: Figures.Organisation)] {
        organisations.compactMap { organisation in
            latest.organisations?[organisation.id.rawValue].map { (organisation, $0) }
        }
        .sorted { ($1.people.people, $0.organisation.name) < ($0.people.people, $1.organisation.name) }
        .prefix(Self.mostOrganisations).map(\.self)
    }

    private func organisation(
        _ organisation: Organisation,
        _ people: Figures.Organisation,
        in words: Words
    ) -> TemplateValues {
        [
            "href": .text("/admin/policy?organisation=\(PageFrame.encoded(organisation.id.rawValue))"),
            "name": .text(organisation.name),
            "count": .text(words.text(of: .number(people.people))),
            "share": .text(percent(people.people - people.unprotected, of: people.people)),
            "inGrace": .text(words.text(of: .number(people.inGrace))),
        ]
    }

    private func refusals(in words: Words) -> [TemplateValues] {
        latest.refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6).map { kind, count in
            [
                "href": .text("\(AuditFilter.path)?kind=\(PageFrame.encoded(kind))"),
                "name": .text(words.text(EventWords.name(of: kind))),
                "count": .text(words.text(of: .number(count))),
            ]
        }
    }

    private var warning: Box? {
        switch latest.drift.ours {
        case .ahead?: clockBox("console.overview.oursAhead")
        case .behind?: clockBox("console.overview.oursBehind")
        case nil: nil
        }
    }

    private func clockBox(_ key: String) -> Box {
        Box(
            tone: .bad,
            title: Message("console.overview.clockTitle"),
            text: Message(
                key,
                [
                    "count": .number(max(latest.drift.ahead, latest.drift.behind)),
                    "all": .number(latest.drift.apps),
                ]
            )
        )
    }

    private func percent(_ part: Int, of all: Int) -> String {
        all == 0 ? "–" : "\((part * 200 + all) / (2 * all))%"
    }

    /// 1.8 s, from milliseconds.
    static func seconds(_ milliseconds: Int, in words: Words) -> String {
        let tenths = (milliseconds + 50) / 100
        guard tenths < 600 else { return words.duration(seconds: milliseconds / 1000) }
        return words.text("console.seconds", ["number": .tenths(tenths)])
    }
}
