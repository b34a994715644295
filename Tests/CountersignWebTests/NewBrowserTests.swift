import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// "New sign-in to Northwind from Firefox on Windows": whoever knows one secret too many is seen.
@Suite("Mails about new browsers")
struct NewBrowserTests {
    private static let day: TimeInterval = 24 * 3600
    private static let windows =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0"

    private func told(_ member: TestMember, in world: World) async throws -> Int {
        try await world.mails(to: member.email).count { $0.kind == .newBrowser }
    }

    private func signInAgain(_ browser: TestBrowser, _ member: TestMember) async throws {
        browser.setCookie("__Host-session", to: nil)
        try await browser.signIn(member)
    }

    @Test("who has no second factor is told of every browser after the first, once", arguments: bothDatabases)
    func passwordOnly(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let own = TestBrowser(world)
            try await own.signIn(sam)
            try await signInAgain(own, sam)
            #expect(try await told(sam, in: world) == 0)
            let stranger = TestBrowser(world, userAgent: Self.windows)
            try await stranger.signIn(sam)
            #expect(try await told(sam, in: world) == 1)
            #expect(try await world.mail(.newBrowser, to: sam.email).facts["user_agent"] == Self.windows)
            try await signInAgain(stranger, sam)
            try await signInAgain(own, sam)
            #expect(try await told(sam, in: world) == 1)
        }
    }

    @Test("the first factor forgets browsers that were known by the password alone", arguments: bothDatabases)
    func firstFactor(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let stranger = TestBrowser(world, userAgent: Self.windows)
            try await stranger.signIn(sam)
            let own = TestBrowser(world)
            try await own.signIn(sam)
            #expect(try await world.store.knownBrowsers(of: sam.id).count == 2)
            try await own.setUpApp(world)
            #expect(try await world.store.knownBrowsers(of: sam.id).isEmpty)
        }
    }

    @Test("a remembered browser whose cookie turns up in another is told of; a new version is not another")
    func copiedDevice() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let own = TestBrowser(world)
            try await own.remember(sam)
            let cookie = try #require(own.cookies["__Host-device"])
            world.clock.advance(by: Self.day)
            let newer = TestBrowser(
                world,
                userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"
            )
            newer.setCookie("__Host-device", to: cookie)
            #expect(try await newer.givePassword(sam).path == "/security")
            #expect(try await told(sam, in: world) == 0)
            let next = try #require(newer.cookies["__Host-device"])
            world.clock.advance(by: Self.day)
            let stranger = TestBrowser(world, userAgent: Self.windows)
            stranger.setCookie("__Host-device", to: next)
            #expect(try await stranger.givePassword(sam).path == "/security")
            #expect(try await told(sam, in: world) == 1)
        }
    }
}
