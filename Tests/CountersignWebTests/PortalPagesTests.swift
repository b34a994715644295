import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite("Pages that anybody may read, and faults")
struct PortalPagesTests {
    @Test("the start leads to what comes next")
    func start() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            #expect(try await browser.open("/").path == "/sign-in")
            try await browser.givePassword(member)
            #expect(try await browser.open("/").path == "/sign-in/app")
            try await browser.giveCode(member.phone?.code() ?? "")
            #expect(try await browser.open("/").visited.contains("/security"))
        }
    }

    @Test("every topic of help has a page, and takes an answer")
    func help() async throws {
        var settings = Settings()
        settings.supportContact = "it@example.com"
        try await World.run(settings: settings) { world in
            let browser = TestBrowser(world)
            let index = try await browser.open("/help")
            #expect(index.status == 200)
            for topic in HelpPage.Topic.allCases {
                #expect(index.links.contains("/help/\(topic.rawValue)"))
                let page = try await browser.open("/help/\(topic.rawValue)")
                #expect(page.status == 200)
                #expect(page.text.contains("it@example.com"))
                let thanks = try await browser.send(["helped": "no", "missing": "my code 123456 was refused"])
                #expect(thanks.text.contains("Thank you"))
                #expect(thanks.path == "/help/\(topic.rawValue)")
            }
            #expect(world.log.text.contains("my code … was refused"))
            #expect(!world.log.text.contains("123456"))
            #expect(try await browser.open("/help/nothing").status == 404)
        }
    }

    @Test("help with the clock shows ours, and the reader's own system first")
    func clock() async throws {
        try await World.run { world in
            let phone = TestBrowser(
                world,
                userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605"
            )
            let page = try await phone.open("/help/clock").text
            let ios = try #require(page.range(of: "iPhone and iPad"))
            let android = try #require(page.range(of: "Android"))
            #expect(ios.lowerBound < android.lowerBound)
        }
    }

    @Test("the language is the browser's, then the one chosen, then the account's", arguments: bothDatabases)
    func language(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let german = TestBrowser(world, language: "de-AT,de;q=0.9,en;q=0.5")
            #expect(try await german.open("/sign-in").language == "de")
            try await german.open("/language?return=%2Fhelp%2Fclock")
            let chosen = try await german.send(["language": "en"])
            #expect(chosen.address == "/help/clock")
            #expect(chosen.language == "en")
            #expect(try await german.open("/sign-in").language == "en")

            // Chosen while signed in it is the account's, in every browser.
            let member = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(member)
            try await browser.open("/language?return=%2Fsign-out")
            #expect(try await browser.send(["language": "de"]).language == "de")
            #expect(try await world.store.dossier(of: member.id)?.account.language == "de")
            let other = TestBrowser(world)
            try await other.signIn(member)
            #expect(try await other.open("/sign-out").language == "de")
        }
    }

    @Test("a language that there is not, or a return to another site, is not taken")
    func badLanguage() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            try await browser.open("/language?return=%2F%2Fevil.example")
            #expect(try await browser.send(["language": "tlh"]).status == 400)
            try await browser.open("/language")
            let page = try await browser.send(["language": "de", "return": "https://evil.example"])
            #expect(page.visited.allSatisfy { $0.hasPrefix("/") && !$0.hasPrefix("//") })
        }
    }

    @Test("faults have pages with words and a reference")
    func faults() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            let missing = try await browser.open("/no/such/page")
            #expect(missing.status == 404)
            #expect(missing.heading == "Page not found")
            let method = try await world.client.execute(uri: "/sign-in", method: .put)
            #expect(method.status == .methodNotAllowed)
            #expect(method.headers[.allow] == "GET, HEAD, POST")
            try await browser.open("/sign-in")
            let large = try await browser.send(["email": String(repeating: "a", count: 70_000)], to: "/sign-in")
            #expect(large.status == 413)
            #expect(large.heading == "That was too much at once")
            let kind = try await world.client.execute(
                uri: "/sign-in",
                method: .post,
                headers: [.contentType: "application/json"],
                body: .init(string: "{}")
            )
            #expect(kind.status == .unsupportedMediaType)
            for response in [missing.headers, large.headers] {
                #expect(response[.cacheControl] == "no-store")
                #expect(response[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            }
        }
    }

    @Test("with the database away a page says to come back, and the reference stands in the log")
    func unavailable() async throws {
        let faults = Faults()
        try await World.run(faults: faults) { world in
            let browser = TestBrowser(world)
            try await browser.open("/sign-in")
            faults.strike(.lostDatabase)
            let page = try await browser.send(["email": "sam@example.com", "password": "x"], to: "/sign-in")
            #expect(page.status == 503)
            #expect(page.heading == "The service is not available just now")
            #expect(Int(page.headers[.retryAfter] ?? "") ?? 0 > 0)
            let reference = try #require(HTTPField.Name("X-Request-Id").flatMap { page.headers[$0] })
            #expect(page.text.contains(reference))
            #expect(world.log.text.contains(reference))
            faults.heal()
            #expect(try await browser.open("/sign-in").status == 200)
        }
    }

    @Test("privacy tells how long events are kept; the well-known address leads to the password")
    func others() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            let privacy = try await browser.open("/privacy")
            #expect(privacy.text.contains("400 days"))
            let wellKnown = try await browser.open("/.well-known/change-password")
            #expect(wellKnown.visited.contains("/security/password"))
        }
    }

    @Test("assets are named by their content and kept for ever")
    func assets() async throws {
        try await World.run { world in
            let page = try await TestBrowser(world).open("/sign-in")
            #expect(page.assets.count >= 3)
            for path in page.assets {
                let asset = try await world.client.execute(uri: path, method: .get)
                #expect(asset.status == .ok)
                #expect(asset.headers[.cacheControl]?.contains("immutable") == true)
                let tag = try #require(asset.headers[.eTag])
                let again = try await world.client.execute(uri: path, method: .get, headers: [.ifNoneMatch: tag])
                #expect(again.status == .notModified)
            }
        }
    }
}
