import Countersign
import Foundation
import Hummingbird

/// What one page tells the next, in a cookie that is gone with the browser's window: nothing here proves anything.
struct Carried: Codable, Equatable {
    /// What was typed as the name to sign in with.
    var name: String?
    /// Where to go once signed in.
    private var returnTo: String?
    /// Until when the mailed link that a page tells of works, in seconds since 1970.
    var expiresAt: Int64?
    var signUp: SignUpUnderWay?
    /// What to quote to support.
    var reference: String?

    /// The codes sent for one sign-up.
    struct SignUpUnderWay: Codable, Equatable {
        /// The latest first; all still work.
        var challenges: [String]
        var mail: String
        /// The address is right, however odd it looks.
        var isKept = false
        /// What was answered to "Send another code"; times in seconds since 1970.
        var again: Again?

        /// What came of it.
        enum Again: Codable, Equatable {
            case sent
            case early(until: Int64)
            case limit(count: Int, until: Int64)
        }
    }

    /// Short: it is a cookie.
    private enum CodingKeys: String, CodingKey {
        case name = "n"
        case returnTo = "r"
        case expiresAt = "t"
        case signUp = "s"
        case reference = "q"
    }

    /// Where to go once signed in: never back into the sign-in itself.
    var destination: ReturnPath? {
        get { ReturnPath(returnTo).flatMap { Self.isDestination($0) ? $0 : nil } }
        set { returnTo = newValue.flatMap { Self.isDestination($0) ? $0.text : nil } }
    }

    private static let notDestinations = [
        "/sign-", "/password/", "/first-owner/", "/not-me", "/keep-account", "/assets/", "/api/",
    ]

    static func isDestination(_ path: ReturnPath) -> Bool {
        path.text != "/" && !notDestinations.contains { path.text.hasPrefix($0) }
    }

    // MARK: The cookie

    init() {}

    /// What came with a request; nothing if it cannot be read.
    init(_ cookies: Cookies) {
        guard let text = cookies[.carried], text.utf8.count <= 4096, let bytes = Base64URL.decode(text),
            let carried = try? JSONDecoder().decode(Carried.self, from: Data(bytes))
        else { return }
        self = carried
    }

    /// Browsers drop cookies beyond 4096 bytes, so what is long is left out first.
    fileprivate var text: String {
        var carried = self
        if let name, name.utf8.count > SignInIdentifier.maximumLength { carried.name = nil }
        guard let json = try? JSONEncoder().encode(carried) else { return "" }
        return Base64URL.encode([UInt8](json))
    }
}

extension PageContext {
    var carried: Carried { Carried(visitor.cookies) }
}

extension Response {
    /// The same, with what the next page needs to know; nothing at all clears it.
    func carrying(_ carried: Carried) -> Response {
        var response = self
        if carried == Carried() {
            response.clearCookie(.carried)
        } else {
            response.setCookie(.carried, to: carried.text)
        }
        return response
    }
}
