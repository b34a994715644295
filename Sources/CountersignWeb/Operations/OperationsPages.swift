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
        if await visitor.web.readiness.isReady(in: visitor.world) { return .text("ready\n") }
        var response = Response.text(
            "not ready: the database does not answer or cannot be written\n",
            .serviceUnavailable
        )
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
