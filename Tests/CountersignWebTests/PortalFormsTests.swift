import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite("Forms, cookies and tabs")
struct PortalFormsTests {
    @Test(
        "a form from elsewhere is refused, and what it held is not shown again",
        arguments: [
            ["Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8080"],
            ["Sec-Fetch-Site": "same-site", "Origin": "http://localhost:8080"],
            ["Sec-Fetch-Site": "none"],
            ["Origin": "null"],
            ["Origin": "https://evil.example"],
            ["Origin": "http://localhost:8080.evil.example"],
            [:],
        ]
    )
    func otherSite(_ named: [String: String]) async throws {
        try await World.run { world in
            let member = try await world.member()
            let browser = TestBrowser(world)
            let token = try #require(try await browser.open("/sign-in").mainForms.first?.hidden["csrf"])
            var headers: HTTPFields = [:]
            for (name, value) in named { headers[try #require(HTTPField.Name(name))] = value }
            let page = try await browser.post(
                "/sign-in",
                ["csrf": token, "email": member.email, "password": member.password],
                headers: headers
            )
            #expect(page.status == 403)
            #expect(page.heading == "This page was open too long")
            #expect(!page.html.contains(member.email))
            #expect(page.mainForms.isEmpty)
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test("a form without its token, or with another browser's, is refused")
    func token() async throws {
        try await World.run { world in
            let member = try await world.member()
            let browser = TestBrowser(world)
            try await browser.open("/sign-in")
            let foreign = try #require(try await TestBrowser(world).open("/sign-in").mainForms.first?.hidden["csrf"])
            for token in [nil, "", "x", foreign] {
                var fields = ["email": member.email, "password": member.password]
                fields["csrf"] = token
                let page = try await browser.post("/sign-in", fields)
                #expect(page.status == 403)
                #expect(try await !browser.isSignedIn())
            }
            // From our own page what was typed is kept, but for the password; sent again from there it is taken.
            let kept = try browser.page
            #expect(kept.mainForms.first?.hidden["email"] == member.email)
            #expect(!kept.html.contains(member.password))
            let again = try await browser.send()
            #expect(again.problems == ["Enter your password"])
            #expect(again.value(of: "email") == member.email)
        }
    }

    @Test("without cookies the page to sign in says so")
    func noCookies() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            let token = try #require(try await browser.open("/sign-in").mainForms.first?.hidden["csrf"])
            for name in browser.cookies.keys { browser.setCookie(name, to: nil) }
            let page = try await browser.post("/sign-in", ["csrf": token, "email": "sam@example.com", "password": "x"])
            #expect(page.status == 403)
            #expect(page.text.contains("Your browser is not keeping cookies"))
        }
    }

    @Test("each step brings a new token, and the one before is worth nothing", arguments: bothDatabases)
    func fixation(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            // Cookies that somebody planted before.
            let planted = Token(random: world.surroundings.random).text
            for name in [CookieName.session, .signIn] { browser.setCookie(name.rawValue, to: planted) }
            try await browser.givePassword(member)
            let half = try #require(browser.cookies[CookieName.signIn.rawValue])
            #expect(half != planted)
            #expect(browser.cookies[CookieName.session.rawValue] == nil)
            let before = try #require(try browser.page.mainForms.first?.hidden["csrf"])
            try await browser.giveCode(member.phone?.code() ?? "")
            let session = try #require(browser.cookies[CookieName.session.rawValue])
            #expect(![planted, half].contains(session))
            #expect(browser.cookies[CookieName.signIn.rawValue] == nil)

            let thief = TestBrowser(world)
            thief.setCookie(CookieName.signIn.rawValue, to: half)
            #expect(try await thief.open("/sign-in/app").path == "/sign-in")
            thief.setCookie(CookieName.session.rawValue, to: planted)
            #expect(try await !thief.isSignedIn())
            // A form of before the sign-in is none of after it.
            #expect(try await browser.post("/sign-out", ["csrf": before]).status == 403)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("cookies are for this host alone, for the server alone, and over TLS alone")
    func attributes() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let response = try await world.client.execute(uri: "/sign-in", method: .get)
            let lines = response.headers[values: .setCookie]
            #expect(lines.count == 1)
            let browser = TestBrowser(world)
            try await browser.signIn(member)
            #expect(browser.cookies.keys.allSatisfy { $0.hasPrefix("__Host-") })
            for line in lines {
                for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] { #expect(line.contains(attribute)) }
                #expect(!line.contains("Domain"))
            }
        }
    }

    @Test("what is finished in one tab goes on in the other")
    func twoTabs() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let one = TestBrowser(world)
            let two = one.tab()
            try await one.open("/sign-in")
            try await two.open("/sign-in")
            try await one.send(["email": member.email, "password": member.password], to: "/sign-in")
            // The other tab's form is of before the password: it goes on at the second step.
            let second = try await two.send(["email": member.email, "password": member.password], to: "/sign-in")
            #expect(second.path == "/sign-in/app")
            try await one.giveCode(member.phone?.code() ?? "")
            #expect(try await one.isSignedIn())
            world.clock.advance(by: 30)
            let other = try await two.giveCode(member.phone?.code() ?? "")
            #expect(other.visited.contains("/security"))
            #expect(try await two.isSignedIn())
        }
    }

    @Test("nothing changes by opening an address", arguments: bothDatabases)
    func opening(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signUp("new@example.com")
            let signUpLink = try #require(try await world.mail(.confirmSignUp, to: "new@example.com").facts["link"])
            try await browser.open("/password/forgot")
            try await browser.send(["email": member.email])
            let resetLink = try #require(try await world.mail(.resetPassword, to: member.email).facts["link"])
            let notMeLink = try #require(try await world.mail(.backupCodesMade, to: member.email).facts["not_me_link"])
            let before = try await world.store.dossier(of: member.id)?.account
            for address in [
                signUpLink, resetLink, notMeLink, "/sign-up/confirm", "/sign-up/confirm/again", "/sign-in",
                "/sign-in/app",
                "/sign-in/wait", "/sign-out", "/password/forgot", "/password/forgot/sent", "/language", "/help/clock",
            ] {
                for _ in 0..<2 { try await browser.open(address) }
            }
            #expect(try await world.store.dossier(of: member.id)?.account == before)
            #expect(try await world.store.dossier(named: SignInIdentifier("new@example.com")) == nil)
            #expect(try await browser.open(signUpLink).status == 200)
            #expect(try await browser.open(resetLink).status == 200)
            #expect(try await browser.open(notMeLink).status == 200)
        }
    }

    @Test("signing out ends the session on the server", arguments: bothDatabases)
    func signOut(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(member)
            let token = try #require(browser.cookies[CookieName.session.rawValue])
            try await browser.open("/sign-out")
            try await browser.send(to: "/sign-out")
            let thief = TestBrowser(world)
            thief.setCookie(CookieName.session.rawValue, to: token)
            #expect(try await !thief.isSignedIn())
            #expect(try await world.store.sessions(of: member.id).isEmpty)
        }
    }
}
