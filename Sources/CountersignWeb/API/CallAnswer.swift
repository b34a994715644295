import HTTPTypes
import Hummingbird
import NIOCore

/// What a call is answered with, as it is kept for a repeat: a status and, where there is one, JSON.
struct CallAnswer: Sendable, Equatable {
    let status: Int
    let body: [UInt8]

    init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    static func ok(_ text: JSONText) -> CallAnswer { CallAnswer(status: 200, body: text.bytes) }

    static func created(_ text: JSONText) -> CallAnswer { CallAnswer(status: 201, body: text.bytes) }

    static let done = CallAnswer(status: 204, body: [])

    var response: Response {
        let status = HTTPResponse.Status(code: status)
        guard !body.isEmpty else { return Response(status: status) }
        return Response(status: status, type: "application/json", body: ByteBuffer(bytes: body))
    }
}
