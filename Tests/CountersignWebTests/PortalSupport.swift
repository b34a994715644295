import Countersign
import CountersignTesting
import Foundation
import Testing

/// Stories run on one database of each make.
let bothDatabases: [TestedDatabase] = [.sqliteOnDisk, .postgreSQL]

extension TestBrowser {
    /// The first step of signing in.
    @discardableResult
    func givePassword(_ member: TestMember, password: String? = nil) async throws -> TestPage {
        try await open("/sign-in")
        return try await send(["email": member.email, "password": password ?? member.password], to: "/sign-in")
    }

    /// The second step, or one try at it.
    @discardableResult
    func giveCode(_ code: String) async throws -> TestPage {
        if try page.path != "/sign-in/app" { try await open("/sign-in/app") }
        return try await send(["code": code])
    }

    /// Both steps.
    @discardableResult
    func signIn(_ member: TestMember) async throws -> TestPage {
        let page = try await givePassword(member)
        guard let phone = member.phone else { return page }
        return try await giveCode(phone.code())
    }

    /// Whether the browser has a session that counts; asked in a tab of its own, so that the page stays.
    func isSignedIn() async throws -> Bool {
        try await tab().open("/sign-out").path == "/sign-out"
    }

    /// Fills in the form to make an account.
    @discardableResult
    func signUp(_ email: String = "sam@example.com", name: String = "Sam Okafor") async throws -> TestPage {
        try await open("/sign-up")
        return try await send(["email": email, "name": name, "new-password": TestMember.password], to: "/sign-up")
    }
}

extension World {
    /// Six wrong codes: single codes of this account wait.
    func exhaust(_ member: TestMember, with browser: TestBrowser) async throws {
        try await browser.givePassword(member)
        for _ in 0..<6 { try await browser.giveCode(member.phone?.wrongCode() ?? "") }
    }
}
