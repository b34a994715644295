import Countersign
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// What is known of a connection before its request is read.
package struct Connection: InitializableFromSource, Sendable {
    package let log: Logger
    let peer: SocketAddress?

    package init(source: ApplicationRequestContextSource) {
        log = source.logger
        peer = source.channel.remoteAddress
    }
}

/// Where every request comes in and every answer goes out: finds the route, and sees to it that all answers have what
/// all must have.
package struct FrontDoor: HTTPResponder {
    let web: Web
    let routes: RouteTable
    private let headers: SecurityHeaders
    private let strayPages = RouteMeter(method: "any", route: "none")

    init(web: Web, routes: RouteTable) {
        self.web = web
        self.routes = routes
        headers = SecurityHeaders(isSecure: web.isSecure)
    }

    package func respond(to request: Request, context: Connection) async throws -> Response {
        let began = web.world.now()
        let visitor = Visitor(web: web, request: request, connection: context)
        let path = request.uri.path
        var response: Response
        let kind: Route.Kind
        let meter: RouteMeter
        var pattern = "none"
        switch routes.find(request.method, path) {
        case .route(let route, let parameters):
            kind = route.kind
            meter = route.meter
            pattern = route.pattern.text
            response = try await answer(route, visitor.at(parameters))
        case .otherMethods(let others):
            kind = others.first?.kind ?? .page
            meter = strayPages
            response = await Failures.answer(to: PageFault.otherMethods(others.allowed), kind, visitor)
        case .nothing:
            kind = path.hasPrefix("/api/") ? .call : .page
            meter = strayPages
            response = await Failures.answer(to: PageFault.notFound, kind, visitor)
        }
        headers.add(to: &response.headers, for: kind)
        response.headers.append(HTTPField(name: .xRequestID, value: visitor.id))
        let seconds = web.world.now().timeIntervalSince(began)
        meter.record(status: response.status.code, seconds: seconds)
        // The route and not the path: paths hold mailed tokens.
        context.log.debug(
            "request",
            metadata: [
                "method": "\(request.method.rawValue.prefix(20))", "route": "\(pattern)",
                "status": "\(response.status.code)", "milliseconds": "\(Int(seconds * 1000))",
            ]
        )
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ route: Route, _ visitor: Visitor) async throws -> Response {
        do {
            return try await route.answer(visitor)
        } catch let error as HTTPParserError {
            // What came is no HTTP: the server itself answers that and closes.
            throw error
        } catch {
            return await Failures.answer(to: error, route.kind, visitor)
        }
    }
}
