import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("Sessions and activity")
struct AccountSessionTests {
    private static let chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"

    @Test("sessions are listed with browser and place, and one is ended", arguments: bothDatabases)
    func endOne(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let other = TestBrowser(world, userAgent: Self.chrome)
            try await other.signIn(sam)
            world.clock.advance(by: 30)
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let page = try await browser.open("/security/devices")
            #expect(page.text.contains("Firefox on Linux This browser"))
            #expect(page.text.contains("Chrome on Windows"))
            let ends = page.mainForms.compactMap(\.action).filter { $0.hasSuffix("/sign-out") }
            let end = try #require(ends.first)
            #expect(ends.count == 1)
            let done = try await browser.send(to: end)
            #expect(done.text.contains("That browser is signed out"))
            #expect(!done.text.contains("Chrome on Windows"))
            #expect(try await !other.isSignedIn())
            #expect(try await browser.isSignedIn())
            #expect(try await world.events(of: sam).contains(.sessionEnded))
            // Pressed again in another tab.
            #expect(try await browser.post(end, ["csrf": browser.token()]).status == 404)
        }
    }

    @Test("sessions that no longer count are not listed")
    func onlyLive() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            try await TestBrowser(world, userAgent: Self.chrome).signIn(sam)
            world.clock.advance(by: 2 * 3600)
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await !browser.open("/security/devices").text.contains("Chrome"))
            #expect(try await browser.open("/security").text.contains("1 browser is signed in"))
        }
    }

    @Test("signing out everywhere else keeps this session alone", arguments: bothDatabases)
    func endOthers(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            var others: [TestBrowser] = []
            for _ in 0..<2 {
                let other = TestBrowser(world)
                try await other.signIn(sam)
                others.append(other)
                world.clock.advance(by: 30)
            }
            let half = TestBrowser(world)
            try await half.givePassword(sam)
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/devices")
            let done = try await browser.send(to: "/security/devices/sign-out-others")
            #expect(done.text.contains("You’re signed out everywhere else"))
            for other in others { #expect(try await !other.isSignedIn()) }
            #expect(try await half.open("/sign-in/app").path == "/sign-in")
            #expect(try await browser.isSignedIn())
            #expect(try await world.store.knownBrowsers(of: sam.id).isEmpty)
            #expect(try await world.events(of: sam).contains(.signedOutEverywhere))
        }
    }

    @Test("signing out everywhere ends this session too", arguments: bothDatabases)
    func endAll(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/devices")
            let done = try await browser.send(to: "/security/devices/sign-out-all")
            #expect(done.path == "/sign-in")
            #expect(done.text.contains("You’ve signed out everywhere"))
            #expect(browser.cookies["__Host-session"] == nil)
            #expect(try await world.store.sessions(of: sam.id).isEmpty)
        }
    }

    @Test("the activity is told in plain words, by day, with browser", arguments: bothDatabases)
    func activity(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            world.clock.advance(by: 24 * 3600)
            try await browser.signIn(sam)
            try await browser.open("/security/name")
            try await browser.send(["name": "Sam"])
            let page = try await browser.open("/security/activity")
            #expect(page.text.contains("Friday 2 October 2026") || page.text.contains("Friday, 2 October 2026"))
            #expect(page.text.contains("Saturday 3 October 2026") || page.text.contains("Saturday, 3 October 2026"))
            #expect(page.text.contains("Signed in with password and second step"))
            #expect(page.text.contains("Firefox on Linux"))
            #expect(page.text.contains("by the server’s administrator"))
            // What only says more of another event is left out.
            #expect(!page.text.contains("The second step was right"))
            let signIns = try await browser.open("/security/activity?show=sign-ins")
            #expect(signIns.text.contains("Signed in"))
            #expect(!signIns.text.contains("details were changed"))
            let changes = try await browser.open("/security/activity?show=changes")
            #expect(changes.text.contains("The account’s details were changed"))
            #expect(!changes.text.contains("Signed in with"))
        }
    }

    @Test("it is paged: older and newer lead through every event once", arguments: bothDatabases)
    func pages(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            for number in 0..<75 {
                var patch = AccountActs.Patch()
                patch.displayName = "Sam \(number)"
                _ = try await AccountActs(in: world.surroundings).change(sam.id, patch, actor: .member(sam.id))
                world.clock.advance(by: 1)
            }
            try await world.sealEvents()
            var counts: [Int] = []
            var paths = ["/security/activity?show=changes"]
            while let path = paths.last {
                let page = try await browser.open(path)
                counts.append(page.html.components(separatedBy: "details were changed</p>").count - 1)
                guard let older = page.links.first(where: { $0.contains("before=") && !paths.contains($0) }),
                    page.html.contains("rel=\"next\"")
                else { break }
                paths.append(older)
            }
            #expect(counts.reduce(0, +) == 75)
            #expect(counts.count == 3)
            // And back, page by page.
            for path in paths.dropLast().reversed() {
                let newer = TestPage.newer(in: try browser.page)
                #expect(newer == path)
                try await browser.open(newer)
            }
            #expect(try browser.page.html.contains("rel=\"prev\"") == false)
        }
    }

    @Test(
        "an odd address shows the newest page",
        arguments: [
            "before=x", "before=-5", "trail=1-x-99999999999999999999", "show=everything", "before=9223372036854775807",
        ]
    )
    func oddPlaces(_ query: String) async throws {
        try await World.run { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await browser.open("/security/activity?\(query)").status == 200)
        }
    }

    @Test("“This wasn’t me” shows first, and its button freezes", arguments: bothDatabases)
    func notMe(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let thief = TestBrowser(world, userAgent: Self.chrome)
            try await thief.signIn(sam)
            world.clock.advance(by: 30)
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await world.sealEvents()
            let link = try #require(
                try await browser.open("/security/activity").links.last { $0.hasSuffix("/not-me") }
            )
            let shown = try await browser.open(link)
            #expect(shown.heading == "Secure your account")
            #expect(shown.text.contains("Chrome on Windows"))
            #expect(try await thief.isSignedIn())
            let done = try await browser.send()
            #expect(done.heading == "Your account is frozen")
            #expect(done.text.contains(sam.id.rawValue))
            #expect(try await world.dossier(of: sam).account.state == .frozen)
            #expect(try await !thief.isSignedIn())
            #expect(try await !browser.isSignedIn())
            #expect(try await world.count(.accountFrozen, to: sam) == 1)
        }
    }

    @Test("staying signed in answers with the seconds left, and with none once nothing puts off the end")
    func stays() async throws {
        var settings = Settings()
        settings.sessionLifetime = 5400
        try await World.run(settings: settings) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            world.clock.advance(by: 1200)
            let token = try await browser.token()
            #expect(try await browser.post("/session", ["csrf": token]).html == "3600")
            world.clock.advance(by: 1200)
            #expect(try await browser.post("/session", ["csrf": token]).html == "")
            #expect(try await browser.post("/session", [:]).status == 403)
            world.clock.advance(by: 3600)
            #expect(try await browser.post("/session", ["csrf": token]).path == "/sign-in")
        }
    }
}

extension TestPage {
    /// Where "Newer" leads.
    static func newer(in page: TestPage) -> String {
        guard let start = page.html.range(of: "rel=\"prev\" href=\"") else { return "" }
        return String(page.html[start.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }
}
