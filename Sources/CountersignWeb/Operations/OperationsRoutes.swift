import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Paths for programs that watch the server: no cookies, no key.
package struct OperationsRoutes {
    fileprivate var routes: [Route] = []

    mutating func get(_ path: String, _ handler: @escaping @Sendable (Visitor) async throws -> Response) {
        routes.append(
            Route(
                method: .get,
                pattern: RoutePattern(path),
                kind: .page,
                meter: RouteMeter(method: "GET", route: path),
                answer: handler
            )
        )
    }
}

extension RouteTable {
    /// Adds paths for programs that watch the server.
    package mutating func operations(_ list: (inout OperationsRoutes) -> Void) {
        var operations = OperationsRoutes()
        list(&operations)
        for route in operations.routes { add(route) }
    }
}
