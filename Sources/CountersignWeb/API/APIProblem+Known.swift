import Countersign
import HTTPTypes
import Hummingbird

/// Every problem that the API answers with, and its words.
extension APIProblem {
    // MARK: 400, the call itself

    static func notJSON(_ fault: JSONFault) -> APIProblem {
        let detail =
            switch fault.reason {
            case .endsEarly: "The body ends at byte \(fault.position), before its JSON does."
            case .unexpected: "The body is not JSON: nothing of the kind may stand at byte \(fault.position)."
            case .trailing: "Something follows the JSON, at byte \(fault.position). Send one object."
            case .tooDeep: "The body is nested deeper than \(JSONReader.deepest) levels."
            case .tooMany: "An object or list of the body has more than \(JSONReader.most) entries."
            case .twice(let name): "The field \(quoted(name)) stands there twice. Send it once."
            case .notUTF8: "The text that begins at byte \(fault.position) is not UTF-8."
            case .control: "A control character stands in a text at byte \(fault.position). Write it as \\u00XX."
            case .badEscape: "The escape before byte \(fault.position) is no character."
            case .badNumber: "The number at byte \(fault.position) is none that JSON knows."
            }
        if case .twice(let name) = fault.reason {
            return malformed(detail, [FieldProblem(shown(name), "stands there twice")])
        }
        return malformed(detail)
    }

    static let noBody = malformed("There is no body. Send an object: {…}.")

    static func notAnObject(_ kind: String) -> APIProblem {
        malformed("The body is \(kind). Send an object: {…}.")
    }

    static func unknownField(_ name: String, known: [String]) -> APIProblem {
        let fields = known.isEmpty ? "This call takes no fields." : "This call takes \(known.joined(separator: ", "))."
        return malformed(
            "The field \(quoted(name)) is not known here. \(fields)",
            [FieldProblem(shown(name), "is not known here")]
        )
    }

    static func missingField(_ name: String) -> APIProblem {
        malformed("The field \(quoted(name)) is missing.", [FieldProblem(name, "is missing")])
    }

    static func wrongKind(_ name: String, _ right: String, _ wrong: String) -> APIProblem {
        malformed(
            "The field \(quoted(name)) must be \(right), not \(wrong).",
            [FieldProblem(name, "must be \(right), not \(wrong)")]
        )
    }

    static func badField(_ name: String, _ detail: String) -> APIProblem {
        malformed("The field \(quoted(name)) \(detail).", [FieldProblem(name, detail)])
    }

    static func badParameter(_ name: String, _ detail: String) -> APIProblem {
        APIProblem(
            "bad-parameter",
            .badRequest,
            "A query parameter is wrong",
            "The query parameter \(quoted(name)) \(detail).",
            fields: [FieldProblem(shown(name), detail)]
        )
    }

    static let unreadableQuery = APIProblem(
        "bad-parameter",
        .badRequest,
        "A query parameter is wrong",
        "The query is not UTF-8 in percent-encoding, or has too many parameters."
    )

    static let badIdempotencyKey = APIProblem(
        "bad-idempotency-key",
        .badRequest,
        "The idempotency key is wrong",
        "Send one Idempotency-Key of 1 to 255 visible ASCII characters."
    )

    private static func malformed(_ detail: String, _ fields: [FieldProblem] = []) -> APIProblem {
        APIProblem("malformed", .badRequest, "The request cannot be read", detail, fields: fields)
    }

    static func unstorable(_ why: String) -> APIProblem {
        malformed("A text holds what cannot be stored: \(why).")
    }

    // MARK: 401, 403, 404, 405

    static let noKey = APIProblem(
        "unauthorized",
        .unauthorized,
        "An API key is needed",
        "Send one header Authorization: Bearer cs_….",
        headers: [.wwwAuthenticate: "Bearer realm=\"countersign\""]
    )

    static let badKey = APIProblem(
        "unauthorized",
        .unauthorized,
        "The API key is not good",
        "It is unknown, revoked or has expired.",
        headers: [.wwwAuthenticate: "Bearer realm=\"countersign\", error=\"invalid_token\""]
    )

    static func missingScope(_ scope: Scope) -> APIProblem {
        APIProblem(
            "missing-scope",
            .forbidden,
            "The API key may not do this",
            "This call needs a key with the scope \(scope.rawValue).",
            headers: [
                .wwwAuthenticate:
                    "Bearer realm=\"countersign\", error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""
            ]
        )
    }

    static let firstFactorMissing = APIProblem(
        "first-factor-missing",
        .forbidden,
        "The first factor was not proved",
        "Say \"first_factor\": true once your app has checked the password. This app may not verify without it."
    )

    static let abovePower = APIProblem(
        "account-above-power",
        .forbidden,
        "The account may not be changed by an app",
        "The account has a role above member. No API key changes such an account."
    )

    static let reachTooSmall = APIProblem(
        "reach-too-small",
        .forbidden,
        "The API key may not do this",
        "This call needs a key with reach all, which only the host gives."
    )

    static let noSuchAccount = APIProblem(
        "not-found",
        .notFound,
        "There is no such account",
        "No account with this id or name is in reach of the API key."
    )

    static let noSuchFactor = APIProblem(
        "not-found",
        .notFound,
        "There is no such factor",
        "The account has neither a factor nor an unfinished enrolment with this id."
    )

    static let noSuchOrganisation = APIProblem(
        "not-found",
        .notFound,
        "There is no such organisation",
        "No organisation with this id is in reach of the API key."
    )

    static let noSuchPath = APIProblem(
        "not-found",
        .notFound,
        "There is no such path",
        "The paths of this API are described at /api/v1/openapi.json."
    )

    static func otherMethods(_ allowed: String) -> APIProblem {
        APIProblem(
            "method-not-allowed",
            .methodNotAllowed,
            "The path does not take this method",
            "Use \(allowed).",
            headers: [.allow: allowed]
        )
    }

    // MARK: 409, 413, 415, 422

    static let taken = APIProblem(
        "conflict",
        .conflict,
        "It stands against what the server holds",
        "A name, e-mail address, external id or factor of this call belongs to another account."
    )

    static func conflict(_ fields: [FieldProblem]) -> APIProblem {
        APIProblem(
            "conflict",
            .conflict,
            "It stands against what the server holds",
            fields.map { "The field \(quoted($0.field)) \($0.detail)." }.joined(separator: " "),
            fields: fields
        )
    }

    static func policyChanged(_ version: Int64) -> APIProblem {
        APIProblem(
            "policy-changed",
            .conflict,
            "Somebody saved another version meanwhile",
            "The version in force is \(version). Read it, and apply your change to that."
        )
    }

    static let locksOwnersOut = APIProblem(
        "locks-owners-out",
        .conflict,
        "It would lock the owners out",
        "No owner meets this policy today. Let one set up what it demands first; on the host it can be saved all the same."
    )

    static let closed = APIProblem(
        "account-closed",
        .conflict,
        "The account is closed",
        "It is disabled, or frozen after a report of its owner. Nothing is verified or changed until that is lifted."
    )

    static let gone = APIProblem(
        "gone",
        .conflict,
        "It is no longer there",
        "What this call is about was used or removed meanwhile."
    )

    static func tooMany(_ most: Int) -> APIProblem {
        APIProblem("too-many", .conflict, "There are too many already", "An account has at most \(most) of these.")
    }

    static let nothingToSend = APIProblem(
        "nothing-to-send",
        .conflict,
        "There is nothing to send",
        "The account has no factor of this kind, or no confirmed address that a code may go to."
    )

    static let nothingToDo = APIProblem(
        "nothing-to-do",
        .conflict,
        "There is nothing to do",
        "The account has no second step to lift, or nothing of the kind to end."
    )

    static let challengeEnded = APIProblem(
        "challenge-ended",
        .conflict,
        "The challenge has ended",
        "It was answered, used up by wrong codes, or is none of this account and app. Begin another."
    )

    static let stillRunning = APIProblem(
        "call-still-running",
        .conflict,
        "The first call with this key still runs",
        "Ask again in a second with the same Idempotency-Key and body.",
        headers: [.retryAfter: "1"]
    )

    static let tooLarge = APIProblem(
        "too-large",
        .contentTooLarge,
        "The body is too large",
        "A body may have 65536 bytes."
    )

    static let wrongContentType = APIProblem(
        "unsupported-media-type",
        .unsupportedMediaType,
        "The body must be JSON",
        "Send Content-Type: application/json, in UTF-8 and not compressed."
    )

    static func unacceptable(_ fields: [FieldProblem]) -> APIProblem {
        APIProblem(
            "unacceptable",
            .unprocessableContent,
            "A value cannot be taken",
            fields.map { "The field \(quoted($0.field)) \($0.detail)." }.joined(separator: " "),
            fields: fields
        )
    }

    static let otherBody = APIProblem(
        "idempotency-key-reused",
        .unprocessableContent,
        "The idempotency key was used for another call",
        "The same Idempotency-Key came with another path or body before. Send a new key."
    )

    // MARK: 429

    static func tooManyMails(_ reason: TooManyMails.Reason, retryAfter seconds: Int) -> APIProblem {
        let detail =
            switch reason {
            case .pause: "The last mail was sent less than a minute ago."
            case .address(let sent): "The account was sent \(sent) codes within the hour."
            case .network: "Too many mails were asked for from there."
            }
        return APIProblem(
            "too-many-mails",
            .tooManyRequests,
            "No more mail for now",
            "\(detail) Codes already sent stay valid. Ask again in \(seconds) seconds.",
            headers: [.retryAfter: String(seconds)]
        )
    }

    // MARK: 5xx

    static func unavailable(retryAfter seconds: Int) -> APIProblem {
        APIProblem(
            "unavailable",
            .serviceUnavailable,
            "Not now",
            "The server is busy or its database is away. Nothing was done or counted. Ask again in \(seconds) seconds.",
            headers: [.retryAfter: String(seconds)]
        )
    }

    static let failed = APIProblem(
        "internal",
        .internalServerError,
        "Something went wrong here",
        "The server's log tells more under this request_id."
    )

    // MARK: Strangers' texts

    private static func quoted(_ name: String) -> String { "\"\(shown(name))\"" }

    /// A name that a stranger chose, cut to what a message can bear.
    private static func shown(_ name: String) -> String {
        name.unicodeScalars.count <= 64 ? name : String(String.UnicodeScalarView(name.unicodeScalars.prefix(64))) + "…"
    }
}
