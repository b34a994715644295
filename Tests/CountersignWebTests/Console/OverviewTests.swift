import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import OneTimePassword
import Testing

@testable import CountersignWeb

@Suite("The overview and delivery")
struct OverviewTests {
    @Test("it counts people, their ways and what they were told", arguments: bothDatabases)
    func counts(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("bare@example.com")
            _ = try await world.emailMember("mail@example.com")
            let sam = try await world.protectedMember()
            try await world.exhaust(sam, with: TestBrowser(world))
            try await world.sealEvents()
            let browser = try await world.consoleBrowser(.supporter)
            let page = try await browser.open("/admin")
            #expect(page.heading == "Overview")
            // Two with an app (one of the staff), one with mailed codes, one bare.
            #expect(page.text.contains("3 of 4"))
            #expect(page.text.contains("75%"))
            #expect(page.text.contains("The second step was wrong"))
            #expect(page.links.contains("/admin/people?show=waiting"))
            #expect(page.html.contains("<svg class=\"chart\""))
        }
    }

    @Test("who will be stopped but is not yet counts as in grace, once", arguments: bothDatabases)
    func grace(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("bare@example.com")
            _ = try await world.member("late@example.com")
            _ = try await world.protectedMember()
            let figures = TakeFigures(in: world.surroundings)
            #expect(try await figures.weeks().last?.figures.inGrace == 0)
            let start = world.clock.now.addingTimeInterval(86_400)
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.requiredFrom = start
            }
            world.clock.advance(by: 60)
            #expect(try await figures.weeks().last?.figures.inGrace == 2)
            let page = try await world.consoleBrowser(.auditor).open("/admin")
            #expect(page.text.contains("In grace") && page.links.contains("/admin/policy"))
            world.clock.advance(by: 86_400)
            #expect(try await figures.weeks().last?.figures.inGrace == 0)
        }
    }

    @Test("how each organisation stands is beside all of them, where there is more than one", arguments: bothDatabases)
    func organisations(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member("bare@example.com")
            let browser = try await world.consoleBrowser(.auditor)
            #expect(!(try await browser.open("/admin").text.contains("By organisation")))
            let acts = OrganisationActs(in: world.surroundings)
            let field = try await acts.create(name: "Field work", actor: .host)
            try await acts.add(sam.id, to: field.id, actor: .host)
            let page = try await browser.open("/admin")
            #expect(page.text.contains("By organisation") && page.text.contains("Field work"))
            #expect(page.links.contains("/admin/policy?organisation=\(field.id.rawValue)"))
            let counted = try await TakeFigures(in: world.surroundings).weeks().last?.figures.organisations
            #expect(counted?[field.id.rawValue]?.people == 1 && counted?[field.id.rawValue]?.unprotected == 1)
        }
    }

    @Test("where many joined since the last count, a page keeps its own for the next", arguments: bothDatabases)
    func keptByPage(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let figures = TakeFigures(in: world.surroundings)
            try await figures.run()
            let now = world.clock.now
            // As an import writes them, a thousand in a few commits.
            for batch in 0..<10 {
                try await world.surroundings.commit(
                    (0..<100).map { number in
                        let name = "p\(batch)-\(number)"
                        let account = Account(id: Account.ID(name), name: name, createdAt: now)
                        return .insertAccount(account, organisation: nil)
                    }
                )
            }
            #expect(try await figures.weeks().last?.figures.accounts == 1000)
            let kept = try await world.store.figures(since: WeekOfFigures.week(of: now)).last
            #expect(kept?.figures.accounts == 1000)
        }
    }

    @Test("a count is kept for its week, and made again only when it is old", arguments: bothDatabases)
    func kept(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("bare@example.com")
            let figures = TakeFigures(in: world.surroundings)
            try await figures.run()
            let week = WeekOfFigures.week(of: world.clock.now)
            let first = try #require(try await world.store.figures(since: week).first)
            #expect(first.figures.accounts == 1 && first.figures.protected == 0)
            _ = try await world.protectedMember()
            // A page counts by itself where that is quick.
            #expect(try await figures.weeks().last?.figures.accounts == 2)
            world.clock.advance(by: 30)
            try await figures.run()
            #expect(try await world.store.figures(since: week).first?.figures.accounts == 1)
            world.clock.advance(by: 31)
            try await figures.run()
            #expect(try await world.store.figures(since: week).first?.figures.protected == 1)
        }
    }

    @Test("weeks before the first count are told as far as they are known")
    func before() async throws {
        try await World.run { world in
            _ = try await world.protectedMember()
            world.clock.advance(by: 21 * 86_400)
            _ = try await world.member("bare@example.com")
            try await TakeFigures(in: world.surroundings).run()
            let weeks = try await TakeFigures(in: world.surroundings).weeks()
            #expect(weeks.count == 4)
            #expect(weeks.map(\.figures.accounts) == [1, 1, 1, 2])
            #expect(weeks.map(\.figures.protected) == [1, 1, 1, 1])
        }
    }

    @Test("if most apps are out by the same, the page says whose clock is wrong")
    func drift() {
        var drift = Figures.Drift()
        drift.apps = 9
        drift.ahead = 9
        #expect(drift.ours == nil)
        drift.apps = 10
        drift.ahead = 5
        #expect(drift.ours == nil)
        drift.ahead = 6
        #expect(drift.ours == .behind)
        drift.ahead = 0
        drift.behind = 6
        #expect(drift.ours == .ahead)
    }

    @Test("a test mail goes to whoever asked, and is an event", arguments: bothDatabases)
    func test(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.staff(.owner)
            let browser = TestBrowser(world)
            try await browser.signIn(lee)
            let page = try await browser.open("/admin/delivery")
            #expect(page.heading == "Delivery" && page.text.contains(lee.email))
            let sent = try await browser.send([:], to: "/admin/delivery/test")
            #expect(sent.text.contains("A test email is on its way to you"))
            #expect(try await world.count(.testMail, to: lee) == 1)
            try await world.sealEvents()
            #expect(
                try await world.store.events(after: 0, limit: 99).map(\.event).contains { $0.kind == .testMailSent }
            )
        }
    }

    @Test("an auditor sees deliveries, and asks for no test")
    func auditor() async throws {
        try await World.run { world in
            let page = try await world.consoleBrowser(.auditor).open("/admin/delivery")
            #expect(page.heading == "Delivery" && !page.text.contains("Send a test"))
        }
    }
}
