import HTTPTypes

/// The call itself cannot be read: 400, 413, 415.
extension APIProblem {
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

    /// - Parameter place: the object within the body where it stands; empty for the body itself.
    static func unknownField(_ name: String, of place: String, known: [String]) -> APIProblem {
        let taker = place.isEmpty ? "This call" : "The field \(quoted(place))"
        let fields = known.isEmpty ? "\(taker) takes no fields." : "\(taker) takes \(known.joined(separator: ", "))."
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
        badQuery("The query parameter \(quoted(name)) \(detail).", [FieldProblem(shown(name), detail)])
    }

    static let unreadableQuery = badQuery("The query is not UTF-8 in percent-encoding, or has too many parameters.")

    static let badIdempotencyKey = APIProblem(
        "bad-idempotency-key",
        .badRequest,
        "The idempotency key is wrong",
        "Send one Idempotency-Key of 1 to 255 visible ASCII characters."
    )

    static func unstorable(_ why: String) -> APIProblem {
        malformed("A text holds what cannot be stored: \(why).")
    }

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

    // MARK: Parts

    private static func malformed(_ detail: String, _ fields: [FieldProblem] = []) -> APIProblem {
        APIProblem("malformed", .badRequest, "The request cannot be read", detail, fields: fields)
    }

    private static func badQuery(_ detail: String, _ fields: [FieldProblem] = []) -> APIProblem {
        APIProblem("bad-parameter", .badRequest, "A query parameter is wrong", detail, fields: fields)
    }
}
