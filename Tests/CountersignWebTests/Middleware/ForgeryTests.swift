import Countersign
import CountersignTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import CountersignWeb

@Suite("Forms of other sites are refused")
struct ForgeryTests {
    @Test("only our own pages' forms are taken")
    func origins() async throws {
        try await World.run { world in
            let (browser, token) = try await RawBrowser.withForm(in: world)
            let body = "csrf=\(token)&language=en"
            let refused: [[String: String]] = [
                [:], ["Origin": "null"], ["Origin": "https://evil.example"], ["Origin": "http://localhost:8081"],
                ["Sec-Fetch-Site": "cross-site", "Origin": World.publicURL], ["Sec-Fetch-Site": "same-site"],
                ["Sec-Fetch-Site": "none"], ["Sec-Fetch-Site": ""], ["Referer": World.publicURL + "/language"],
            ]
            for headers in refused {
                #expect(try await browser.send(.post, "/language", body, headers).status.code == 403, "\(headers)")
            }
            #expect(try await browser.send(.post, "/language", body, ["Origin": World.publicURL]).status.code == 303)
            #expect(
                try await browser.send(.post, "/language", body, ["Sec-Fetch-Site": "same-origin"]).status.code == 303
            )
        }
    }

    @Test("and only with the token of this very browser")
    func tokens() async throws {
        try await World.run { world in
            let (browser, token) = try await RawBrowser.withForm(in: world)
            let (_, other) = try await RawBrowser.withForm(in: world)
            for wrong in ["", "x", other, String(token.dropLast()), token + "A", String(repeating: "A", count: 86)] {
                let answer = try await browser.send(.post, "/language", "csrf=\(wrong)&language=en", RawBrowser.ours)
                #expect(answer.status.code == 403, "\(wrong)")
            }
            #expect(try await browser.send(.post, "/language", "language=en", RawBrowser.ours).status.code == 403)
            // Another text each time, and all of them good.
            let second = Self.token(in: String(buffer: try await browser.get("/language").body))
            #expect(second != token)
            for good in [token, second] {
                let answer = try await browser.send(.post, "/language", "csrf=\(good)&language=en", RawBrowser.ours)
                #expect(answer.status.code == 303)
            }
            // Without the cookie it is bound to, it is nothing.
            let bare = RawBrowser(in: world)
            #expect(
                try await bare.send(.post, "/language", "csrf=\(token)&language=en", RawBrowser.ours).status.code == 403
            )
        }
    }

    @Test("a form of before a sign-in is none of after it")
    func strongest() throws {
        let visitor = Token(random: { [UInt8](repeating: 1, count: $0) })
        let session = Token(random: { [UInt8](repeating: 2, count: $0) })
        func cookies(_ text: String) -> CountersignWeb.Cookies { CountersignWeb.Cookies([.cookie: text]) }
        let before = cookies("__Host-visitor=\(visitor.text)")
        let after = cookies("__Host-visitor=\(visitor.text); __Host-session=\(session.text)")
        let token = try #require(Forgery.Bond(before)).formToken { [UInt8](repeating: 7, count: $0) }
        #expect(try #require(Forgery.Bond(before)).matches(token))
        #expect(try !#require(Forgery.Bond(after)).matches(token))
        #expect(Forgery.Bond(cookies("")) == nil)
        // The same token in another cookie is another bond.
        let moved = cookies("__Host-sign-in=\(visitor.text)")
        #expect(try !#require(Forgery.Bond(moved)).matches(token))
    }

    @Test("cookies are ours alone, and one that comes twice counts as none")
    func cookies() async throws {
        try await World.run { world in
            let page = try await world.request(.get, "/sign-in")
            let line = try #require(page.headers[values: .setCookie].first)
            #expect(line.hasPrefix("__Host-visitor="))
            #expect(line.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Lax"))
            #expect(!line.contains("Domain"))
        }
        let token = Token(random: { [UInt8](repeating: 1, count: $0) }).text
        #expect(CountersignWeb.Cookies([.cookie: "a=b; __Host-session=\(token); c"]).token(.session)?.text == token)
        #expect(CountersignWeb.Cookies([.cookie: "__Host-session=\(token); __Host-session=x"])[.session] == nil)
        #expect(CountersignWeb.Cookies([.cookie: "__host-session=\(token)"])[.session] == nil)
        #expect(CountersignWeb.Cookies([.cookie: "__Host-session=short"]).token(.session) == nil)
    }

    @Test(
        "a body that is no form is refused",
        arguments: [
            ("application/x-www-form-urlencoded", "a=%ff", 400), ("application/x-www-form-urlencoded", "a=1&a=2", 400),
            ("application/x-www-form-urlencoded", "a=%00", 400), ("text/plain", "a=1", 415),
            ("multipart/form-data; boundary=x", "--x--", 415), ("application/json", "{}", 415),
            ("application/x-www-form-urlencoded", String(repeating: "a", count: 70_000), 413),
        ]
    )
    func bodies(type: String, body: String, status: Int) async throws {
        try await World.run { world in
            let browser = RawBrowser(in: world)
            let answer = try await browser.send(
                .post,
                "/sign-in",
                body,
                RawBrowser.ours.merging(["Content-Type": type]) { _, new in new }
            )
            #expect(answer.status.code == status)
            #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
        }
    }

    private static func token(in html: String) -> String {
        guard let start = html.range(of: #"name="csrf" value=""#) else { return "" }
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }
}
