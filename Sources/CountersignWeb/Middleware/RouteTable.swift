import HTTPTypes
import Hummingbird
import HummingbirdCore

/// One method of one path, and what answers it.
package struct Route: Sendable {
    package let method: HTTPRequest.Method
    package let pattern: RoutePattern
    package let kind: Kind
    let meter: RouteMeter
    let answer: @Sendable (Visitor) async throws -> Response

    /// Who reads the answers: it decides what faults look like.
    package enum Kind: Sendable {
        case page
        case call
    }
}

/// A path with holes: `/api/v1/accounts/{id}/factors`.
package struct RoutePattern: Sendable, Hashable {
    package let text: String
    let segments: [Segment]

    enum Segment: Sendable, Hashable {
        case fixed(String)
        case hole(String)
    }

    init(_ text: String) {
        self.text = text
        segments = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix("{") ? .hole(String(part.dropFirst().dropLast())) : .fixed(String(part))
        }
    }

    var hasHoles: Bool { segments.contains { if case .hole = $0 { true } else { false } } }

    /// What stands in the holes; nil if the path is another one.
    fileprivate func match(_ path: [Substring]) -> PathParameters? {
        guard path.count == segments.count else { return nil }
        var values: [(name: String, value: String)] = []
        for (segment, part) in zip(segments, path) {
            switch segment {
            case .fixed(let text): if part != text { return nil }
            case .hole(let name):
                guard !part.isEmpty, let value = URLEncoded.decoded(part.utf8, plusIsSpace: false) else { return nil }
                values.append((name, value))
            }
        }
        return PathParameters(values: values)
    }
}

/// What stands in the holes of a route's path.
package struct PathParameters: Sendable {
    fileprivate var values: [(name: String, value: String)] = []

    /// Empty where the route has no such hole: nothing of ours is called that.
    package subscript(_ name: String) -> String {
        values.first { $0.name == name }?.value ?? ""
    }
}

/// Every path that a listener answers. Ours rather than the framework's, because it can be asked what it holds: for 405
/// with `Allow`, for the description of the API, for labels that no visitor can invent.
package struct RouteTable: Sendable {
    private var fixed: [String: [Route]] = [:]
    private var patterned: [[Route]] = []
    package private(set) var all: [Route] = []

    /// What a path and method lead to.
    enum Found {
        case route(Route, PathParameters)
        /// The path is there, for other methods.
        case otherMethods([Route])
        case nothing
    }

    mutating func add(_ route: Route) {
        all.append(route)
        if !route.pattern.hasHoles {
            fixed[route.pattern.text, default: []].append(route)
        } else if let index = patterned.firstIndex(where: { $0.first?.pattern == route.pattern }) {
            patterned[index].append(route)
        } else {
            patterned.append([route])
        }
    }

    /// A path without holes goes before one with; of those with holes, the first listed that fits.
    func find(_ method: HTTPRequest.Method, _ path: String) -> Found {
        if let routes = fixed[path] { return choose(method, routes, PathParameters()) }
        // A path of ours has few parts: whoever sends thousands of slashes is not helped to have them counted.
        guard path.utf8.count <= 2048 else { return .nothing }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for routes in patterned {
            guard let parameters = routes.first?.pattern.match(parts) else { continue }
            return choose(method, routes, parameters)
        }
        return .nothing
    }

    private func choose(_ method: HTTPRequest.Method, _ routes: [Route], _ parameters: PathParameters) -> Found {
        let wanted = method == .head ? .get : method
        if let route = routes.first(where: { $0.method == wanted }) { return .route(route, parameters) }
        return .otherMethods(routes)
    }
}

extension [Route] {
    /// For the header `Allow`.
    var allowed: String {
        flatMap { $0.method == .get ? ["GET", "HEAD"] : [$0.method.rawValue] }.joined(separator: ", ")
    }
}
