import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import HTTPTypes
import Testing

@Suite("Who reaches the console")
struct ConsoleGateTests {
    /// Every path of the console, with an id where one belongs.
    static func paths(_ id: Account.ID) -> [(method: HTTPRequest.Method, path: String)] {
        RouteTable.main().all.filter { $0.pattern.text.hasPrefix("/admin") }.map {
            ($0.method, $0.pattern.text.replacing("{id}", with: id.rawValue))
        }
    }

    @Test("who is signed out signs in first, and comes back", arguments: bothDatabases)
    func signedOut(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.staff(.supporter)
            let browser = TestBrowser(world)
            #expect(try await browser.open("/admin/people").address == "/sign-in?return=/admin/people")
            try await browser.send(["email": lee.email, "password": lee.password], to: "/sign-in")
            #expect(try await browser.giveCode(lee.phone?.code() ?? "").path == "/admin/people")
        }
    }

    @Test("a member gets none of it, by any method", arguments: bothDatabases)
    func member(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let paths = Self.paths(sam.id)
            #expect(paths.count >= 3)
            for (method, path) in paths {
                let page =
                    method == .get
                    ? try await browser.open(path) : try await browser.post(path, ["csrf": browser.token()])
                #expect(page.status == 403, "\(method) \(path)")
                #expect(page.heading == "You can’t open this page", "\(method) \(path)")
            }
            #expect(try await !browser.open("/security").html.contains("href=\"/admin"))
        }
    }

    @Test("staff without a factor that is strong enough are told to add one", arguments: bothDatabases)
    func needsStrongFactor(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let bare = try await world.member("kim@example.com", role: .owner)
            let browser = TestBrowser(world)
            try await browser.signIn(bare)
            let refused = try await browser.open("/admin")
            #expect(refused.status == 403)
            #expect(refused.heading == "First protect your own account")
            #expect(refused.links.contains("/security/two-factor/new"))
            try await browser.setUpApp(world)
            #expect(try await browser.open("/admin").heading == "Overview")
        }
    }

    @Test("codes by e-mail are not enough for staff", arguments: bothDatabases)
    func emailIsNotEnough(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.emailMember("lee@example.com", role: .supporter)
            let browser = TestBrowser(world)
            try await browser.givePassword(lee)
            let code = try await world.mailed("code", in: .secondStepCode, to: lee.email)
            try await browser.send(["code": code], to: "/sign-in/email")
            #expect(try await browser.isSignedIn())
            #expect(try await browser.open("/admin").heading == "First protect your own account")
        }
    }

    @Test("a backup code lets staff back into their account, and not into the console", arguments: bothDatabases)
    func backupCodeIsNotEnough(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            var lee = try await world.staff(.supporter)
            lee.backupCodes = try await BackupCodeActs(in: world.surroundings)
                .make(for: lee.id, session: nil, client: nil, actor: .host)
            let browser = TestBrowser(world)
            try await browser.givePassword(lee)
            #expect(try await browser.giveCode(lee.backupCodes[0]).path == "/sign-in/backup/used")
            #expect(try await browser.open("/security").path == "/security")
            let asked = try await browser.open("/admin/people")
            #expect(asked.address == "/security/confirm/app?return=/admin/people")
            let ways = try await browser.open("/security/confirm/methods?return=/admin/people")
            #expect(ways.text.contains("A backup code isn’t enough here"))
            #expect(!ways.links.contains { $0.contains("/backup") })
            // Nor by its own address.
            let path = "/security/confirm/backup?return=/admin/people"
            #expect(try await browser.open(path).path == "/security/confirm/methods")
            try await browser.post(path, ["csrf": browser.token(), "backup": lee.backupCodes[1]])
            #expect(try await world.dossier(of: lee).backupCodes?.left == 4)
            #expect(try await browser.open("/admin/people").path == "/security/confirm/app")
            world.clock.advance(by: 30)
            let inside = try await browser.send(["code": lee.phone?.code() ?? ""])
            #expect(inside.path == "/admin/people" && inside.heading == "People")
        }
    }

    @Test("a form of the console that waits for proof is not proved by a backup code", arguments: bothDatabases)
    func waitingForm(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser(.owner)
            try await browser.open("/admin/settings")
            world.clock.advance(by: 11 * 60)
            let kept = try await browser.send(["name": "Northwind"])
            #expect(kept.heading == "Nothing is saved yet")
            #expect(kept.links.contains("/security/confirm?return=/admin"))
            #expect(world.surroundings.settings.own == OwnSettings())
        }
    }

    @Test("a bypass code does not either", arguments: bothDatabases)
    func bypassCodeIsNotEnough(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.staff(.supporter)
            let order = try world.order(.issueBypassCode, length: 3600) { $0.thenSetUpAgain = false }
            guard
                case .done(let done) = try await SupportActs(in: world.surroundings)
                    .carryOut(order, on: lee.id, by: .host), let code = done.code
            else { throw TestBrowserFault("no code was made") }
            let browser = TestBrowser(world)
            try await browser.givePassword(lee)
            try await browser.open("/sign-in/bypass")
            try await browser.send(["bypass": code])
            #expect(try await browser.isSignedIn())
            #expect(try await browser.open("/admin").path == "/security/confirm/app")
        }
    }

    @Test("where their role needs a passkey, an app code opens nothing of it", arguments: bothDatabases)
    func passkeyRole(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.staff(.supporter)
            let before = TestBrowser(world)
            try await before.signIn(lee)
            _ = try await world.passkey(for: lee)
            #expect(try await before.open("/admin").heading == "Overview")
            try await world.savePolicy { $0.phishingResistantRoles = [.supporter] }
            // What an app code opened before is closed.
            #expect(try await before.open("/admin").path == "/security/confirm/key")
            world.clock.advance(by: 60)
            let browser = TestBrowser(world)
            let step = try await browser.givePassword(lee)
            #expect(step.path == "/sign-in/key")
            #expect(try await !browser.open("/sign-in/methods").links.contains { $0.hasPrefix("/sign-in/app") })
            try await browser.post("/sign-in/app", ["csrf": browser.token(), "code": lee.phone?.code() ?? ""])
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test("every role but member finds the console, and the way there and back", arguments: Role.allCases)
    func roles(_ role: Role) async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(role)
            let page = try await browser.open("/admin")
            #expect(page.status == (role == .member ? 403 : 200))
            guard role != .member else { return }
            #expect(page.html.contains("href=\"/security\""))
            #expect(page.links.contains("/admin/people"))
            #expect(try await browser.open("/security").html.contains("href=\"/admin\""))
        }
    }

    @Test(
        "opening a person asks for a fresh proof and leads back; looking at the list does not",
        arguments: bothDatabases
    )
    func freshness(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.staff(.supporter)
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(lee, world)
            #expect(try await browser.open("/admin/people").status == 200)
            let path = "/admin/people/\(sam.id)"
            #expect(try await browser.open(path).address == "/security/confirm/app?return=\(path)")
            #expect(try await world.events(of: sam).contains(.personOpened) == false)
            let person = try await browser.send(["code": lee.phone?.code() ?? ""])
            #expect(person.path == path)
            #expect(person.heading == "Sam Okafor")
        }
    }
}
