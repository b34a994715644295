import Countersign
import Hummingbird

/// The pages that people see. Each function answers one path of `Routes/`: it reads what was typed, has the rules
/// decide, and shows what they said.
enum Portal {
    /// `/`: on to whatever comes next for this browser.
    @Sendable
    static func start(_ visitor: Visitor) async throws -> Response {
        .seeOther(try await visitor.nextPath())
    }

    /// The page that password managers look for (W3C, *A Well-Known URL for Changing Passwords*).
    @Sendable
    static func changePassword(_ visitor: Visitor) async throws -> Response {
        .seeOther("/security/password")
    }
}

extension Visitor {
    /// Where this browser goes on: into the account, to the second step, or to sign in.
    func nextPath() async throws -> String {
        if try await openSession() != nil { return "/security" }
        return try await halfSignedIn()?.firstPath ?? "/sign-in"
    }

    /// The sign-in whose second step is to come, if there is one.
    func halfSignedIn() async throws -> HalfSignedIn? {
        do {
            return try await HalfSignedIn.established(by: self)
        } catch is Detour {
            return nil
        }
    }

    /// The browser, if it has proved a second factor of this account: its tries are its own.
    package func knownBrowser(of account: Account.ID) async throws -> KnownBrowser.ID? {
        guard let token = cookies.token(.browser),
            let browser = try await world.store.knownBrowser(tokenHash: token.hash), browser.accountID == account
        else { return nil }
        return browser.id
    }

    /// The token in a mailed link's path, if it has the shape of one.
    func linkToken() throws(ChallengeProblem) -> Token {
        guard let token = Token(shown: parameters["token"]) else { throw .unknown }
        return token
    }
}
