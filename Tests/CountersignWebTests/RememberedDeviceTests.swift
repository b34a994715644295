import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("Remembered devices")
struct RememberedDeviceTests {
    private static let cookie = "__Host-device"
    private static let day: TimeInterval = 24 * 3600

    /// A member whose browser is remembered, signed in with it.
    private func remembered(_ world: World) async throws -> (sam: TestMember, browser: TestBrowser) {
        let sam = try await world.protectedMember()
        let browser = TestBrowser(world)
        try await browser.remember(sam)
        return (sam, browser)
    }

    @Test("a remembered browser is asked for the password only, and is no proof for settings", arguments: bothDatabases)
    func story(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            let asked = try await browser.comeBack(sam)
            #expect(asked.text.contains("Don’t ask again on this browser for 30 days"))
            // A wrong code keeps what was ticked.
            let again = try await browser.send(["code": sam.phone?.wrongCode() ?? "", "trust": "1"])
            #expect(again.html.contains("name=\"trust\" value=\"1\" aria-describedby=\"trust-hint\" checked"))
            try await browser.send(["code": sam.phone?.code() ?? "", "trust": "1"])
            let first = try #require(browser.cookies[Self.cookie])
            #expect(try await world.events(of: sam).contains(.deviceRemembered))

            browser.setCookie("__Host-session", to: nil)
            world.clock.advance(by: 20 * Self.day)
            let page = try await browser.comeBack(sam)
            #expect(page.path == "/security")
            let second = try #require(browser.cookies[Self.cookie])
            #expect(second != first)
            let session = try #require(try await world.store.sessions(of: sam.id).first)
            #expect(session.proof == Proof(methods: ["pwd"], passwordAt: world.clock.now, secondFactorAt: nil))
            #expect(page.text.contains("Signed in with the password, on a remembered browser"))
            // Settings ask for the second factor all the same, and a password is no way there.
            #expect(try await browser.open("/security/password").path == "/security/confirm/app")
            #expect(try await browser.open("/security/confirm/password").path == "/security/confirm/app")
            // Another browser is asked as ever.
            #expect(try await TestBrowser(world).givePassword(sam).path == "/sign-in/app")

            let devices = try await browser.open("/security/devices")
            #expect(devices.text.contains("Browsers that skip the second step"))
            #expect(
                devices.text.contains("Firefox on Linux This browser Remembered on 2 October 2026 · last used today")
            )
        }
    }

    @Test("it ends after its days, however often it is used", arguments: bothDatabases)
    func endOfTime(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await remembered(world)
            for _ in 0..<2 {
                world.clock.advance(by: 13 * Self.day)
                #expect(try await browser.comeBack(sam).path == "/security")
            }
            world.clock.advance(by: 4 * Self.day)
            #expect(try await browser.comeBack(sam).path == "/sign-in/app")
            #expect(try await CleanUp(in: world.surroundings).run() > 0)
            #expect(try await world.store.devices(of: sam.id).isEmpty)
        }
    }

    @Test("a wrong password is wrong there too, and nothing of it moves")
    func wrongPassword() async throws {
        try await World.run { world in
            let (sam, browser) = try await remembered(world)
            browser.setCookie("__Host-session", to: nil)
            let before = browser.cookies[Self.cookie]
            #expect(try await browser.comeBack(sam, password: "not that one at all").asksAgain)
            #expect(browser.cookies[Self.cookie] == before)
            // Somebody else signs in with the same browser: their own second step, and the cookie stays.
            let kim = try await world.protectedMember("kim@example.com")
            #expect(try await browser.comeBack(kim).path == "/sign-in/app")
            #expect(browser.cookies[Self.cookie] == before)
            #expect(try await browser.comeBack(sam).path == "/security")
        }
    }

    @Test("two tabs that come at once both get in; one gives the token", arguments: bothDatabases)
    func twoTabs(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await remembered(world)
            let shown = try #require(browser.device)
            world.clock.advance(by: 60)
            let grants = try await withThrowingTaskGroup(of: DeviceGrant?.self) { group in
                for number in 1...4 {
                    group.addTask {
                        // Of one network only two may wait for a hash.
                        let client = Client(address: "192.0.2.\(number)", userAgent: "x")
                        let outcome = try await SignIn(in: world.surroundings).password(
                            name: sam.email,
                            password: sam.password,
                            browserToken: nil,
                            device: shown,
                            client: client
                        )
                        guard case .remembered(_, _, let device) = outcome else {
                            throw TestBrowserFault("\(outcome)")
                        }
                        return device
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(grants.count == 4)
            let given = grants.compactMap(\.self)
            #expect(given.count == 1)
            let device = try #require(try await world.store.devices(of: sam.id).first)
            #expect(device.tokenHash == given.first?.token.token.hash)
            #expect(device.previousHash == shown.token.hash)
        }
    }

    @Test("the token before is good for thirty seconds", arguments: bothDatabases)
    func grace(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await remembered(world)
            let old = browser.cookies[Self.cookie]
            #expect(try await browser.comeBack(sam).path == "/security")
            let new = browser.cookies[Self.cookie]
            world.clock.advance(by: 30)
            let tab = TestBrowser(world)
            tab.setCookie(Self.cookie, to: old)
            #expect(try await tab.comeBack(sam).path == "/security")
            // It got no other: the token of the first tab still counts.
            #expect(tab.cookies[Self.cookie] == old)
            #expect(try await browser.comeBack(sam).path == "/security")
            #expect(browser.cookies[Self.cookie] != new)
        }
    }

    @Test("an older token ends the device, and the person is told", arguments: bothDatabases)
    func theft(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await remembered(world)
            let stolen = browser.cookies[Self.cookie]
            try await browser.comeBack(sam)
            // In by the device alone, as a thief might be; and elsewhere by a second step.
            #expect(try await browser.isSignedIn())
            world.clock.advance(by: 31)
            let proved = TestBrowser(world)
            try await proved.signIn(sam)
            let thief = TestBrowser(world, userAgent: "curl/8")
            thief.setCookie(Self.cookie, to: stolen)
            #expect(try await thief.comeBack(sam).path == "/sign-in/app")
            #expect(thief.cookies[Self.cookie] == nil)
            #expect(try await !browser.isSignedIn())
            #expect(try await proved.isSignedIn())
            #expect(try await world.events(of: sam).contains(.deviceTokenReused))
            #expect(try await world.count(.deviceTokenReused, to: sam) == 1)
            let mail = try await world.mail(.deviceTokenReused, to: sam.email)
            #expect(mail.facts["not_me_link"] != nil)
            // The owner's own token has ended with it.
            #expect(try await browser.comeBack(sam).path == "/sign-in/app")
            #expect(try await world.store.devices(of: sam.id).isEmpty)
            #expect(try await world.count(.deviceTokenReused, to: sam) == 1)
        }
    }

    @Test("two rotations make the first token an old one at once")
    func olderThanPrevious() async throws {
        try await World.run { world in
            let (sam, browser) = try await remembered(world)
            let first = browser.cookies[Self.cookie]
            try await browser.comeBack(sam)
            try await browser.comeBack(sam)
            let other = TestBrowser(world)
            other.setCookie(Self.cookie, to: first)
            #expect(try await other.comeBack(sam).path == "/sign-in/app")
            #expect(try await world.store.devices(of: sam.id).isEmpty)
        }
    }

    @Test("signing out keeps it, or forgets it", arguments: bothDatabases)
    func signingOut(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await remembered(world)
            // The button at the top leads to the page with both ways.
            #expect(try browser.page.html.contains("<a href=\"/sign-out\">"))
            let page = try await browser.open("/sign-out")
            #expect(page.text.contains("Sign out and forget this browser"))
            try await browser.send()
            #expect(try await browser.comeBack(sam).path == "/security")
            try await browser.open("/sign-out")
            try await browser.send(["forget": "1"])
            #expect(browser.cookies[Self.cookie] == nil)
            #expect(try await world.store.devices(of: sam.id).isEmpty)
            #expect(try await world.events(of: sam).contains(.deviceForgotten))
            #expect(try await browser.comeBack(sam).path == "/sign-in/app")
            try await browser.giveCode(sam.phone?.code(in: 30) ?? "")
            #expect(try await !browser.open("/sign-out").text.contains("forget"))
        }
    }

    @Test("each is ended from the list, by its owner alone", arguments: bothDatabases)
    func list(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await remembered(world)
            world.clock.advance(by: 30)
            let other = TestBrowser(world, userAgent: "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36")
            try await other.remember(sam)
            let page = try await browser.open("/security/devices")
            let ends = page.mainForms.compactMap(\.action).filter { $0.hasSuffix("/forget") }
            #expect(ends.count == 2)
            let kim = try await world.protectedMember("kim@example.com")
            let stranger = TestBrowser(world)
            try await stranger.signIn(kim)
            for end in ends {
                #expect(try await stranger.post(end, ["csrf": stranger.token()]).status == 404)
            }
            let own = try #require(browser.device).device
            let theirs = try #require(ends.first { !$0.contains(own.rawValue) })
            let done = try await browser.send(to: theirs)
            #expect(done.text.contains("That browser is asked for your second step again"))
            #expect(try await other.comeBack(sam).path == "/sign-in/app")
            #expect(try await browser.post(theirs, ["csrf": browser.token()]).status == 404)
            try await browser.open("/security/devices")
            try await browser.send(to: "/security/devices/\(own)/forget")
            #expect(browser.cookies[Self.cookie] == nil)
            #expect(try await browser.comeBack(sam).path == "/sign-in/app")
        }
    }

    @Test("whatever changes the account's protection ends them all", arguments: bothDatabases)
    func ends(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let spare = try await world.phone(for: sam, label: "spare")
            let client = Client(address: "192.0.2.1", userAgent: "x")
            let rules = world.surroundings
            let acts: [(String, @Sendable (TestBrowser, Session) async throws -> Void)] = [
                (
                    "removal of a factor",
                    { _, _ in
                        _ = try await FactorActs(in: rules)
                            .remove(spare.factorID, of: sam.id, client: client, actor: .member(sam.id))
                    }
                ),
                ("everywhere", { _, session in try await SessionActs(in: rules).endAll(of: session, client: client) }),
                (
                    "the host",
                    { _, _ in
                        _ = try await RememberedDevices(in: rules).forgetAll(of: sam.id, client: nil, actor: .host)
                    }
                ),
                (
                    "a reset password",
                    { _, _ in
                        _ = try await PasswordActs(in: rules).forgot(name: sam.email, client: client)
                        let link = try await world.mailed("link", in: .resetPassword, to: sam.email)
                        let token = try #require(Token(shown: String(link.split(separator: "/").last ?? "")))
                        _ = try await PasswordActs(in: rules).reset(link: token, new: sam.password, client: client)
                    }
                ),
                (
                    "a changed password",
                    { _, session in
                        _ = try await PasswordActs(in: rules)
                            .change(session, current: sam.password, new: sam.password + "!", client: client)
                        var patch = AccountActs.Patch()
                        patch.password = sam.password
                        _ = try await AccountActs(in: rules).change(sam.id, patch, actor: .host)
                    }
                ),
                ("a restore", { _, _ in _ = try await AfterRestore(in: rules).run { _ in } }),
                (
                    "two-factor off",
                    { _, _ in
                        _ = try await FactorActs(in: rules).turnOff(sam.id, client: client, actor: .member(sam.id))
                    }
                ),
            ]
            for (name, act) in acts {
                world.clock.advance(by: 90)
                let browser = TestBrowser(world)
                try await browser.remember(sam)
                #expect(try await world.store.devices(of: sam.id).count == 1, "\(name)")
                let session = try #require(try await world.store.sessions(of: sam.id).first)
                try await act(browser, session)
                #expect(try await world.store.devices(of: sam.id).isEmpty, "\(name)")
            }
        }
    }

    @Test("a device that ends between the look and the act gets nobody in", arguments: bothDatabases)
    func endedMeanwhile(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await remembered(world)
            let shown = try #require(browser.device)
            let client = Client(address: "192.0.2.1", userAgent: "x")
            // Whatever comes first, no device is left in the end, and a session made before lives no longer than it.
            async let ended = RememberedDevices(in: world.surroundings)
                .forgetAll(of: sam.id, client: client, actor: .host)
            async let outcome = SignIn(in: world.surroundings).password(
                name: sam.email,
                password: sam.password,
                browserToken: nil,
                device: shown,
                client: client
            )
            #expect(try await ended == 1)
            _ = try await outcome
            #expect(try await world.store.devices(of: sam.id).isEmpty)
        }
    }

    @Test("a backup code remembers nothing, and neither does a setting of no days")
    func notRemembered() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.comeBack(sam)
            #expect(try await !browser.open("/sign-in/backup").html.contains("name=\"trust\""))
            try await browser.open("/sign-in/app")
            try await browser.send(["code": sam.backupCodes.first ?? "", "trust": "1"])
            #expect(try await browser.isSignedIn())
            #expect(browser.cookies[Self.cookie] == nil)
        }
        var settings = Settings()
        settings.rememberedDeviceDays = 0
        try await World.run(settings: settings) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            #expect(try await !browser.comeBack(sam).html.contains("name=\"trust\""))
            try await browser.send(["code": sam.phone?.code() ?? "", "trust": "1"])
            #expect(try await browser.isSignedIn())
            #expect(browser.cookies[Self.cookie] == nil)
            #expect(try await !browser.open("/security/devices").text.contains("skip the second step"))
        }
    }

    @Test("only so many are kept; the one not used for longest gives way")
    func most() async throws {
        try await World.run { world in
            let (sam, _) = try await remembered(world)
            let first = try #require(try await world.store.devices(of: sam.id).first)
            for _ in 0..<RememberedDevice.mostPerAccount {
                world.clock.advance(by: 60)
                try await TestBrowser(world).remember(sam)
            }
            let kept = try await world.store.devices(of: sam.id)
            #expect(kept.count == RememberedDevice.mostPerAccount)
            #expect(!kept.contains { $0.id == first.id })
        }
    }

    @Test("what a browser shows is read strictly, and prints as nothing")
    func shape() {
        let token = Token { [UInt8](repeating: 7, count: $0) }
        let text = DeviceToken(device: RememberedDevice.ID("01abc"), token: token).text
        #expect(DeviceToken(shown: text)?.token.text == token.text)
        #expect("\(DeviceToken(device: RememberedDevice.ID("x"), token: token))" == "•••")
        for wrong in [
            "", ".", "a.b", "\(text).", ".\(token.text)", "A.\(token.text)", "a\(token.text)", text + "=",
            String(repeating: "a", count: 200) + ".\(token.text)",
        ] {
            #expect(DeviceToken(shown: wrong) == nil, "\(wrong)")
        }
    }
}

extension TestBrowser {
    /// What it is remembered by.
    fileprivate var device: DeviceToken? { cookies["__Host-device"].flatMap { DeviceToken(shown: $0) } }

    /// The browser was closed, and its window’s cookies with it: the first step of signing in.
    @discardableResult
    fileprivate func comeBack(_ member: TestMember, password: String? = nil) async throws -> TestPage {
        setCookie("__Host-session", to: nil)
        setCookie("__Host-sign-in", to: nil)
        return try await givePassword(member, password: password)
    }

    /// Signs in and asks to be remembered.
    func remember(_ member: TestMember) async throws {
        try await givePassword(member)
        try await send(["code": member.phone?.code() ?? "", "trust": "1"])
    }
}
