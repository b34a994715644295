import Countersign
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

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
        Client(address: address, userAgent: request.headers[.userAgent] ?? "", language: words(for: nil).language)
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
