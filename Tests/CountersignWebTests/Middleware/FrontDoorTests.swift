import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import CountersignWeb

@Suite("What every request and answer goes through")
struct FrontDoorTests {
    @Test("answers say who may keep, frame and read them")
    func headers() async throws {
        try await World.run { world in
            let page = try await world.request(.get, "/sign-in")
            #expect(page.status == .ok)
            let policy = try #require(page.headers[.contentSecurityPolicy])
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(page.headers[.xContentTypeOptions] == "nosniff")
            #expect(page.headers[.referrerPolicy] == "same-origin")
            #expect(page.headers[.crossOriginOpenerPolicy] == "same-origin")
            #expect(page.headers[.crossOriginResourcePolicy] == "same-origin")
            #expect(page.headers[.cacheControl] == "no-store")
            #expect(page.headers[.strictTransportSecurity] == nil)
            #expect(page.headers[.server] == nil)
            let call = try await world.request(.get, "/api/v1/accounts")
            #expect(call.headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
            #expect(call.headers[.cacheControl] == "no-store")
        }
        var settings = Settings()
        settings.publicURL = "https://id.example.org"
        try await World.run(settings: settings) { world in
            let page = try await world.request(.get, "/healthz")
            #expect(page.headers[.strictTransportSecurity]?.contains("max-age=31536000") == true)
        }
    }

    @Test("one id a request, in its answer and its log lines")
    func requestID() async throws {
        try await World.run { world in
            let one = try await world.request(.get, "/healthz").headers[.xRequestID]
            let two = try await world.request(.get, "/healthz").headers[.xRequestID]
            #expect(one != nil && one != two)
            let line = try #require(world.log.lines.first { $0.text.contains("route=/healthz") })
            #expect(line.text.contains(try #require(one)))
        }
    }

    @Test("paths that are not there are pages or problems, by where they are")
    func notFound() async throws {
        try await World.run { world in
            for path in ["/nothing", "/security/", "//", "/%00", "/a/../sign-in", "/assets/..%2f..%2fetc%2fpasswd"] {
                let page = try await world.request(.get, path)
                #expect(page.status == .notFound, "\(path)")
                #expect(page.headers[.contentType]?.hasPrefix("text/html") == true)
            }
            let call = try await world.request(.get, "/api/v2/anything")
            #expect(call.status == .notFound)
            #expect(call.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("other methods are told which there are, HEAD goes with GET, and TRACE with nothing")
    func methods() async throws {
        try await World.run { world in
            let wrong = try await world.request(.put, "/sign-in")
            #expect(wrong.status == .methodNotAllowed)
            #expect(wrong.headers[.allow] == "GET, HEAD, POST")
            for method in [HTTPRequest.Method.trace, .options, .connect, .delete] {
                #expect(try await world.request(method, "/healthz").status == .methodNotAllowed)
            }
            let head = try await world.request(.head, "/healthz")
            #expect(head.status == .ok)
            #expect(head.body.readableBytes == 0)
            #expect(head.headers[.contentLength] == "3")
        }
    }

    @Test("assets are kept for ever, under the name of their content")
    func assets() async throws {
        try await World.run { world in
            let asset = try await world.request(.get, Asset.stylesheet.path)
            #expect(asset.status == .ok)
            #expect(asset.headers[.contentType] == "text/css; charset=utf-8")
            #expect(asset.headers[.cacheControl]?.contains("immutable") == true)
            let tag = try #require(asset.headers[.eTag])
            let again = try await world.request(.get, Asset.stylesheet.path, headers: [.ifNoneMatch: tag])
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
            #expect(try await world.request(.get, "/assets/app.0000000000000000.css").status == .notFound)
        }
    }

    @Test("a proxy nearby that nobody trusts is warned of, once")
    func forwarders() async throws {
        try await World.runLive { world, port in
            for _ in 0..<3 {
                _ = try await world.request(
                    .get,
                    "/sign-in",
                    headers: [.xForwardedFor: "203.0.113.5"]
                )
            }
            let warnings = world.log.lines.filter { $0.level == .warning }
            #expect(warnings.count == 1)
            #expect(warnings.first?.text.contains("trusted-proxies") == true)
            #expect(try await world.store.fact("untrusted_forwarder") != nil)
            #expect(port > 0)
        }
    }

    @Test("behind a trusted proxy, people are told from one another by its word")
    func trustedProxy() async throws {
        var settings = WebSettings()
        settings.trustedProxies = [try AddressBlock("127.0.0.1")]
        for (trusted, expected) in [(settings, "203.0.113.7"), (WebSettings(), "127.0.0.1")] {
            try await World.runLive(webSettings: trusted) { world, _ in
                let member = try await world.member()
                let browser = TestBrowser(world)
                try await browser.open("/sign-in")
                let fields = try browser.page.mainForms.first?.hidden ?? [:]
                let typed = fields.merging(["email": member.email, "password": "a wrong one"]) { _, typed in typed }
                var headers: HTTPFields = [.origin: World.publicURL]
                headers[.xForwardedFor] = "198.51.100.1, 203.0.113.7"
                try await browser.post("/sign-in", typed, headers: headers)
                try await world.sealEvents()
                let reader = try await world.app("reader", scopes: [.events], reach: .all)
                let events = try #require(try await reader.get("/events")["events"]?.list)
                let wrong = try #require(events.first { $0["kind"] == "password.wrong" })
                #expect(wrong["personal"]?["address"]?.text?.replacing("::1", with: "127.0.0.1") == expected)
            }
        }
    }

    @Test("the operations listener has figures; the main one has not")
    func operations() async throws {
        var settings = WebSettings()
        settings.exposition = { "up 1\n" }
        try await World.run(webSettings: settings) { world in
            #expect(try await world.request(.get, "/metrics").status == .notFound)
            let application = try WebServer(world.web).operations(at: WebServer.Endpoint(host: "127.0.0.1", port: 0))
            try await application.test(.router) { client in
                let figures = try await client.execute(uri: "/metrics", method: .get)
                #expect(String(buffer: figures.body) == "up 1\n")
                #expect(figures.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
                #expect(try await client.execute(uri: "/readyz", method: .get).status == .ok)
                #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
                #expect(try await client.execute(uri: "/sign-in", method: .get).status == .notFound)
            }
        }
    }
}
