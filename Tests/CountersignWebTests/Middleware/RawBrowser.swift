import CountersignTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore

/// Sends what a test says, with the cookies it has, and follows nothing: for what a `TestBrowser` would do right.
struct RawBrowser {
    let world: World
    var cookies: [String: String] = [:]

    init(in world: World, cookies: [String: String] = [:]) {
        self.world = world
        self.cookies = cookies
    }

    /// What a page of ours sends along with a form.
    static let ours = ["Origin": World.publicURL, "Sec-Fetch-Site": "same-origin"]

    func get(_ path: String) async throws -> TestResponse {
        try await send(.get, path, nil, [:])
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String?,
        _ headers: [String: String]
    ) async throws -> TestResponse {
        var fields = HTTPFields()
        if body != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        return try await world.client.executeRequest(
            uri: path,
            method: method,
            headers: fields,
            body: body.map { ByteBuffer(string: $0) }
        )
    }

    /// Opens a page with a form, as a new visitor: the form's token, and the browser that has its cookie.
    static func withForm(in world: World, at path: String = "/language") async throws -> (RawBrowser, token: String) {
        let browser = TestBrowser(world)
        let page = try await browser.open(path)
        return (RawBrowser(in: world, cookies: browser.cookies), page.mainForms.first?.hidden["csrf"] ?? "")
    }
}

extension TestResponse {
    var location: String? { headers[.location] }
}
