import HTTPTypes
import Hummingbird
import NIOCore

/// Why a call was not carried out, as `application/problem+json` (RFC 9457). Its words are for developers: English, and
/// all in this folder.
struct APIProblem: Error, Sendable, Equatable {
    /// Stable, for programs: the end of `type`.
    let slug: String
    let title: String
    let status: HTTPResponse.Status
    let detail: String
    let fields: [FieldProblem]
    let headers: HTTPFields

    init(
        _ slug: String,
        _ status: HTTPResponse.Status,
        _ title: String,
        _ detail: String,
        fields: [FieldProblem] = [],
        headers: HTTPFields = [:]
    ) {
        self.slug = slug
        self.status = status
        self.title = title
        self.detail = detail
        self.fields = fields
        self.headers = headers
    }

    func response(for visitor: Visitor) -> Response {
        let text = JSONText.object { json in
            json.member("type", "/api/v1/problems/\(slug)")
            json.member("title", title)
            json.member("status", status.code)
            json.member("detail", detail)
            json.member("request_id", visitor.id)
            if !fields.isEmpty {
                json.array("errors") { json in
                    for field in fields {
                        json.element { json in
                            json.member("field", field.field)
                            json.member("detail", field.detail)
                        }
                    }
                }
            }
        }
        var response = Response(
            status: status,
            type: "application/problem+json",
            body: ByteBuffer(bytes: text.bytes)
        )
        for field in headers { response.headers[field.name] = field.value }
        return response
    }

    // MARK: Strangers' texts

    static func quoted(_ name: String) -> String { "\"\(shown(name))\"" }

    /// A name that a stranger chose, cut to what a message can bear.
    static func shown(_ name: String) -> String {
        name.unicodeScalars.count <= 64 ? name : String(String.UnicodeScalarView(name.unicodeScalars.prefix(64))) + "…"
    }
}

/// What is wrong with one field of a body or query, and what would be right.
struct FieldProblem: Sendable, Equatable {
    let field: String
    let detail: String

    init(_ field: String, _ detail: String) {
        self.field = field
        self.detail = detail
    }
}
