import Countersign
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import YubicoOTP

/// Paths of Yubico's validation protocol: no cookies, no key in a header. Who asks is told by a signature in the request.
package struct ValidationRoutes {
    fileprivate var routes: [Route] = []

    mutating func verify(_ path: String) {
        add(.get, path) { visitor in visitor.request.uri.query ?? "" }
        add(.post, path) { visitor in
            do {
                let body = try await visitor.request.body.collect(upTo: ReceivedRequest.longestQueryInBytes)
                return String(validating: body.readableBytesView, as: UTF8.self) ?? ""
            } catch is NIOTooManyBytesError {
                // The protocol's own word for it is that something is missing.
                return ""
            }
        }
    }

    private mutating func add(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ query: @escaping @Sendable (Visitor) async throws -> String
    ) {
        routes.append(
            Route(
                method: method,
                pattern: RoutePattern(path),
                kind: .page,
                meter: RouteMeter(method: method.rawValue, route: path),
                answer: { .text(await $0.web.validation.answer(to: try await query($0))) }
            )
        )
    }
}

extension RouteTable {
    /// Adds paths of Yubico's validation protocol.
    package mutating func validation(_ list: (inout ValidationRoutes) -> Void) {
        var validation = ValidationRoutes()
        list(&validation)
        for route in validation.routes { add(route) }
    }
}
