import Countersign
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

// Who is asking, as types. A handler takes the one it needs and cannot be called without: each can only be made here, by
// proving what it says.

/// What a page's handler is given.
package protocol PageContext: Sendable {
    var visitor: Visitor { get }

    /// - Throws: `Detour`, to what the visitor needs first.
    static func established(by visitor: Visitor) async throws -> Self
}

/// Sends the visitor to another page first: sign in, confirm, set up.
package struct Detour: Error, Sendable, Equatable {
    package let path: String

    package init(to path: String) {
        self.path = path
    }
}

/// Anybody: a request of which nothing is known.
package struct Visitor: PageContext {
    package let web: Web
    package let request: Request
    package private(set) var parameters = PathParameters()
    /// Set with the answer, if the browser had no visitor cookie.
    private(set) var freshToken: Token?
    private let connection: Connection

    init(web: Web, request: Request, connection: Connection) {
        self.web = web
        self.request = request
        self.connection = connection
    }

    package static func established(by visitor: Visitor) async throws -> Visitor { visitor }

    package var visitor: Visitor { self }

    func at(_ parameters: PathParameters) -> Visitor {
        var visitor = self
        visitor.parameters = parameters
        return visitor
    }

    /// The same, with a visitor cookie to come if there is none.
    func anchored() -> Visitor {
        guard cookies.token(.visitor) == nil else { return self }
        var visitor = self
        visitor.freshToken = Token(random: web.world.random)
        return visitor
    }
}

/// A sign-in whose password was right and whose second step is to come.
package struct HalfSignedIn: PageContext {
    package let visitor: Visitor
    package let signIn: SignInUnderWay
    package let dossier: Dossier

    fileprivate init(visitor: Visitor, signIn: SignInUnderWay, dossier: Dossier) {
        self.visitor = visitor
        self.signIn = signIn
        self.dossier = dossier
    }

    package static func established(by visitor: Visitor) async throws -> HalfSignedIn {
        guard let token = visitor.cookies.token(.signIn),
            let (signIn, dossier) = try await visitor.world.store.signIn(tokenHash: token.hash),
            visitor.world.now() < signIn.expiresAt, dossier.account.state == .active
        else { throw visitor.detour(to: "/sign-in") }
        return HalfSignedIn(visitor: visitor, signIn: signIn, dossier: dossier)
    }
}

/// A session that counts, whatever it may reach: enough to sign out, to choose a language and to prove oneself again.
package struct InSession: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier

    fileprivate init(visitor: Visitor, session: Session, dossier: Dossier) {
        self.visitor = visitor
        self.session = session
        self.dossier = dossier
    }

    package static func established(by visitor: Visitor) async throws -> InSession {
        guard let found = try await visitor.openSession() else { throw visitor.detour(to: "/sign-in") }
        return InSession(visitor: visitor, session: found.session, dossier: found.dossier)
    }

    /// Nothing of the account may be reached before a factor is confirmed.
    package var mustEnrol: Bool { visitor.world.mustEnrol(dossier) }

    package var isFresh: Bool { visitor.world.hasFreshProof(session, dossier, at: visitor.world.now()) }
}

/// A session whose account must have a second factor and has none: it gets nothing but the way to one.
package struct MustEnrol: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier

    fileprivate init(_ session: InSession) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
    }

    package static func established(by visitor: Visitor) async throws -> MustEnrol {
        let session = try await InSession.established(by: visitor)
        guard session.mustEnrol else { throw Detour(to: "/security") }
        return MustEnrol(session)
    }
}

/// A session that may reach what is its own.
package struct SignedIn: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier

    fileprivate init(_ session: InSession) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
    }

    package static func established(by visitor: Visitor) async throws -> SignedIn {
        let session = try await InSession.established(by: visitor)
        guard !session.mustEnrol else { throw visitor.detour(to: "/setup") }
        return SignedIn(session)
    }
}

/// A session that proved itself within the last ten minutes: for all that changes how the account is protected.
package struct FreshlySignedIn: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier

    fileprivate init(_ session: InSession) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
    }

    package static func established(by visitor: Visitor) async throws -> FreshlySignedIn {
        let session = try await InSession.established(by: visitor)
        guard !session.mustEnrol else { throw visitor.detour(to: "/setup") }
        guard session.isFresh else { throw visitor.detour(to: "/security/confirm") }
        return FreshlySignedIn(session)
    }
}

/// Somebody who may add a factor now: freshly signed in, or let in for nothing else.
package struct Enrolling: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier
    /// Whether this is the first factor, demanded by policy.
    package let isRequired: Bool

    fileprivate init(_ session: InSession) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
        isRequired = session.mustEnrol
    }

    package static func established(by visitor: Visitor) async throws -> Enrolling {
        let session = try await InSession.established(by: visitor)
        guard session.isFresh else { throw visitor.detour(to: "/security/confirm") }
        return Enrolling(session)
    }
}

// MARK: What every context can say

extension PageContext {
    package var web: Web { visitor.web }
    package var world: Surroundings { visitor.web.world }
    package var parameters: PathParameters { visitor.parameters }
}

extension Visitor {
    package var world: Surroundings { web.world }

    /// The reference under which the log tells more; the same in `X-Request-Id`.
    package var id: String { connection.log[metadataKey: "hb.request.id"]?.description ?? "" }

    /// Says the reference with each line.
    package var log: Logger { connection.log }

    package var cookies: Cookies { Cookies(request.headers) }

    /// What is known of whoever sits at the other end.
    package var client: Client {
        Client(address: address, userAgent: request.headers[.userAgent] ?? "")
    }

    private var address: String {
        guard let text = connection.peer?.ipAddress, let peer = Address(text) else { return "" }
        let forwarded = request.headers[values: .xForwardedFor]
        return ClientAddress.resolve(peer: peer, forwarded: forwarded, trusted: web.settings.trustedProxies).text
    }

    /// Notices a proxy that nobody said is one.
    func noticeForwarder() async {
        guard request.headers.contains(.xForwardedFor) || request.headers.contains(.forwarded),
            let text = connection.peer?.ipAddress, let peer = Address(text),
            !web.settings.trustedProxies.contains(where: { $0.contains(peer) })
        else { return }
        await web.forwarders.notice(peer, in: world)
    }

    /// The query's fields; empty if it cannot be read. Pages take from it what they know and leave the rest.
    package var query: Form {
        Form((try? URLEncoded.fields(in: (request.uri.query ?? "").utf8)) ?? [:])
    }

    /// Path and query of this page, to come back to.
    package var path: String { request.head.path ?? "/" }

    /// Where the visitor was on the way to, if that is a page of ours: what the query or a form says.
    package func returnPath(in form: Form? = nil) -> ReturnPath? {
        ReturnPath((form ?? query).fields["return"])
    }

    /// Sends the visitor to `path` first, and then back here: for a form, back to the page that it stood on.
    func detour(to path: String) -> Detour {
        let wanted = request.method == .get || request.method == .head ? self.path : referringPath
        return Detour(to: ReturnPath(wanted)?.asked(at: path) ?? path)
    }

    private var referringPath: String? {
        guard let referer = request.headers[.referer], referer.hasPrefix(world.settings.publicURL + "/") else {
            return nil
        }
        return String(referer.dropFirst(world.settings.publicURL.count))
    }

    /// The session of the cookie, if it still counts.
    func openSession() async throws -> (session: Session, dossier: Dossier)? {
        guard let token = cookies.token(.session) else { return nil }
        return try await SessionActs(in: world).open(token)
    }

    /// What goes into the field `csrf` of every form.
    package var formToken: String {
        Forgery.Bond(cookies, fresh: freshToken)?.formToken(random: world.random) ?? ""
    }

    /// The browser's own token, which mailed codes are bound to. Only pages have one.
    package var browserToken: Token? { cookies.token(.visitor) ?? freshToken }
}
