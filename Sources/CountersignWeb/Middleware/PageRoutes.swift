import Countersign
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOHTTP1

/// Pages for one kind of visitor. Whatever is added here has its guard, and every form its check, without asking.
package struct PageRoutes<Context: PageContext> {
    fileprivate var routes: [Route] = []

    /// A page that shows.
    package mutating func get(_ path: String, _ handler: @escaping @Sendable (Context) async throws -> Response) {
        add(.get, path) { visitor in
            try await handler(Context.established(by: visitor))
        }
    }

    /// A form that acts.
    package mutating func post(
        _ path: String,
        _ handler: @escaping @Sendable (Context, Form) async throws -> Response
    ) {
        add(.post, path) { visitor in
            let form = try await Form.read(from: visitor.request)
            let suspicion = Forgery.suspicion(
                of: form,
                in: visitor.request,
                publicURL: visitor.world.settings.publicURL,
                cookies: visitor.cookies
            )
            if let suspicion {
                visitor.log.info("A form was refused", metadata: ["why": "\(suspicion)"])
                throw PageFault.forged(form, noCookie: suspicion == .noCookie)
            }
            do {
                return try await handler(Context.established(by: visitor), form)
            } catch let detour as Detour where detour.isForProof && FaultPage.KeptForm.holdsAnything(form) {
                throw PageFault.proofNeeded(form)
            }
        }
    }

    private mutating func add(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ answer: @escaping @Sendable (Visitor) async throws -> Response
    ) {
        let route = Route(
            method: method,
            pattern: RoutePattern(path),
            kind: .page,
            meter: RouteMeter(method: method.rawValue, route: path),
            answer: { visitor in
                await visitor.noticeForwarder()
                let visitor = visitor.anchored()
                var response: Response
                do {
                    response = try await answer(visitor)
                } catch let error as HTTPParserError {
                    throw error
                } catch {
                    // Pages of faults have forms too, so they need the cookie as much.
                    response = await Failures.answer(to: error, .page, visitor)
                }
                if let token = visitor.freshToken { response.setCookie(.visitor, to: token) }
                return response
            }
        )
        routes.append(route)
    }
}

extension RouteTable {
    /// Adds pages for one kind of visitor.
    package mutating func pages<Context: PageContext>(
        for _: Context.Type,
        _ list: (inout PageRoutes<Context>) -> Void
    ) {
        var pages = PageRoutes<Context>()
        list(&pages)
        for route in pages.routes { add(route) }
    }
}
