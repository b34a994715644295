import Countersign
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The cookies that we set. All are `__Host-`: no other host, not even a neighbour under the same domain, can set them.
package enum CookieName: String, Sendable, CaseIterable {
    /// A full session.
    case session = "__Host-session"
    /// A sign-in whose second step is to come.
    case signIn = "__Host-sign-in"
    /// A browser that proved a second factor before.
    case browser = "__Host-browser"
    /// A browser that is not asked for the second step for a while.
    case device = "__Host-device"
    /// A browser that asked for help getting in: it alone is let in.
    case recovery = "__Host-recovery"
    /// Any browser: what mailed codes and the forms of a visitor are bound to.
    case visitor = "__Host-visitor"
    /// The language chosen.
    case language = "__Host-language"
    /// What was just done, told once.
    case flash = "__Host-flash"
    /// What one page tells the next; see `Carried`.
    case carried = "__Host-carried"
}

/// The cookies that came with a request.
package struct Cookies: Sendable {
    private let values: [CookieName: String]

    /// A cookie that stands there twice is as good as absent: which of the two is ours cannot be told.
    init(_ headers: HTTPFields) {
        var values: [CookieName: String] = [:]
        var twice: Set<CookieName> = []
        for line in headers[values: .cookie] {
            for pair in line.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let first = parts.first, let value = parts.last,
                    let name = CookieName(rawValue: String(first.drop { $0 == " " }))
                else { continue }
                if values.updateValue(String(value), forKey: name) != nil { twice.insert(name) }
            }
        }
        for name in twice { values[name] = nil }
        self.values = values
    }

    package subscript(_ name: CookieName) -> String? { values[name] }

    /// The token in a cookie, if it has the shape of one.
    package func token(_ name: CookieName) -> Token? {
        values[name].flatMap { Token(shown: $0) }
    }

    /// What this browser is remembered by, if it has the shape of that.
    package var device: DeviceToken? {
        values[.device].flatMap { DeviceToken(shown: $0) }
    }
}

extension Response {
    /// - Parameter lifetime: in seconds; nil keeps the cookie until the browser is closed.
    package mutating func setCookie(_ name: CookieName, to value: String, lifetime: Int? = nil) {
        let age = lifetime.map { "; Max-Age=\($0)" } ?? ""
        headers.append(
            HTTPField(
                name: .setCookie,
                value: "\(name.rawValue)=\(value)\(age); Path=/; Secure; HttpOnly; SameSite=Lax"
            )
        )
    }

    package mutating func setCookie(_ name: CookieName, to token: Token, lifetime: Int? = nil) {
        setCookie(name, to: token.text, lifetime: lifetime)
    }

    package mutating func clearCookie(_ name: CookieName) {
        setCookie(name, to: "", lifetime: 0)
    }
}
