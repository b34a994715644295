import Countersign
import Foundation

@testable import CountersignWeb

/// The pages on which staff help, and decide on requests.
extension Fixtures {
    static func helping() throws -> [Fixture] {
        try StaffAct.helping.flatMap(pages) + requests() + askingAgain
            + [
                staff(
                    "help-code",
                    BypassCodeMadePage(code: "k7qf2-9xmhw", until: later(3600), person: sam)
                ),
                staff(
                    "help-code-unmailed",
                    BypassCodeMadePage(code: "k7qf2-9xmhw", until: later(3600), person: unmailed)
                ),
            ]
    }

    private static var askingAgain: [Fixture] {
        let back = "/admin/people?show=paused"
        func people(_ asked: Int, _ waiting: Int, _ leftOut: Int) -> AskingSeveral.Sorted {
            let account = dossier.account
            var sorted = AskingSeveral.Sorted()
            sorted.asked = (0..<asked).map { _ in account }
            sorted.waiting = (0..<waiting).map { _ in account }
            sorted.leftOut = (0..<leftOut).map { _ in account }
            return sorted
        }
        var form = HelpForm(.askToSetUpAgain)
        form.category = "lost_phone"
        form.identity = "in_person"
        var now = form
        now.signsOut = true
        now.text = hostile
        return [
            staff(
                "ask-again",
                AskAgainPage(form: HelpForm(.askToSetUpAgain), people: people(2, 0, 1), backPath: back, problems: [])
            ),
            staff(
                "ask-again-problems",
                AskAgainPage(
                    form: now,
                    people: people(1, 1, 0),
                    backPath: back,
                    problems: [
                        .init(field: "category", "problems.help.category"),
                        .init(field: "identity", "problems.help.identity"),
                    ]
                )
            ),
            staff("ask-again-confirm", AskAgainConfirmPage(form: form, people: people(3, 1, 1), backPath: back)),
            staff("ask-again-confirm-now", AskAgainConfirmPage(form: now, people: people(0, 2, 0), backPath: back)),
        ]
    }

    private static let sam = HelpedPerson(name: "Sam <b>Okafor</b>", path: "/admin/people/01JC")
    private static let unmailed = HelpedPerson(name: "Sam <b>Okafor</b>", path: "/admin/people/01JC", isMailed: false)

    private static func pages(_ act: StaffAct) throws -> [Fixture] {
        var problems: [Problem] = [
            .init(field: "category", "problems.help.category"), .init(field: "identity", "problems.help.identity"),
            .init(field: "reason", "problems.help.textShort", ["count": .number(10)]),
            .init(field: "ticket", "problems.help.ticket", ["count": .number(64)]),
        ]
        var more: [Problem] = [
            .init(field: "reason", "problems.help.textLong", ["count": .number(500)]),
            .init(field: nil, "problems.help.noAddress"),
        ]
        if act == .suspend {
            problems.append(.init(field: "length", "problems.help.length"))
            problems.append(.init(field: "network", "problems.help.network"))
            more.append(.init(field: "length", "problems.help.tooLong", ["duration": .duration(seconds: 3600)]))
        }
        let last: [Problem] = [.init(field: "reason", "problems.help.characters")]
        var found = [[], problems, more, last].enumerated().map { index, problems in
            staff(
                "help-\(act.segment)-\(index)",
                HelpingPage(
                    form: HelpForm(act, factor: act == .removeFactor ? "01JF" : ""),
                    person: sam,
                    way: act == .removeFactor ? Message("kinds.totp.said") : nil,
                    longest: 7 * day,
                    mayMail: true,
                    problems: problems
                )
            )
        }
        for (index, order) in try orders(act).enumerated() {
            var form = HelpForm(act)
            form.category = SupportReason.Category.allCases[index % 5].rawValue
            form.identity = SupportReason.Identity.forStaff[index % 4].rawValue
            form.text = "<script>alert(1)</script> phone fell into the lake"
            found.append(
                staff(
                    "help-\(act.segment)-confirm-\(index)",
                    HelpingConfirmPage(
                        form: form,
                        person: act.isDangerous ? unmailed : sam,
                        sentence: HelpWords.sentence(of: order, for: dossier, at: now),
                        waits: index.isMultiple(of: 2),
                        replaces: ""
                    )
                )
            )
        }
        return found
    }

    /// With all that changes the sentence.
    private static func orders(_ act: StaffAct) throws -> [SupportOrder] {
        let reason = try SupportReason(category: .lostPhone, identity: .videoCall)
        return [0, 1, 2, 3].map { number in
            var order = SupportOrder(act, because: reason)
            order.length = 3600
            order.needsEmailCode = number.isMultiple(of: 2)
            order.network = number < 2 ? nil : "192.0.2.0/24"
            order.thenSetUpAgain = number.isMultiple(of: 2)
            order.isLost = number == 1
            order.signsOut = number == 2
            order.factorID = Factor.ID("01JF")
            return order
        }
    }

    private static var dossier: Dossier {
        let account = Account(id: Account.ID("01JC"), name: "sam", displayName: "Sam <b>Okafor</b>", createdAt: now)
        let factor = Factor(
            id: Factor.ID("01JF"),
            accountID: account.id,
            kind: .totp,
            label: "Pixel <9>",
            sealedState: [],
            createdAt: now
        )
        return Dossier(account: account, factors: [factor], backupCodes: nil, lanes: [:])
    }

    private static func requests() -> [Fixture] {
        let row = RequestsPage.Row(
            reference: "CS-7Q4F",
            person: "Sam <b>Okafor</b>",
            what: Message("requests.getIn"),
            state: "waiting",
            askedAt: ago(3600),
            endsAt: later(day),
            risks: ["passwordReset", "passwordChanged", "power", "newNetwork"].map { Message("requests.risk.\($0)") }
        )
        let lists = RequestsPage.Tab.allCases.map { tab in
            staff(
                "requests-\(tab.rawValue)",
                RequestsPage(
                    tab: tab,
                    counts: OpenRequests(gettingIn: 3, approvals: 0, turnOffs: 1),
                    waiting: tab == .approvals ? [] : [row],
                    decided: tab == .turnOff ? [] : [row]
                )
            )
        }
        let mays: [RequestPage.May] = [
            .nothing, .decide(asksIdentity: true), .decide(asksIdentity: false), .withdraw, .carryOut,
        ]
        let states = ["waiting", "approved", "done", "declined", "withdrawn", "expired", "cancelled"]
        let names = [
            "said", "contact", "from", "place", "askedBy", "happens", "why", "checked", "decidedBy", "decision",
        ]
        return lists
            + states.enumerated().map { index, state in
                let isWish = index.isMultiple(of: 2)
                return staff(
                    "request-\(state)",
                    RequestPage(
                        reference: "CS-7Q4F",
                        person: sam,
                        what: Message(isWish ? "requests.turnOff" : "requests.getIn"),
                        state: state,
                        askedAt: ago(3600),
                        endsAt: later(day),
                        facts: names.map { (Message("requests.\($0)"), .name("<i>x</i>")) }
                            + [
                                (Message("helping.identities.elsewhere"), .name("x")),
                                (Message("helping.ticketGiven"), .name("x")),
                            ],
                        risks: isWish ? [Message("requests.risk.power")] : [],
                        events: [],
                        may: mays[index % mays.count],
                        notes: "",
                        identity: "in_person",
                        decision: "",
                        problems: index == 1
                            ? [
                                .init(field: "identity", "problems.help.identity"),
                                .init(field: "notes", "problems.help.notesShort", ["count": .number(10)]),
                                .init(field: "decision", "problems.help.decision"),
                            ] : []
                    )
                )
            }
    }
}
