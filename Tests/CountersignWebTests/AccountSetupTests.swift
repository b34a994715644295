import Countersign
import CountersignDocuments
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import OneTimePassword
import Testing

@Suite("Setting up an authenticator app")
struct AccountSetupTests {
    @Test("the QR code's link turns the app on, and the codes follow", arguments: bothDatabases)
    func turnsOn(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let choice = try await browser.open("/security/two-factor/new")
            #expect(choice.links.contains("/security/two-factor/app/new"))

            let page = try await browser.open("/security/two-factor/app/new")
            #expect(page.heading == "Set up an authenticator app")
            let link = try #require(page.setupLink)
            let svg = try QRCode(link).svg(label: "QR code holding the setup key shown below as text")
            #expect(page.html.contains(svg))
            let uri = try KeyURI(parsing: link)
            #expect(uri.account == "sam@example.com")
            #expect(uri.issuer == "Countersign")
            let phone = try world.scan(page)
            #expect(page.setupKey == phone.key.secret.base32)
            #expect(!page.forms.contains { $0.hidden.values.contains { $0.contains(phone.key.secret.base32) } })
            #expect(try await world.dossier(of: sam).factors.isEmpty)

            let next = try await browser.send(["code": phone.code, "nickname": "Sam’s Pixel"])
            #expect(next.path == "/security/two-factor/backup-codes")
            #expect(next.text.contains("Authenticator app is on"))
            #expect(next.shownCodes.count == 5)
            let dossier = try await world.dossier(of: sam)
            #expect(dossier.factors.map(\.label) == ["Sam’s Pixel"])
            #expect(dossier.account.preferredFactorID == dossier.factors.first?.id)
            #expect(try await world.count(.factorAdded, to: sam) == 1)
            #expect(try await world.events(of: sam).contains(.factorAdded))

            // Whoever confirmed it has just proved it: the next change asks for nothing.
            #expect(try await browser.open("/security/two-factor/off").path == "/security/two-factor/off")
            let elsewhere = TestBrowser(world)
            #expect(try await elsewhere.givePassword(sam).path == "/sign-in/app")
            #expect(try await elsewhere.giveCode(phone.code(after: 1)).path == "/security")
        }
    }

    @Test("a reload, a second tab and a new sign-in there go on with the same secret", arguments: bothDatabases)
    func resumes(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let key = try await browser.open("/security/two-factor/app/new").setupKey
            #expect(key.count == 32)
            #expect(try await world.events(of: sam).filter { $0 == .enrolmentBegun }.count == 1)
            #expect(try await browser.open("/security/two-factor/app/new").setupKey == key)
            #expect(try await browser.tab().open("/security/two-factor/app/new").setupKey == key)
            world.clock.advance(by: 5 * 3600)
            try await browser.signIn(sam)
            #expect(try await browser.open("/security/two-factor/app/new").setupKey == key)
            // Begun once, however often it is looked at.
            #expect(try await world.events(of: sam).filter { $0 == .enrolmentBegun }.count == 1)
        }
    }

    @Test("whoever else has the password sees another secret, and no longer gets by with it", arguments: bothDatabases)
    func strangerWithPassword(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let stranger = TestBrowser(world)
            try await stranger.signIn(sam)
            let theirs = try world.scan(try await stranger.open("/security/two-factor/app/new"))
            world.clock.advance(by: 60)
            let owner = TestBrowser(world)
            try await owner.signIn(sam)
            let page = try await owner.open("/security/two-factor/app/new")
            #expect(page.setupKey != theirs.key.secret.base32)
            #expect(page.text.contains("This QR code is new"))
            // Neither crowds the other out.
            #expect(try await stranger.open("/security/two-factor/app/new").setupKey == theirs.key.secret.base32)
            try await owner.send(["code": try world.scan(page).code])
            #expect(try await world.dossier(of: sam).factors.count == 1)
            // Their session was of the password alone, and their setup ends with it.
            #expect(try await !stranger.isSignedIn())
            try await stranger.givePassword(sam)
            #expect(try await stranger.giveCode(theirs.code).problems.count == 1)
        }
    }

    @Test("whoever takes a new browser for each setup is not kept for ever")
    func manyBrowsers() async throws {
        try await World.run { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let first = try await browser.open("/security/two-factor/app/new").setupKey
            let session = try #require(browser.cookies["__Host-session"])
            for _ in 0..<60 {
                let other = TestBrowser(world)
                other.setCookie("__Host-session", to: session)
                #expect(try await other.open("/security/two-factor/app/new").setupKey != first)
            }
            #expect(try await world.store.drafts(of: sam.id).count <= 50)
        }
    }

    @Test("a new password ends what anybody began to set up", arguments: bothDatabases)
    func newPassword(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let key = try await browser.open("/security/two-factor/app/new").setupKey
            try await browser.open("/security/password")
            try await browser.send(["password": sam.password, "new-password": "orchard lantern violet ember"])
            #expect(try await world.store.drafts(of: sam.id).isEmpty)
            #expect(try await browser.open("/security/two-factor/app/new").setupKey != key)
        }
    }

    @Test("two tabs opened at the same moment show one secret", arguments: bothDatabases)
    func opensOnce(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let keys = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await browser.tab().open("/security/two-factor/app/new").setupKey }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(keys.count == 1)
        }
    }

    @Test("after a day there is another secret, and the page says so", arguments: bothDatabases)
    func runsOut(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let old = try world.scan(try await browser.open("/security/two-factor/app/new"))
            world.clock.advance(by: 24 * 3600 + 60)
            _ = try await CleanUp(in: world.surroundings).run()
            try await browser.signIn(sam)
            let page = try await browser.open("/security/two-factor/app/new")
            #expect(page.setupKey != old.key.secret.base32)
            #expect(page.text.contains("This QR code is new. Delete the earlier Countersign entry in your app"))
            #expect(try await browser.send(["code": old.code]).problems.count == 1)
            #expect(try await world.dossier(of: sam).factors.isEmpty)
            // Once one is done, the next one is nobody's second try.
            world.clock.advance(by: 30)
            try await browser.send(["code": world.scan(page).code])
            #expect(try await !browser.open("/security/two-factor/app/new").text.contains("This QR code is new"))
        }
    }

    @Test("a code sent after the setup ran out is not judged against the new secret")
    func runsOutWhileShown() async throws {
        var settings = Settings()
        // So that the session outlives the setup.
        settings.enrolmentLifetime = 300
        try await World.run(settings: settings) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let phone = try world.scan(try await browser.open("/security/two-factor/app/new"))
            world.clock.advance(by: 301)
            let page = try await browser.send(["code": phone.code])
            #expect(page.problems.isEmpty)
            #expect(page.text.contains("This QR code is new"))
            #expect(page.setupKey != phone.key.secret.base32)
        }
    }

    @Test("a phone’s clock that is off is told at once, with its size", arguments: [150, -150, 40 * 60])
    func tellsTheClock(_ ahead: Int) async throws {
        try await World.run { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            var phone = try world.scan(try await browser.open("/security/two-factor/app/new"))
            phone.ahead = Double(ahead)
            let page = try await browser.send(["code": phone.code, "nickname": "Sam’s Pixel"])
            let size = abs(ahead) == 150 ? "2 minutes 30 seconds" : "40 minutes"
            #expect(page.problems == ["Your phone’s clock is \(size) \(ahead > 0 ? "ahead" : "behind")"])
            #expect(page.asksAgain)
            #expect(page.text.contains("Set time automatically"))
            #expect(page.value(of: "nickname") == "Sam’s Pixel")
            #expect(page.value(of: "code") == "")
            phone.ahead = 0
            #expect(try await browser.send(["code": phone.code]).path == "/security/two-factor/backup-codes")
        }
    }

    @Test(
        "slips are answered in their own words and cost no try",
        arguments: [
            ("", "Enter the 6-digit code from your app"),
            ("12345", "You’ve not entered enough numbers. The code is 6 numbers"),
            ("1234567", "You’ve entered too many numbers. The code is 6 numbers"),
            ("hello!", "The code is 6 numbers, like 418 902"),
            ("k7qf-29xmh-w4t3", "The code is 6 numbers, like 418 902"),
        ]
    )
    func slips(_ typed: String, _ answer: String) async throws {
        try await World.run { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/two-factor/app/new")
            #expect(try await browser.send(["code": typed]).problems == [answer])
            #expect(try await world.store.drafts(of: sam.id).map(\.wrongAnswers) == [0])
        }
    }

    @Test("twenty wrong codes end the setup, and there is a new secret at once", arguments: bothDatabases)
    func tooManyWrong(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let phone = try world.scan(try await browser.open("/security/two-factor/app/new"))
            for _ in 1..<20 {
                let page = try await browser.send(["code": phone.wrongCode()])
                #expect(page.problems.first?.hasPrefix("That code is not correct") == true)
                #expect(page.setupKey == phone.key.secret.base32)
            }
            let page = try await browser.send(["code": phone.wrongCode()])
            #expect(
                page.problems == ["That was too many wrong codes, so we’ve made a new QR code. Scan it and try again"]
            )
            let new = try world.scan(page)
            #expect(new.key != phone.key)
            #expect(try await world.events(of: sam).contains(.enrolmentFailed))
            #expect(try await browser.send(["code": phone.code]).asksAgain)
            #expect(try await browser.send(["code": new.code]).path == "/security/two-factor/backup-codes")
        }
    }

    @Test("a second app needs a name, and both work", arguments: bothDatabases)
    func another(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let phone = try world.scan(try await browser.open("/security/two-factor/app/new"))
            let unnamed = try await browser.send(["code": phone.code, "nickname": "  "])
            #expect(unnamed.problems == ["Enter a name, so you can tell your apps apart"])
            let tooLong = try await browser.send(["code": phone.code, "nickname": String(repeating: "x", count: 65)])
            #expect(tooLong.problems == ["Name must be 64 characters or fewer"])
            let done = try await browser.send(["code": phone.code, "nickname": "Old tablet"])
            #expect(done.path == "/security")
            #expect(done.text.contains("Authenticator app is on"))
            #expect(done.text.contains("Old tablet"))
            #expect(done.text.contains("Asked first"))

            world.clock.advance(by: 30)
            #expect(try await TestBrowser(world).signIn(sam).path == "/security")
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            let factor = try #require(try await world.dossier(of: sam).factors.first { $0.label == "Old tablet" })
            try await other.open("/sign-in/app?factor=\(factor.id)")
            #expect(try await other.send(["code": phone.code]).path == "/security")
        }
    }

    @Test("Turn on in a second tab goes on to where the first has led", arguments: bothDatabases)
    func secondTab(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let first = TestBrowser(world)
            try await first.signIn(sam)
            let second = first.tab()
            try await second.open("/security/two-factor/app/new")
            let (phone, page) = try await first.setUpApp(world)
            let late = try await second.send(["code": phone.code])
            #expect(late.path == "/security/two-factor/backup-codes")
            #expect(late.shownCodes == page.shownCodes)
            try await first.send(["saved": "1"], to: "/security/two-factor/backup-codes")
            try await second.open("/security/two-factor/app/new")
            #expect(try second.page.heading == "Add another authenticator app")
            #expect(try await world.dossier(of: sam).factors.count == 1)
        }
    }

    @Test("nothing is on before the code is right")
    func nothingBefore() async throws {
        try await World.run { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let phone = try world.scan(try await browser.open("/security/two-factor/app/new"))
            try await browser.send(["code": phone.wrongCode()])
            #expect(try await browser.open("/security").text.contains("Only your password protects this account"))
            #expect(try await TestBrowser(world).signIn(sam).path == "/security")
        }
    }
}
