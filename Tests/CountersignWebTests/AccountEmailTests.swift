import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import HTTPTypes
import Testing

@Suite("Changing the address")
struct AccountEmailTests {
    private static let new = "sam@new.example"
    private static let codes = "/security/email/codes"

    /// Signed in, with the codes sent.
    private static func asked(_ world: World) async throws -> (TestMember, TestBrowser) {
        let sam = try await world.protectedMember()
        let browser = TestBrowser(world)
        try await browser.signIn(sam)
        try await browser.open("/security/email")
        #expect(try await browser.send(["email": Self.new]).path == Self.codes)
        return (sam, browser)
    }

    @Test("an account is sent five codes an hour, to whatever addresses", arguments: bothDatabases)
    func rate(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (_, browser) = try await Self.asked(world)
            for number in 1...8 {
                world.clock.advance(by: 61)
                try await browser.post("/security/email/cancel", ["csrf": try await browser.token()])
                try await browser.open("/security/email")
                try await browser.send(["email": "stranger\(number)@example.com"])
            }
            var mailed = 0
            for number in 1...8 { mailed += try await world.mails(to: "stranger\(number)@example.com").count }
            #expect(mailed == 4)
        }
    }

    @Test(
        "a change that was begun ends with what shuts a stranger out",
        arguments: bothDatabases,
        ["password", "reset", "sign-out"]
    )
    func endsWithAccess(_ database: TestedDatabase, way: String) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let thief = TestBrowser(world)
            try await thief.signIn(sam)
            try await thief.open("/security/email")
            try await thief.send(["email": "thief@example.com"])
            let link = try await world.mailed("link", in: .confirmEmail, to: "thief@example.com")
            #expect(try await TestBrowser(world).open(link).status == 200)
            world.clock.advance(by: 30)
            let owner = TestBrowser(world)
            try await owner.signIn(sam)
            switch way {
            case "password":
                try await owner.open("/security/password")
                let typed = ["password": sam.password, "new-password": "orchard lantern violet ember"]
                #expect(try await owner.send(typed).problems.isEmpty)
            case "reset":
                try await owner.open("/sign-out")
                try await owner.send()
                try await owner.open("/password/forgot")
                try await owner.send(["email": sam.email])
                try await owner.open(try await world.mailed("link", in: .resetPassword, to: sam.email))
                #expect(try await owner.send(["new-password": "orchard lantern violet ember"]).path == "/sign-in")
            default:
                try await owner.post("/security/devices/sign-out-others", ["csrf": try await owner.token()])
            }
            #expect(try await TestBrowser(world).open(link).status == 410)
        }
    }

    @Test("both addresses have to agree, in either order", arguments: bothDatabases, [true, false])
    func both(_ database: TestedDatabase, _ newFirst: Bool) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            let new = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            let old = try await world.mailed("code", in: .agreeToEmailChange, to: sam.email)
            let half = try await browser.send(newFirst ? ["new-code": new] : ["old-code": old], to: Self.codes)
            #expect(half.path == Self.codes)
            #expect(half.text.contains("\(newFirst ? Self.new : sam.email) is confirmed"))
            #expect(try await world.dossier(of: sam).account.email == sam.email)
            let done = try await browser.send(newFirst ? ["old-code": old] : ["new-code": new], to: Self.codes)
            #expect(done.path == "/security")
            #expect(done.text.contains("Your email address is changed"))
            let account = try await world.dossier(of: sam).account
            #expect(account.confirmedEmail == Self.new)
            #expect(account.name == Self.new)
            // Both are told.
            #expect(try await world.mails(to: Self.new).contains { $0.kind == .emailChanged })
            #expect(try await world.count(.emailChanged, to: sam) == 1)
            let events = try await world.events(of: sam)
            #expect(events.contains(.emailChangeAsked) && events.contains(.emailChanged))
            #expect(try await world.store.dossier(named: SignInIdentifier(sam.email)) == nil)
            #expect(try await world.store.dossier(named: SignInIdentifier(Self.new))?.account.id == sam.id)
        }
    }

    @Test("both codes at once will do", arguments: bothDatabases)
    func atOnce(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            let fields = [
                "new-code": try await world.mailed("code", in: .confirmEmail, to: Self.new),
                "old-code": try await world.mailed("code", in: .agreeToEmailChange, to: sam.email),
            ]
            #expect(try await browser.send(fields, to: Self.codes).path == "/security")
            #expect(try await world.dossier(of: sam).account.confirmedEmail == Self.new)
        }
    }

    @Test("the links do the same, on any device; opening one only shows", arguments: bothDatabases)
    func links(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            let stranger = TestBrowser(world)
            let new = try await world.mailed("link", in: .confirmEmail, to: Self.new)
            let old = try await world.mailed("link", in: .agreeToEmailChange, to: sam.email)
            for _ in 0..<2 {
                #expect(try await stranger.open(old).text.contains("the address of your account becomes \(Self.new)"))
            }
            #expect(try await stranger.open(new).text.contains(Self.new))
            let waiting = try await stranger.send()
            #expect(waiting.heading == "Thank you. You’ve agreed")
            #expect(try await world.dossier(of: sam).account.email == sam.email)
            #expect(try await stranger.open(new).heading == "Thank you. You’ve agreed")
            try await stranger.open(old)
            let done = try await stranger.send()
            #expect(done.heading == "Your email address is changed")
            #expect(try await world.dossier(of: sam).account.confirmedEmail == Self.new)
            for link in [new, old] {
                let again = try await stranger.open(link)
                #expect(again.status == 410)
                #expect(again.heading == "This link has already been used")
            }
            #expect(try await browser.isSignedIn())
            #expect(try await !stranger.isSignedIn())
            #expect(try await stranger.open("/security/email/confirm/nonsense").status == 404)
        }
    }

    @Test("a wrong code is said beside its field, a right one beside it still counts", arguments: bothDatabases)
    func wrong(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            #expect(
                try await browser.send([:], to: Self.codes).problems
                    == ["Enter the 6-digit code from the email", "Enter the 6-digit code from the email"]
            )
            #expect(
                try await browser.send(["new-code": "12"], to: Self.codes).problems
                    == ["You’ve not entered enough numbers. The code is 6 numbers"]
            )
            let old = try await world.mailed("code", in: .agreeToEmailChange, to: sam.email)
            let new = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            let wrong = new == "000000" ? "000001" : "000000"
            let page = try await browser.send(["new-code": wrong, "old-code": old], to: Self.codes)
            #expect(page.problems.count == 1)
            #expect(page.text.contains("\(sam.email) is confirmed"))
            #expect(try await browser.send(["new-code": new], to: Self.codes).path == "/security")
        }
    }

    @Test("five wrong codes end them, and new ones are sent at once", arguments: bothDatabases)
    func exhausted(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (_, browser) = try await Self.asked(world)
            let old = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            let wrong = old == "000000" ? "000001" : "000000"
            world.clock.advance(by: 61)
            for _ in 0..<4 { try await browser.send(["new-code": wrong], to: Self.codes) }
            let page = try await browser.send(["new-code": wrong], to: Self.codes)
            #expect(page.problems == ["That was too many wrong codes. We’ve sent a new one"])
            let new = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            #expect(new != old)
            #expect(try await browser.send(["new-code": old], to: Self.codes).asksAgain)
            #expect(try await browser.send(["new-code": new], to: Self.codes).text.contains("is confirmed"))
        }
    }

    @Test("sent again, either code works; too early, the page stays and says when", arguments: bothDatabases)
    func again(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            let first = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            world.clock.advance(by: 20)
            let early = try await browser.send(to: "/security/email/again")
            #expect(early.status == 429)
            #expect(early.text.contains("You can ask for another code in 40 seconds"))
            #expect(early.headers[.retryAfter] == "40")
            world.clock.advance(by: 41)
            let page = try await browser.send(to: "/security/email/again")
            #expect(page.text.contains("Either code works"))
            let second = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            #expect(first != second)
            #expect(try await browser.send(["new-code": first], to: Self.codes).text.contains("is confirmed"))
            let old = try await world.mailed("code", in: .agreeToEmailChange, to: sam.email)
            #expect(try await browser.send(["old-code": old], to: Self.codes).path == "/security")
            #expect(try await world.dossier(of: sam).account.confirmedEmail == Self.new)
        }
    }

    @Test("what has agreed stays so when the rest is sent again", arguments: bothDatabases)
    func againForTheRest(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            let new = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            try await browser.send(["new-code": new], to: Self.codes)
            world.clock.advance(by: 61)
            let page = try await browser.send(to: "/security/email/again")
            #expect(page.text.contains("\(Self.new) is confirmed"))
            #expect(try await world.mails(to: Self.new).count { $0.kind == .confirmEmail } == 1)
            let old = try await world.mailed("code", in: .agreeToEmailChange, to: sam.email)
            #expect(try await browser.send(["old-code": old], to: Self.codes).path == "/security")
        }
    }

    @Test("a code works only in the browser that asked; another gets its own", arguments: bothDatabases)
    func otherBrowser(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, _) = try await Self.asked(world)
            world.clock.advance(by: 61)
            let other = TestBrowser(world)
            try await other.signIn(sam)
            try await other.open(Self.codes)
            let first = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            #expect(try await other.send(["new-code": first], to: Self.codes).problems.count == 1)
            let own = try await world.mailed("code", in: .confirmEmail, to: Self.new)
            #expect(own != first)
            #expect(try await other.send(["new-code": own], to: Self.codes).text.contains("is confirmed"))
        }
    }

    @Test("kept as it is: neither codes nor links work any more", arguments: bothDatabases)
    func cancelled(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            let link = try await world.mailed("link", in: .agreeToEmailChange, to: sam.email)
            let kept = try await browser.send(to: "/security/email/cancel")
            #expect(kept.text.contains("Your email address stays as it is"))
            #expect(try await browser.open(Self.codes).path == "/security/email")
            let page = try await TestBrowser(world).open(link)
            #expect(page.status == 410)
            #expect(page.heading == "This link no longer works")
            #expect(try await world.dossier(of: sam).account.email == sam.email)
        }
    }

    @Test("another address asked for replaces the first", arguments: bothDatabases)
    func replaced(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            let first = try await world.mailed("link", in: .confirmEmail, to: Self.new)
            try await browser.send(to: "/security/email/cancel")
            try await browser.open("/security/email")
            world.clock.advance(by: 1)
            try await browser.send(["email": "other@new.example"])
            #expect(try await TestBrowser(world).open(first).status == 410)
            #expect(try browser.page.text.contains("other@new.example"))
            let fields = [
                "new-code": try await world.mailed("code", in: .confirmEmail, to: "other@new.example"),
                "old-code": try await world.mailed("code", in: .agreeToEmailChange, to: sam.email),
            ]
            try await browser.send(fields, to: Self.codes)
            #expect(try await world.dossier(of: sam).account.confirmedEmail == "other@new.example")
        }
    }

    @Test("somebody else’s address looks like any other; its owner alone is told", arguments: bothDatabases)
    func taken(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("kim@example.com")
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/email")
            let page = try await browser.send(["email": "KIM@example.com"])
            #expect(page.path == Self.codes)
            #expect(page.problems.isEmpty)
            #expect(try await world.mails(to: "KIM@example.com").map(\.kind) == [.alreadyHasAccount])
            #expect(try await browser.send(["new-code": "123456"], to: Self.codes).problems.count == 1)
        }
    }

    @Test("an address that was taken meanwhile is refused with words", arguments: bothDatabases)
    func takenMeanwhile(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser) = try await Self.asked(world)
            _ = try await world.member(Self.new)
            let fields = [
                "new-code": try await world.mailed("code", in: .confirmEmail, to: Self.new),
                "old-code": try await world.mailed("code", in: .agreeToEmailChange, to: sam.email),
            ]
            let page = try await browser.send(fields, to: Self.codes)
            #expect(page.status == 409)
            #expect(page.heading == "Your email address could not be changed")
            #expect(try await world.dossier(of: sam).account.email == sam.email)
        }
    }

    @Test(
        "what cannot be an address is said, and kept to be put right",
        arguments: [
            ("", "Enter your email address"),
            ("sam@", "Enter an email address in the correct format, like name@example.com"),
            ("Sam@Example.com", "Enter a different email address. That one is yours already"),
        ]
    )
    func slips(_ typed: String, _ answer: String) async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/email")
            let page = try await browser.send(["email": typed])
            #expect(page.problems == [answer])
            #expect(page.value(of: "email") == typed)
        }
    }

    @Test("an account without a confirmed address confirms its first with one code", arguments: bothDatabases)
    func first(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            var request = AccountActs.Request(name: "sam")
            request.email = "sam@example.com"
            request.password = TestMember.password
            let account = try await AccountActs(in: world.surroundings).create(request, appID: nil, actor: .host)
            let sam = TestMember(id: account.id, email: "sam", password: TestMember.password)
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let form = try await browser.open("/security/email")
            #expect(form.value(of: "email") == "sam@example.com")
            let page = try await browser.send(["email": "sam@example.com"])
            #expect(!page.mainForms.contains { $0.names.contains("old-code") })
            let code = try await world.mailed("code", in: .confirmEmail, to: "sam@example.com")
            let done = try await browser.send(["new-code": code], to: Self.codes)
            #expect(done.text.contains("Your email is confirmed"))
            let after = try await world.dossier(of: sam).account
            #expect(after.confirmedEmail == "sam@example.com")
            #expect(after.name == "sam")
        }
    }

    @Test("five mails an hour to one address, then the page says when", arguments: bothDatabases)
    func limit(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (_, browser) = try await Self.asked(world)
            for _ in 0..<4 {
                world.clock.advance(by: 61)
                #expect(try await browser.send(to: "/security/email/again").status == 200)
            }
            world.clock.advance(by: 61)
            let page = try await browser.send(to: "/security/email/again")
            #expect(page.status == 429)
            #expect(page.text.contains("We’ve sent 5 codes within an hour"))
            #expect(page.path == "/security/email/again")
        }
    }
}
