import Countersign
import CountersignStore
import CountersignTesting
import Foundation

extension World {
    /// Somebody of the staff, with an authenticator app.
    func staff(_ role: Role, _ email: String? = nil) async throws -> TestMember {
        let address = email ?? "\(role.rawValue)@example.com"
        var staff = try await member(address, displayName: "Lee of \(role.rawValue)", role: role)
        staff.phone = try await phone(for: staff)
        return staff
    }

    /// A browser in which somebody of the staff has just signed in.
    func consoleBrowser(_ role: Role = .owner) async throws -> TestBrowser {
        let browser = TestBrowser(self)
        try await browser.signIn(try await staff(role))
        return browser
    }
}
