import Hummingbird
import NIOCore

/// The API in its own words: OpenAPI 3.1, served to anybody. A test holds it against the routes.
enum APIDescription {
    /// Without the white space that is for its writer.
    static let text = compact(
        """
        {
          "openapi": "3.1.0",
          "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
          "info": \(info),
          "servers": [{"url": "/"}],
          "security": [{"apiKey": []}],
          "paths": {
            \(accountPaths),
            \(factorPaths),
            \(organisationPaths),
            \(supportPaths),
            \(otherPaths)
          },
          "components": {
            "securitySchemes": {
              "apiKey": {
                "type": "http",
                "scheme": "bearer",
                "description": "An API key, `cs_…`, made by the operator with `countersign api-key create`."
              }
            },
            "parameters": {\(parameters), \(organisationParameters)},
            "responses": {\(responses)},
            "schemas": {
              \(accountRequestSchemas),
              \(factorRequestSchemas),
              \(verificationRequestSchemas),
              \(organisationSchemas),
              \(supportSchemas),
              \(answerSchemas)
            }
          }
        }
        """
    )

    @Sendable
    static func show(_: Visitor) async throws -> Response {
        Response(status: .ok, type: "application/json", body: ByteBuffer(string: text))
    }

    /// Line ends and indentation stand only between the parts of this JSON, never in its texts.
    private static func compact(_ text: String) -> String {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }
}

extension APIDescription {
    fileprivate static let info = #"""
        {
          "title": "Countersign",
          "version": "1",
          "summary": "Second factors for apps that keep their own login.",
          "description": "**Bodies** are JSON objects in UTF-8, at most 64 KiB. Fields that a call does not know, names that stand twice and values of another type are refused with 400; values that cannot be taken are 422, or 409 where they stand against what the server already holds.\n\n**Problems** are `application/problem+json` (RFC 9457). `type` is stable and for programs; `errors` names fields; `request_id` is also in the header `X-Request-Id` and in the server's log.\n\n**Idempotency-Key**: every POST takes this header, 1 to 255 visible ASCII characters. For 24 hours (`verify`: 60 seconds) the same key and body get the stored answer, with `Idempotency-Replayed: true`; another path or body is 422; a call that still runs is 409 with `Retry-After`. A call answered with a problem keeps nothing. So a lost answer is no lost code.\n\n**Reach**: a key reaches the accounts that its app made, those of one organisation, or all. Any other account is 404. No key changes an account with a role above `member` (403).\n\n**Times** are RFC 3339 in UTC."
        }
        """#

    fileprivate static let parameters = #"""
        "AccountID": {
          "name": "account_id", "in": "path", "required": true,
          "description": "The account's `id`.",
          "schema": {"type": "string"}, "example": "01k6hx0v2m8e3w5r7t9y1b4d6f"
        },
        "FactorID": {
          "name": "factor_id", "in": "path", "required": true,
          "description": "The `id` of a factor, or of an enrolment that was begun.",
          "schema": {"type": "string"}, "example": "01k6hx0v2m8e3w5r7t9y1b4d6g"
        }
        """#

    fileprivate static let responses = #"""
        "Malformed": {
          "description": "The request cannot be read: not JSON, an unknown field, a wrong type, a bad parameter.",
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "Unauthorized": {
          "description": "No good API key.",
          "headers": {"WWW-Authenticate": {"schema": {"type": "string"}}},
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "Forbidden": {
          "description": "The key lacks the scope, or may not change this account, or the first factor was not proved.",
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "NotFound": {
          "description": "Nothing of the kind in reach of the key.",
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "Conflict": {
          "description": "It stands against what the server holds: a name that is taken, a password that everybody tries first, a closed account, a call that still runs.",
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "TooLarge": {
          "description": "More than 64 KiB.",
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "NotJSON": {
          "description": "The body is not `application/json`.",
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "Unacceptable": {
          "description": "A value cannot be taken; `errors` says which and why.",
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "TooManyMails": {
          "description": "Less than a minute after the last mail, or the sixth in an hour. Codes already sent stay valid.",
          "headers": {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds."}},
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        },
        "Unavailable": {
          "description": "Busy, or the database is away. Nothing was done or counted.",
          "headers": {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds."}},
          "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        }
        """#
}
