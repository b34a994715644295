import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("Mailed and printed links")
struct PortalLinksTests {
    private static let newPassword = "a wholly different staple"

    @Test("a reset sets the password, ends every session, and never skips the second step", arguments: bothDatabases)
    func reset(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let signedIn = TestBrowser(world)
            try await signedIn.signIn(member)
            let half = TestBrowser(world)
            try await half.givePassword(member)

            let browser = TestBrowser(world)
            try await browser.open("/password/forgot")
            let sent = try await browser.send(["email": "SAM@example.com "])
            #expect(sent.heading == "Check your email")
            let link = try #require(try await world.mail(.resetPassword, to: member.email).facts["link"])
            let form = try await browser.open(link)
            #expect(form.text.contains("A new password doesn’t get round it"))
            let short = try await browser.send(["new-password": "short"])
            #expect(short.problems == ["Password must be 12 characters or more"])
            let done = try await browser.send(["new-password": Self.newPassword])
            #expect(done.path == "/sign-in")
            #expect(done.text.contains("Your password is changed"))
            #expect(try await !browser.isSignedIn())
            #expect(try await !signedIn.isSignedIn())
            #expect(try await half.open("/sign-in/app").path == "/sign-in")

            #expect(try await browser.givePassword(member).problems == ["Email address or password is not correct"])
            let second = try await browser.givePassword(member, password: Self.newPassword)
            #expect(second.path == "/sign-in/app")
            #expect(try await !browser.isSignedIn())
            world.clock.advance(by: 30)
            try await browser.giveCode(member.phone?.code() ?? "")
            #expect(try await browser.isSignedIn())

            let again = try await TestBrowser(world).open(link)
            #expect(again.status == 410)
            #expect(again.heading == "This link has already been used")
        }
    }

    @Test("an address that an app gave as a name is its owner’s by a reset link", arguments: bothDatabases)
    func addressOfAnApp(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let made = try await app.post("/accounts", ["name": "ada@example.com", "email": "ada@example.com"])
            let id = Account.ID(try #require(made["id"]?.text))
            #expect(try await world.store.dossier(of: id)?.account.confirmedEmail == nil)
            // Signing up is told of an account, and the way in that it names works.
            try await TestBrowser(world).signUp("ada@example.com")
            _ = try await world.mail(.alreadyHasAccount, to: "ada@example.com")
            let browser = TestBrowser(world)
            try await browser.open("/password/forgot")
            try await browser.send(["email": "ada@example.com"])
            try await browser.open(
                try #require(try await world.mail(.resetPassword, to: "ada@example.com").facts["link"])
            )
            #expect(try await browser.send(["new-password": Self.newPassword]).path == "/sign-in")
            let account = try #require(try await world.store.dossier(of: id)?.account)
            #expect(account.confirmedEmail == "ada@example.com")
            let events = try await world.store.events(of: id, before: nil, limit: 10).map(\.event.kind)
            #expect(events.contains(.emailConfirmed) && events.contains(.passwordReset))
            try await browser.send(["email": "ada@example.com", "password": Self.newPassword], to: "/sign-in")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("asking for a reset looks the same for a name that nobody has", arguments: bothDatabases)
    func unknown(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("sam@example.com")
            var pages: Set<String> = []
            for name in ["sam@example.com", "who@example.com"] {
                let browser = TestBrowser(world)
                for number in 0..<6 {
                    try await browser.open("/password/forgot")
                    let page = try await browser.send(["email": name])
                    #expect(page.status == (number < 5 ? 200 : 429))
                    pages.insert(page.text.replacing(name, with: "…"))
                }
            }
            #expect(pages.count == 2)
            #expect(try await world.mails(to: "sam@example.com").count == 5)
            #expect(try await world.mails(to: "who@example.com").isEmpty)
        }
    }

    @Test("asking for other mails to an address keeps its owner from no reset", arguments: bothDatabases)
    func apart(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("sam@example.com")
            for number in 0..<6 {
                let stranger = TestBrowser(world)
                try await stranger.open("/sign-up")
                let page = try await stranger.send([
                    "email": "sam@example.com", "name": "Sam", "new-password": "Two rivers meet at dawn",
                ])
                #expect((page.status == 429) == (number == 5))
            }
            let browser = TestBrowser(world)
            try await browser.open("/password/forgot")
            #expect(try await browser.send(["email": "sam@example.com"]).status == 200)
            #expect(try await world.mails(to: "sam@example.com").count { $0.kind == .resetPassword } == 1)
        }
    }

    @Test("only the newest reset link works, for an hour")
    func newest() async throws {
        try await World.run { world in
            let member = try await world.member()
            let browser = TestBrowser(world)
            var links: [String] = []
            for _ in 0..<2 {
                try await browser.open("/password/forgot")
                try await browser.send(["email": member.email])
                links.append(try #require(try await world.mail(.resetPassword, to: member.email).facts["link"]))
                world.clock.advance(by: 1)
            }
            #expect(try await browser.open(links[0]).heading == "There is a newer link")
            #expect(try await browser.open(links[1]).status == 200)
            world.clock.advance(by: 3600)
            let late = try await browser.open(links[1])
            #expect(late.heading == "This link has expired")
            #expect(late.links.contains("/password/forgot"))
        }
    }

    @Test("the link of the first start makes one owner, once", arguments: bothDatabases)
    func firstOwner(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let first = try #require(try await FirstOwner(in: world.surroundings).makeLink())
            let second = try #require(try await FirstOwner(in: world.surroundings).makeLink())
            let browser = TestBrowser(world)
            let page = try await browser.open(first)
            #expect(page.heading == "Make the first account")
            let empty = try await browser.send()
            #expect(empty.problems == ["Enter your email address", "Enter a new password"])
            try await browser.send(
                ["email": "owner@example.com", "name": "Olga Owner", "new-password": TestMember.password]
            )
            #expect(try await browser.isSignedIn())
            let owners = try await world.store.owners()
            #expect(owners.map(\.confirmedEmail) == ["owner@example.com"])
            for link in [first, second] {
                let again = try await TestBrowser(world).open(link)
                #expect(again.status == 410)
                #expect(again.mainForms.isEmpty)
            }
        }
    }

    @Test("two at once at the first start: one becomes the owner")
    func firstOwnerRace() async throws {
        try await World.run { world in
            let link = try #require(try await FirstOwner(in: world.surroundings).makeLink())
            let one = TestBrowser(world)
            let two = TestBrowser(world)
            try await one.open(link)
            try await two.open(link)
            try await one.send(["email": "one@example.com", "name": "", "new-password": TestMember.password])
            let late = try await two.send(["email": "two@example.com", "name": "", "new-password": TestMember.password])
            #expect(late.status == 410)
            #expect(try await world.store.owners().map(\.confirmedEmail) == ["one@example.com"])
        }
    }

    @Test("this was not me: the page shows, its button freezes and ends every session", arguments: bothDatabases)
    func notMe(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let owner = try await world.member("owner@example.com", role: .owner)
            let member = try await world.protectedMember()
            let signedIn = TestBrowser(world)
            try await signedIn.signIn(member)
            let link = try #require(try await world.mail(.backupCodesMade, to: member.email).facts["not_me_link"])
            let reader = TestBrowser(world)
            let page = try await reader.open(link)
            #expect(page.heading == "Secure your account")
            #expect(page.text.contains("New backup codes were made"))
            #expect(try await signedIn.isSignedIn())
            // The last of its forms: the first signs everybody out.
            let done = try await reader.post(page.path, page.mainForms.last?.hidden ?? [:])
            #expect(done.heading == "Your account is frozen")
            #expect(done.text.contains(member.id.rawValue))
            #expect(try await !signedIn.isSignedIn())

            let frozen = try await signedIn.givePassword(member)
            #expect(frozen.status == 403)
            #expect(frozen.heading == "Your account is frozen")
            #expect(try await world.mails(to: owner.email).contains { $0.kind == .accountFrozenToSupport })
            #expect(try await reader.open(link).heading == "This link has already been used")
            // A mailbox alone never gives the account back.
            try await reader.open("/password/forgot")
            try await reader.send(["email": member.email])
            #expect(try await !world.mails(to: member.email).contains { $0.kind == .resetPassword })
        }
    }

    @Test("a second step under way ends when the account is frozen")
    func frozenHalfway() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let link = try #require(try await world.mail(.backupCodesMade, to: member.email).facts["not_me_link"])
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let reader = TestBrowser(world)
            try await reader.open(link)
            try await reader.send()
            let page = try await browser.giveCode(member.phone?.code() ?? "")
            #expect(page.path == "/sign-in")
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test(
        "a link that is none of ours says so and tells nothing",
        arguments: ["/sign-up/confirm/", "/password/reset/", "/not-me/", "/first-owner/"]
    )
    func madeUp(_ path: String) async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            for token in ["x", Token(random: world.surroundings.random).text, "%00", String(repeating: "a", count: 43)]
            {
                let page = try await browser.open(path + token)
                #expect(page.status == 404)
            }
            // The same for a link of another purpose.
            try await browser.signUp()
            let link = try #require(try await world.mail(.confirmSignUp, to: "sam@example.com").facts["link"])
            let other = try #require(link.split(separator: "/").last)
            #expect(try await browser.open(path + other).status == (path == "/sign-up/confirm/" ? 200 : 404))
        }
    }
}
