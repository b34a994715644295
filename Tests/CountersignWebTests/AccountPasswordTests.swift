import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import HTTPTypes
import Testing

@Suite("Changing the password and the name")
struct AccountPasswordTests {
    private static let new = "another quite long password"

    @Test("a change ends the other sessions and keeps this one", arguments: bothDatabases)
    func change(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            world.clock.advance(by: 30)
            let other = TestBrowser(world)
            try await other.signIn(sam)
            let form = try await browser.open("/security/password")
            #expect(form.mainForms.first?.hidden["username"] == "sam@example.com")
            let done = try await browser.send(["password": sam.password, "new-password": Self.new])
            #expect(done.path == "/security")
            #expect(done.text.contains("Your password is changed. Your other devices are signed out"))
            #expect(try await browser.isSignedIn())
            #expect(try await !other.isSignedIn())
            #expect(try await world.count(.passwordChanged, to: sam) == 1)
            #expect(try await world.events(of: sam).contains(.passwordChanged))

            #expect(try await other.givePassword(sam).asksAgain)
            #expect(try await other.givePassword(sam, password: Self.new).path == "/sign-in/app")
        }
    }

    @Test("all that is wrong is said at once, and no password comes back", arguments: bothDatabases)
    func problems(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/password")
            #expect(try await browser.send([:]).problems == ["Enter your password", "Enter a new password"])
            let wrong = try await browser.send(["password": "wrong, quite wrong", "new-password": Self.new])
            #expect(wrong.problems == ["Password is not correct"])
            #expect(wrong.asksAgain)
            #expect(!wrong.html.contains(Self.new))
            let same = try await browser.send(["password": sam.password, "new-password": sam.password])
            #expect(same.problems == ["Choose a password that is different from your current one"])
            let short = try await browser.send(["password": sam.password, "new-password": "short"])
            #expect(short.problems == ["Password must be 12 characters or more"])
            let own = try await browser.send(["password": sam.password, "new-password": "sam@example.com"])
            #expect(own.problems == ["Choose a password without your name or email address in it"])
            #expect(try await !world.events(of: sam).contains(.passwordChanged))
        }
    }

    @Test("wrong ones wait like any others", arguments: bothDatabases)
    func waits(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/password")
            let form = ["csrf": try await browser.token(), "password": "wrong, quite wrong", "new-password": Self.new]
            for _ in 0..<5 { try await browser.post("/security/password", form) }
            let page = try await browser.post("/security/password", form)
            #expect(page.status == 429)
            #expect(page.headers[.retryAfter] == "60")
            #expect(page.text.contains("The wrong password was entered 6 times in a row"))
        }
    }

    @Test("a name is changed, and may be taken away", arguments: bothDatabases)
    func name(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await browser.open("/security/name").value(of: "name") == "Sam Okafor")
            let long = String(repeating: "x", count: 65)
            let tooLong = try await browser.send(["name": long])
            #expect(tooLong.problems == ["Name must be 64 characters or fewer"])
            #expect(tooLong.value(of: "name") == long)
            let done = try await browser.send(["name": "Sam “O” <Okafor>"])
            #expect(done.text.contains("Your name is changed"))
            #expect(done.text.contains("Sam “O” <Okafor>"))
            let event = try #require(
                try await world.store.events(of: sam.id, before: nil, limit: 500).map(\.event)
                    .first { $0.kind == .accountChanged }
            )
            let from = world.surroundings.personal(of: event, account: try await world.dossier(of: sam).account)
            #expect(from["user_agent"]?.contains("Firefox") == true)
            try await browser.open("/security/name")
            try await browser.send(["name": ""])
            #expect(try await world.dossier(of: sam).account.displayName.isEmpty)
        }
    }
}
