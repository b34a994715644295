import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

extension Response {
    /// A whole HTML document.
    package static func html(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, type: "text/html; charset=utf-8", body: ByteBuffer(string: text))
    }

    package static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, type: "text/plain; charset=utf-8", body: ByteBuffer(string: text))
    }

    /// Something to keep, under a name of ours.
    package static func download(_ bytes: [UInt8], type: String, name: String) -> Response {
        var response = Response(status: .ok, type: type, body: ByteBuffer(bytes: bytes))
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    /// After a POST: get that page.
    package static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }

    init(status: HTTPResponse.Status, type: String, body: ByteBuffer) {
        self.init(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: body))
    }
}
