import Countersign
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Calls of the API. Whatever is added here asks for a key with the scope; every POST takes an idempotency key.
package struct CallRoutes {
    fileprivate static let base = "/api/v1"
    private static let largestBody = 64 * 1024

    fileprivate var routes: [Route] = []

    /// - Parameter parameters: those that the query may hold.
    mutating func get(
        _ path: String,
        _ scope: Scope,
        parameters: [String] = [],
        _ handler: @escaping @Sendable (Caller) async throws -> CallAnswer
    ) {
        add(.get, path) { visitor in
            try await handler(Caller.established(by: visitor, with: scope, parameters: parameters)).response
        }
    }

    mutating func delete(
        _ path: String,
        _ scope: Scope,
        _ handler: @escaping @Sendable (Caller) async throws -> CallAnswer
    ) {
        add(.delete, path) { visitor in
            try await handler(Caller.established(by: visitor, with: scope)).response
        }
    }

    mutating func patch(
        _ path: String,
        _ scope: Scope,
        _ handler: @escaping @Sendable (Caller, JSONValue) async throws -> CallAnswer
    ) {
        add(.patch, path) { visitor in
            let caller = try await Caller.established(by: visitor, with: scope)
            let (bytes, body) = try await Self.readBody(of: visitor.request)
            // A change that says nothing is a mistake.
            guard !bytes.isEmpty else { throw APIProblem.noBody }
            return try await handler(caller, body).response
        }
    }

    /// Says what a thing is to be, so that again is as good as once. An absent body is an object without members.
    ///
    /// - Parameter parameters: those that the query may hold.
    mutating func put(
        _ path: String,
        _ scope: Scope,
        parameters: [String] = [],
        _ handler: @escaping @Sendable (Caller, JSONValue) async throws -> CallAnswer
    ) {
        add(.put, path) { visitor in
            let caller = try await Caller.established(by: visitor, with: scope, parameters: parameters)
            let (_, body) = try await Self.readBody(of: visitor.request)
            return try await handler(caller, body).response
        }
    }

    mutating func post(
        _ path: String,
        _ scope: Scope,
        keptFor lifetime: Keeping.Lifetime = .usual,
        _ handler: @escaping @Sendable (Caller, JSONValue, Keeping) async throws -> CallAnswer
    ) {
        add(.post, path) { visitor in
            let caller = try await Caller.established(by: visitor, with: scope)
            let (bytes, body) = try await Self.readBody(of: visitor.request)
            switch try await Keeping.claim(for: caller, body: bytes, lifetime: lifetime) {
            case .new(let keeping):
                return try await keeping.carryOut { try await handler(caller, body, $0) }.response
            case .done(let answer):
                var response = answer.response
                response.headers[.idempotencyReplayed] = "true"
                return response
            }
        }
    }

    /// For everybody, without a key.
    mutating func open(_ path: String, _ handler: @escaping @Sendable (Visitor) async throws -> Response) {
        add(.get, path, handler)
    }

    private mutating func add(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ answer: @escaping @Sendable (Visitor) async throws -> Response
    ) {
        let path = Self.base + path
        routes.append(
            Route(
                method: method,
                pattern: RoutePattern(path),
                kind: .call,
                meter: RouteMeter(method: method.rawValue, route: path),
                answer: answer
            )
        )
    }

    /// No body at all is an object without members.
    private static func readBody(of request: Request) async throws -> ([UInt8], JSONValue) {
        let bytes = Array(try await request.body.collect(upTo: largestBody).readableBytesView)
        if bytes.isEmpty { return ([], .object([])) }
        guard isJSON(request.headers) else { throw APIProblem.wrongContentType }
        do {
            return (bytes, try JSONReader.read(bytes))
        } catch {
            throw APIProblem.notJSON(error)
        }
    }

    private static func isJSON(_ headers: HTTPFields) -> Bool {
        guard !headers.contains(.contentEncoding), let type = headers[.contentType] else { return false }
        // The usual case, without taking it apart.
        if type == "application/json" { return true }
        let parts = type.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
        return ["application/json", "application/merge-patch+json"].contains(parts.first)
            && parts.dropFirst().allSatisfy {
                !$0.hasPrefix("charset=") || $0 == "charset=utf-8" || $0 == "charset=\"utf-8\""
            }
    }
}

extension RouteTable {
    /// Adds calls of the API.
    package mutating func calls(_ list: (inout CallRoutes) -> Void) {
        var calls = CallRoutes()
        list(&calls)
        for route in calls.routes { add(route) }
    }
}
