import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import HTTPTypes
import Testing

@Suite("Who reaches what of an account")
struct AccountGateTests {
    /// Pages that a session without its required second factor may open: the way to one, and what is anybody's.
    private static let open: Set<String> = [
        "/", "/healthz", "/readyz", "/assets/{file}", "/.well-known/change-password", "/sign-up", "/sign-up/confirm",
        "/sign-up/confirm/again",
        "/sign-up/confirm/address", "/sign-up/confirm/{token}", "/sign-up/confirmed", "/sign-in", "/sign-in/app",
        "/sign-in/two-codes", "/sign-in/backup", "/sign-in/methods", "/sign-in/wait", "/sign-in/lost",
        "/password/forgot", "/password/forgot/sent", "/password/reset/{token}", "/first-owner/{token}",
        "/invitation/{token}", "/not-me/done", "/not-me/{token}", "/not-me/{token}/sign-out", "/not-me/{token}/keep",
        "/.well-known/passkey-endpoints",
        "/sign-in/lost/{reference}", "/sign-in/lost/cancelled", "/sign-in/lost/cancel/{token}", "/sign-in/lost/ask",
        "/sign-in/lost/code", "/help", "/help/{topic}", "/language", "/privacy", "/sign-out", "/session",
        "/security/email/confirm/{token}", "/keep-account/done", "/keep-account/{token}",
        "/setup", "/setup/later", "/setup/choose", "/security/two-factor/app/new",
        "/security/confirm", "/security/confirm/methods", "/security/confirm/app", "/security/confirm/two-codes",
        "/security/confirm/backup", "/security/confirm/password",
        "/.well-known/passkey-endpoints", "/.well-known/webauthn", "/sign-in/passkey", "/sign-in/passkey/options",
        "/sign-in/key", "/sign-in/key/options", "/security/confirm/key", "/security/confirm/key/options",
        "/security/two-factor/keys/new", "/security/two-factor/keys/options",
        "/sign-in/yubikey", "/security/confirm/yubikey", "/security/two-factor/yubikey/new", "/wsapi/2.0/verify",
        "/wsapi/verify", "/sign-in/email", "/sign-in/email/again", "/security/confirm/email",
        "/security/confirm/done",
        "/security/confirm/email/again",
        "/security/two-factor/email", "/security/two-factor/email/again",
    ]

    private static let required: Settings = {
        var settings = Settings()
        settings.secondFactor = .required
        return settings
    }()

    @Test("a factor that another session sets up ends those that must enrol", arguments: bothDatabases)
    func setUpElsewhere(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: Self.required) { world in
            let sam = try await world.member()
            let stranger = TestBrowser(world)
            #expect(try await stranger.signIn(sam).path == "/setup")
            let owner = TestBrowser(world)
            try await owner.signIn(sam)
            try await owner.setUpApp(world)
            for path in ["/security", "/security/activity", "/security/devices"] {
                #expect(try await stranger.open(path).path == "/sign-in")
            }
            #expect(try await owner.isSignedIn())
        }
    }

    @Test("a session that must enrol reaches nothing else, by any route", arguments: bothDatabases)
    func mustEnrol(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: Self.required) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            #expect(try await browser.signIn(sam).path == "/setup")
            let before = try await world.dossier(of: sam).account
            let session = try #require(try await world.store.sessions(of: sam.id).first)
            let closed = RouteTable.main().all.filter { $0.kind == .page && !Self.open.contains($0.pattern.text) }
            #expect(closed.count > 30)
            for route in closed {
                // With ids that are the account's own: the gate alone must keep it out.
                let path = route.pattern.text.replacing("{id}", with: session.id.rawValue)
                    .replacing("{position}", with: "1")
                let page =
                    route.method == .get
                    ? try await browser.open(path)
                    : try await browser.post(path, ["csrf": browser.token(), "email": "x@example.com", "name": "x"])
                #expect(page.path == "/setup", "\(route.method) \(path) led to \(page.address)")
            }
            #expect(try await world.dossier(of: sam).account == before)
            #expect(try await world.store.sessions(of: sam.id).map(\.id) == [session.id])
        }
    }

    @Test("what is open to it tells nothing of the account", arguments: bothDatabases)
    func openTellsNothing(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: Self.required) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            for path in Self.open where !path.contains("{") {
                let page = try await browser.open(path)
                #expect(page.status < 500, "\(path)")
                #expect(!page.text.contains("On since"), "\(path)")
                #expect(!page.text.contains("Signed in with"), "\(path)")
            }
        }
    }

    @Test("the setup leads to the codes, and then to the page that was asked for", arguments: bothDatabases)
    func setup(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: Self.required) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let gate = try await browser.open("/security/devices")
            #expect(gate.heading == "Add a second way to prove it’s you")
            #expect(gate.text.contains("If someone learns your password, they still can’t get in"))
            #expect(gate.forms.contains { $0.action == "/sign-out" })
            #expect(gate.links.contains("/setup/choose"))
            let choice = try await browser.open("/setup/choose")
            #expect(choice.links.contains("/security/two-factor/app/new"))
            let codes = try await browser.setUpApp(world).page
            #expect(codes.path == "/security/two-factor/backup-codes")
            let done = try await browser.send(["saved": "1"], to: "/security/two-factor/backup-codes")
            #expect(done.path == "/security/devices")
            #expect(try await browser.open("/setup").path == "/security")
        }
    }

    @Test("signing out and in again comes back to the setup; who has a factor never sees it")
    func comesBack() async throws {
        try await World.run(settings: Self.required) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.send(to: "/sign-out")
            #expect(try await browser.signIn(sam).path == "/setup")
            let kim = try await world.protectedMember("kim@example.com")
            #expect(try await TestBrowser(world).signIn(kim).path == "/security")
        }
    }

    @Test("after ten minutes the setup asks for the password again, and goes on with the same secret")
    func setupGoesStale() async throws {
        try await World.run(settings: Self.required) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let key = try await browser.open("/security/two-factor/app/new").setupKey
            world.clock.advance(by: 11 * 60)
            #expect(try await browser.open("/security/two-factor/app/new").path == "/security/confirm/password")
            #expect(try await browser.send(["password": sam.password]).setupKey == key)
        }
    }

    @Test("what belongs to another account is not there", arguments: bothDatabases)
    func others(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let kim = try await world.protectedMember("kim@example.com")
            let kims = TestBrowser(world)
            try await kims.signIn(kim)
            try await world.sealEvents()
            let session = try #require(try await world.store.sessions(of: kim.id).first)
            let event = try #require(try await world.store.events(of: kim.id, before: nil, limit: 1).first?.position)
            let before = try await world.dossier(of: kim).account
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            for route in RouteTable.main().all where route.kind == .page {
                let pattern = route.pattern.text
                // The console is closed to members whatever stands in the path.
                guard pattern.contains("{id}") || pattern.contains("{position}"), !pattern.hasPrefix("/admin") else {
                    continue
                }
                let id = pattern.contains("/devices/") ? session.id.rawValue : kim.phone?.factorID.rawValue ?? ""
                for id in [id, "nothing"] {
                    let path = pattern.replacing("{id}", with: id).replacing("{position}", with: String(event))
                    let page =
                        route.method == .get
                        ? try await browser.open(path)
                        : try await browser.post(path, ["csrf": browser.token(), "label": "x", "code": "000000"])
                    #expect(page.status == 404, "\(route.method) \(path)")
                }
            }
            #expect(try await world.dossier(of: kim).account == before)
            #expect(try await kims.isSignedIn())
        }
    }

    @Test("no form acts without its token", arguments: bothDatabases)
    func forged(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let before = try await world.dossier(of: sam).account
            let session = try #require(try await world.store.sessions(of: sam.id).first)
            for route in RouteTable.main().all where route.kind == .page && route.method == .post {
                let pattern = route.pattern.text
                guard pattern.hasPrefix("/security") else { continue }
                let id = pattern.contains("/devices/") ? session.id.rawValue : sam.phone?.factorID.rawValue ?? ""
                let path = pattern.replacing("{id}", with: id).replacing("{position}", with: "1")
                let page = try await browser.post(path, ["csrf": "", "label": "x", "name": "x"])
                #expect(page.status == 403, "\(path)")
            }
            #expect(try await world.dossier(of: sam).account == before)
            #expect(try await browser.isSignedIn())
        }
    }
}
