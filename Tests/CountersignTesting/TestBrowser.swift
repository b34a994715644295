import CountersignWeb
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization

/// A browser without scripts for stories over HTTP: it keeps cookies, follows redirects, and sends the forms of the page
/// it shows, hidden fields and all.
package final class TestBrowser: Sendable {
    private let client: any TestClientProtocol
    private let jar: CookieJar
    private let shown = Mutex<TestPage?>(nil)
    private let userAgent: String
    private let language: String

    package init(
        _ world: World,
        userAgent: String = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        language: String = "en-GB,en;q=0.8"
    ) {
        client = world.client
        jar = CookieJar()
        self.userAgent = userAgent
        self.language = language
    }

    private init(sharing other: TestBrowser) {
        client = other.client
        jar = other.jar
        userAgent = other.userAgent
        language = other.language
    }

    /// Another tab: the same cookies, another page.
    package func tab() -> TestBrowser { TestBrowser(sharing: self) }

    /// The cookies as they stand, by name.
    package var cookies: [String: String] { jar.cookies }

    package func setCookie(_ name: String, to value: String?) { jar.set(name, to: value) }

    /// The page that is shown.
    package var page: TestPage {
        get throws {
            guard let page = shown.withLock({ $0 }) else { throw TestBrowserFault("no page was opened") }
            return page
        }
    }

    // MARK: What a person does

    /// Opens an address, and goes where it leads.
    @discardableResult
    package func open(_ address: String) async throws -> TestPage {
        try await go(.get, address.replacing(World.publicURL, with: ""), headers: [:], body: nil)
    }

    /// Sends a form of the page that is shown.
    ///
    /// - Parameters:
    ///   - fields: what is typed or pressed; hidden fields go along by themselves.
    ///   - action: which form, by its address; nil for the first of the page's main part.
    @discardableResult
    package func send(_ fields: [String: String] = [:], to action: String? = nil) async throws -> TestPage {
        let page = try page
        let forms = action == nil ? page.mainForms : page.forms
        guard let form = forms.first(where: { action == nil || $0.action == action }) else {
            throw TestBrowserFault("no form to \(action ?? "anywhere") on \(page.address): \(page.text)")
        }
        return try await post(form.action ?? page.address, form.hidden.merging(fields) { _, typed in typed })
    }

    /// Sends any fields anywhere, as a page of ours would, or with other headers.
    @discardableResult
    package func post(
        _ address: String,
        _ fields: [String: String],
        headers: HTTPFields? = nil
    ) async throws -> TestPage {
        let from = shown.withLock { $0?.address } ?? "/"
        let own: HTTPFields = [
            .secFetchSite: "same-origin", .origin: World.publicURL, .referer: World.publicURL + from,
        ]
        let body = fields.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        return try await go(.post, address, headers: headers ?? own, body: ByteBuffer(string: body))
    }

    // MARK: What a browser does

    private func go(
        _ method: HTTPRequest.Method,
        _ address: String,
        headers: HTTPFields,
        body: ByteBuffer?
    ) async throws -> TestPage {
        var (method, address, body) = (method, address, body)
        var headers = headers
        var visited: [String] = []
        for _ in 0..<10 {
            visited.append(address)
            var sent = headers
            sent[.userAgent] = userAgent
            sent[.acceptLanguage] = language
            if let cookies = jar.header { sent[.cookie] = cookies }
            if body != nil { sent[.contentType] = "application/x-www-form-urlencoded" }
            let response = try await client.execute(uri: address, method: method, headers: sent, body: body)
            jar.take(response.headers[values: .setCookie])
            guard response.status.kind == .redirection, let location = response.headers[.location] else {
                let page = TestPage(
                    address: address,
                    visited: visited,
                    status: response.status.code,
                    headers: response.headers,
                    html: String(buffer: response.body)
                )
                shown.withLock { $0 = page }
                return page
            }
            (method, address, body, headers) = (.get, location, nil, [:])
        }
        throw TestBrowserFault("redirected in circles: \(visited)")
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

/// The cookies of one browser.
private final class CookieJar: Sendable {
    private let kept = Mutex<[String: String]>([:])

    var cookies: [String: String] { kept.withLock { $0 } }

    var header: String? {
        let cookies = cookies
        return cookies.isEmpty ? nil : cookies.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "; ")
    }

    func set(_ name: String, to value: String?) {
        kept.withLock { $0[name] = value }
    }

    func take(_ lines: [String]) {
        for line in lines {
            let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let pair = parts.first?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false),
                pair.count == 2
            else { continue }
            set(String(pair[0]), to: parts.contains("Max-Age=0") ? nil : String(pair[1]))
        }
    }
}

package struct TestBrowserFault: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    package static let secFetchSite = Self("Sec-Fetch-Site")!
}
