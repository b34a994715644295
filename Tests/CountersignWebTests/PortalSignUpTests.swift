import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import HTTPTypes
import Testing

@Suite("Creating an account")
struct PortalSignUpTests {
    @Test("the mailed code makes the account and signs in", arguments: bothDatabases)
    func byCode(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = TestBrowser(world)
            let page = try await browser.signUp()
            #expect(page.path == "/sign-up/confirm")
            #expect(page.text.contains("We sent a 6-digit code to sam@example.com"))
            let code = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["code"])
            try await browser.send(["code": "\(code.prefix(3)) \(code.suffix(3))"], to: "/sign-up/confirm")
            #expect(try await browser.isSignedIn())
            let found = try await world.store.dossier(named: SignInIdentifier("SAM@example.com"))
            let account = try #require(found?.account)
            #expect(account.displayName == "Sam Okafor")
            #expect(account.confirmedEmail == "sam@example.com")
        }
    }

    @Test("the mailed link confirms on another device, once, and the first window goes on", arguments: bothDatabases)
    func byLink(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = TestBrowser(world)
            try await browser.signUp()
            let link = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["link"])

            let elsewhere = TestBrowser(world)
            let shown = try await elsewhere.open(link)
            #expect(shown.heading == "Confirm your email")
            #expect(try await world.store.dossier(named: SignInIdentifier("sam@example.com")) == nil)
            let done = try await elsewhere.send()
            #expect(done.text.contains("Go back to your other window"))
            #expect(try await !elsewhere.isSignedIn())

            let again = try await TestBrowser(world).open(link)
            #expect(again.status == 410)
            #expect(again.heading == "This link has already been used")

            let first = try await browser.open("/sign-up/confirm")
            #expect(first.path == "/sign-in")
            #expect(first.text.contains("Your email is confirmed"))
            #expect(first.value(of: "email") == "sam@example.com")
        }
    }

    @Test("the link opened in the browser that asked signs in there")
    func byLinkInTheSameBrowser() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            try await browser.signUp()
            let link = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["link"])
            try await browser.open(link)
            try await browser.send()
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("an address with an account looks the same; only its mail tells", arguments: bothDatabases)
    func existingAddress(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("taken@example.com")
            let free = try await TestBrowser(world).signUp("free@example.com")
            let stranger = TestBrowser(world)
            let taken = try await stranger.signUp("taken@example.com")
            #expect(taken.status == free.status)
            #expect(taken.visited == free.visited)
            #expect(taken.text == free.text.replacing("free@example.com", with: "taken@example.com"))
            let mails = try await world.mails(to: "taken@example.com")
            #expect(mails.map(\.kind) == [.alreadyHasAccount])

            // Another code asked for looks the same as well, and so does a wrong code.
            world.clock.advance(by: 61)
            let again = try await stranger.send(to: "/sign-up/confirm/again")
            #expect(again.text.contains("Sent again at"))
            #expect(try await world.mails(to: "taken@example.com").count == 2)
            let wrong = try await stranger.send(["code": "123456"], to: "/sign-up/confirm")
            #expect(wrong.problems == ["That code is not correct. Check it against the email we sent"])
        }
    }

    @Test("what is missing is said all at once, and what was typed stays but for the password")
    func problems() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            try await browser.open("/sign-up")
            let empty = try await browser.send(to: "/sign-up")
            #expect(empty.asksAgain)
            #expect(empty.problems == ["Enter your email address", "Enter a new password"])
            #expect(empty.title.hasPrefix("Error: "))
            let short = try await browser.send(
                ["email": "sam@example", "name": "Sam", "new-password": "short"],
                to: "/sign-up"
            )
            #expect(
                short.problems == [
                    "Enter an email address in the correct format, like name@example.com",
                    "Password must be 12 characters or more",
                ]
            )
            #expect(short.value(of: "email") == "sam@example")
            #expect(short.value(of: "name") == "Sam")
            #expect(short.value(of: "new-password") == "")
            let common = try await browser.send(
                ["email": "sam@example.com", "new-password": "passwordpassword"],
                to: "/sign-up"
            )
            #expect(common.problems.first?.hasPrefix("Choose a less common password") == true)
        }
    }

    @Test("a second code is not sent at once, and then both work", arguments: bothDatabases)
    func anotherCode(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = TestBrowser(world)
            try await browser.signUp()
            world.clock.advance(by: 20)
            let early = try await browser.send(to: "/sign-up/confirm/again")
            #expect(early.text.contains("You can ask for another code in 40 seconds. The code we sent at"))
            #expect(try await world.mails(to: "sam@example.com").count == 1)
            let first = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["code"])
            world.clock.advance(by: 41)
            let sent = try await browser.send(to: "/sign-up/confirm/again")
            #expect(sent.text.contains("Either code works"))
            #expect(try await world.mails(to: "sam@example.com").count == 2)
            try await browser.send(["code": first], to: "/sign-up/confirm")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("a code works only in the browser that asked for it")
    func otherBrowser() async throws {
        try await World.run { world in
            try await TestBrowser(world).signUp()
            let code = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["code"])
            let other = TestBrowser(world)
            try await other.signUp("mallory@example.com")
            let page = try await other.send(["code": code], to: "/sign-up/confirm")
            #expect(page.asksAgain)
            #expect(try await world.store.dossier(named: SignInIdentifier("sam@example.com")) == nil)
        }
    }

    @Test("slips in the code are answered in their own words and cost no try")
    func slips() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            try await browser.signUp()
            for (typed, answer) in [
                ("", "Enter the 6-digit code from the email"),
                ("12345", "You’ve not entered enough numbers. The code is 6 numbers"),
                ("1234567", "You’ve entered too many numbers. The code is 6 numbers"),
                ("which code", "The code is 6 numbers, like 418 902"),
                ("  ", "Enter the 6-digit code from the email"),
                ("1", "You’ve not entered enough numbers. The code is 6 numbers"),
            ] {
                #expect(try await browser.send(["code": typed], to: "/sign-up/confirm").problems == [answer])
            }
            let code = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["code"])
            try await browser.send(["code": code], to: "/sign-up/confirm")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("after five wrong codes a new one is sent, and the old one is worth nothing", arguments: bothDatabases)
    func exhausted(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = TestBrowser(world)
            try await browser.signUp()
            let first = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["code"])
            let wrong = first == "000000" ? "111111" : "000000"
            world.clock.advance(by: 61)
            for _ in 0..<4 {
                let page = try await browser.send(["code": wrong], to: "/sign-up/confirm")
                #expect(page.problems == ["That code is not correct. Check it against the email we sent"])
            }
            let fifth = try await browser.send(["code": wrong], to: "/sign-up/confirm")
            #expect(fifth.problems == ["That was too many wrong codes. We’ve sent a new one"])
            try await browser.send(["code": first], to: "/sign-up/confirm")
            #expect(try await !browser.isSignedIn())
            let second = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["code"])
            #expect(second != first)
            try await browser.send(["code": second], to: "/sign-up/confirm")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("a code that ran out is followed by a new one at once")
    func expired() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            try await browser.signUp()
            let first = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["code"])
            world.clock.advance(by: 601)
            let page = try await browser.send(["code": first], to: "/sign-up/confirm")
            #expect(page.problems == ["That code has expired. We’ve sent a new one"])
            let second = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["code"])
            try await browser.send(["code": second], to: "/sign-up/confirm")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("a likely slip in the address is asked about, and can be put right")
    func likelySlip() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            let page = try await browser.signUp("sam@homtail.com")
            #expect(page.text.contains("Did you mean sam@hotmail.com?"))
            let kept = try await browser.send(["keep": "1"], to: "/sign-up/confirm/address")
            #expect(!kept.text.contains("Did you mean"))

            let old = try #require(try await world.mail(.confirmSignUp, to: "sam@homtail.com").facts["code"])
            let oldLink = try #require(try await world.mail(.confirmSignUp, to: "sam@homtail.com").facts["link"])
            let right = try await browser.post(
                "/sign-up/confirm/address",
                ["email": "sam@hotmail.com", "csrf": kept.forms.first?.hidden["csrf"] ?? ""]
            )
            #expect(right.text.contains("We sent a 6-digit code to sam@hotmail.com"))
            #expect(try await browser.open(oldLink).heading == "This link no longer works")
            try await browser.open("/sign-up/confirm")
            try await browser.send(["code": old], to: "/sign-up/confirm")
            #expect(try await !browser.isSignedIn())
            let code = try #require(try await world.mail(.confirmSignUp, to: "sam@hotmail.com").facts["code"])
            try await browser.send(["code": code], to: "/sign-up/confirm")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("where accounts are made by invitation the page says whom to ask, and nothing is made")
    func byInvitation() async throws {
        var settings = Settings()
        settings.signUp = .invitation
        settings.supportContact = "it@example.com"
        try await World.run(settings: settings) { world in
            let browser = TestBrowser(world)
            let page = try await browser.open("/sign-up")
            #expect(page.heading == "You need an invitation")
            #expect(page.text.contains("it@example.com"))
            #expect(try await !browser.open("/sign-in").text.contains("Create an account"))
            let sent = try await browser.send(
                ["email": "sam@example.com", "name": "", "new-password": TestMember.password],
                to: "/sign-in"
            )
            let token = try #require(sent.mainForms.first?.hidden["csrf"])
            let refused = try await browser.post(
                "/sign-up",
                ["csrf": token, "email": "sam@example.com", "new-password": TestMember.password]
            )
            #expect(refused.status == 403)
            #expect(try await world.mails(to: "sam@example.com").isEmpty)
        }
    }

    @Test("five codes an hour to one address, then a wait that is told")
    func limit() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            for _ in 0..<5 { #expect(try await browser.signUp().status == 200) }
            let page = try await browser.signUp()
            #expect(page.status == 429)
            #expect(Int(page.headers[.retryAfter] ?? "") == 3600)
            #expect(try await world.mails(to: "sam@example.com").count == 5)
        }
    }
}
