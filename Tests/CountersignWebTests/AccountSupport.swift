import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import OneTimePassword
import Testing

extension TestBrowser {
    /// Signed in, with a proof that has run out a minute ago.
    func signInAndWait(_ member: TestMember, _ world: World) async throws {
        try await signIn(member)
        world.clock.advance(by: 11 * 60)
    }

    /// What goes into the field `csrf` of any form of this session.
    func token() async throws -> String {
        try await tab().open("/sign-out").forms.first?.hidden["csrf"] ?? ""
    }

    /// From the start of a setup to a confirmed app, and the page that follows.
    func setUpApp(_ world: World, name: String = "") async throws -> (phone: WorldPhone, page: TestPage) {
        let phone = try world.scan(try await open("/security/two-factor/app/new"))
        return (phone, try await send(["code": phone.code, "nickname": name]))
    }
}

extension TestPage {
    /// The `otpauth:` link, as an app on this device opens it.
    var setupLink: String? { links.first { $0.hasPrefix("otpauth://") } }

    /// The key to type, put together again.
    var setupKey: String {
        guard let start = html.range(of: "id=\"setup-key\">"), let end = html[start.upperBound...].range(of: "</p>")
        else { return "" }
        return html[start.upperBound..<end.lowerBound]
            .replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
    }

    /// The backup codes in their list.
    var shownCodes: [String] {
        guard let start = html.range(of: "<ol class=\"codes\""), let end = html[start.upperBound...].range(of: "</ol>")
        else { return [] }
        return html[start.upperBound..<end.lowerBound].split(separator: "<li>").dropFirst()
            .map { String($0.prefix { $0 != "<" }) }
    }
}

extension World {
    /// An authenticator app that scanned the QR code of a page.
    func scan(_ page: TestPage) throws -> WorldPhone {
        let link = try #require(page.setupLink, "no setup on \(page.address): \(page.text)")
        guard case .byTime(let totp) = try KeyURI(parsing: link).codes else {
            throw TestBrowserFault("no TOTP: \(link)")
        }
        return try WorldPhone(secret: totp.secret.base32, clock: clock)
    }

    /// The names of an account's events, newest first.
    func events(of member: TestMember) async throws -> [Event.Kind] {
        try await store.events(of: member.id, before: nil, limit: 500).compactMap(\.event.kind)
    }

    func dossier(of member: TestMember) async throws -> Dossier {
        try #require(try await store.dossier(of: member.id))
    }

    /// How many mails of a kind went to an address.
    func count(_ kind: Notice.Kind, to member: TestMember) async throws -> Int {
        try await mails(to: member.email).count { $0.kind == kind }
    }

    /// The code or link in the latest mail of a kind.
    func mailed(_ fact: String, in kind: Notice.Kind, to address: String) async throws -> String {
        try #require(try await mail(kind, to: address).facts[fact])
    }
}
