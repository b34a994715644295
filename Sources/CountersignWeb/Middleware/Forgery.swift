import Countersign
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Keeps other sites from sending our forms: each holds a token bound to the sender's strongest cookie, and must come
/// from a page of ours.
package enum Forgery {
    /// The form's field.
    static let field = "csrf"

    /// The strongest first: a form of before a sign-in is none of after it.
    private static let strongest: [CookieName] = [.session, .signIn, .visitor]

    /// What a form of this browser is bound to.
    struct Bond: Sendable {
        let cookie: CookieName
        let token: Token

        /// - Parameter fresh: the visitor cookie that is being set with this answer, if it had none.
        init?(_ cookies: Cookies, fresh: Token? = nil) {
            for name in Forgery.strongest {
                guard let token = cookies.token(name) ?? (name == .visitor ? fresh : nil) else { continue }
                cookie = name
                self.token = token
                return
            }
            return nil
        }

        fileprivate var digest: [UInt8] {
            Array(SHA256.hash(data: Data("countersign-form-1\n\(cookie.rawValue)\n\(token.text)".utf8)))
        }

        /// Another text each time, so that a page compressed on its way does not give it away letter by letter.
        func formToken(random: (Int) -> [UInt8]) -> String {
            let digest = digest
            let mask = random(digest.count)
            return Base64URL.encode(mask + zip(mask, digest).map { $0 ^ $1 })
        }

        func matches(_ formToken: String) -> Bool {
            let digest = digest
            guard formToken.utf8.count <= 128, let bytes = Base64URL.decode(formToken),
                bytes.count == 2 * digest.count
            else { return false }
            let given = zip(bytes.prefix(digest.count), bytes.suffix(digest.count)).map { $0 ^ $1 }
            return ConstantTime.areEqual(given, digest)
        }
    }

    package enum Reason: Sendable, Equatable {
        /// Not one cookie of ours came along: the browser takes none, or lost them.
        case noCookie
        /// Show nothing of what it held: another site wrote it.
        case otherSite
        /// Signed in or out since, in another tab, or made up.
        case wrongToken
    }

    /// Nil if the form is one of ours.
    static func suspicion(of form: Form, in request: Request, publicURL: String, cookies: Cookies) -> Reason? {
        guard comesFromUs(request.headers, publicURL: publicURL) else { return .otherSite }
        guard let bond = Bond(cookies) else { return .noCookie }
        return bond.matches(form[field]) ? nil : .wrongToken
    }

    /// What the browser says for itself where it can, else the origin. An origin of `null` is nobody's.
    private static func comesFromUs(_ headers: HTTPFields, publicURL: String) -> Bool {
        let sites = headers[values: .secFetchSite]
        if let site = sites.first { return sites.count == 1 && site == "same-origin" }
        let origins = headers[values: .origin]
        return origins.count == 1 && origins.first == publicURL
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
