import Hummingbird
import NIOCore

/// The API in its own words: OpenAPI 3.1, served to anybody. A test holds it against the routes.
enum APIDescription {
    static let text = "{}"

    @Sendable
    static func show(_: Visitor) async throws -> Response {
        Response(status: .ok, type: "application/json", body: ByteBuffer(string: text))
    }
}
