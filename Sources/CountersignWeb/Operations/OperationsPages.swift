import HTTPTypes
import Hummingbird
import HummingbirdCore

/// What operators and their programs ask: alive, ready, and the figures.
enum OperationsPages {
    @Sendable
    static func health(_: Visitor) async throws -> Response {
        .text("ok\n")
    }

    @Sendable
    static func readiness(_ visitor: Visitor) async throws -> Response {
        let why: String
        switch await visitor.web.readiness.state(in: visitor.world) {
        case .ready: return .text("ready\n")
        case .withoutDatabase: why = "the database does not answer or cannot be written"
        case .withoutKey: why = "the key that seals is not in this server's master key file"
        case .ending: why = "the server is ending"
        }
        var response = Response.text("not ready: \(why)\n", .serviceUnavailable)
        response.headers[.retryAfter] = "1"
        return response
    }

    @Sendable
    static func metrics(_ visitor: Visitor) async throws -> Response {
        guard let exposition = visitor.web.settings.exposition else { throw PageFault.notFound }
        var response = Response.text(await exposition())
        response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        return response
    }
}
