import Countersign
import HTTPTypes

/// What is asked for stands against what the server holds, or against a rule: 409, 422.
extension APIProblem {
    static let taken = conflict(
        "A name, e-mail address, external id or factor of this call belongs to another account."
    )

    static func conflict(_ fields: [FieldProblem]) -> APIProblem {
        conflict(sentences(of: fields), fields)
    }

    static let otherReference = conflict([
        FieldProblem("reference", "is of no request that this key made about this account")
    ])

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

    /// What was asked for will not be: somebody declined it, it was taken back, ran out or is done.
    static func requestEnded(_ state: SupportRequest.State) -> APIProblem {
        APIProblem(
            "request-ended",
            .conflict,
            "The request has ended",
            "It is \(state.rawValue); ask again without a reference if the code is still needed."
        )
    }

    static let lastFactor = APIProblem(
        "last-factor",
        .conflict,
        "It is the last factor, and policy demands one",
        "Add another first, or ask the person to set up again with POST /accounts/{id}/reset."
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

    static func unacceptable(_ fields: [FieldProblem]) -> APIProblem {
        APIProblem(
            "unacceptable",
            .unprocessableContent,
            "A value cannot be taken",
            sentences(of: fields),
            fields: fields
        )
    }

    static let otherBody = APIProblem(
        "idempotency-key-reused",
        .unprocessableContent,
        "The idempotency key was used for another call",
        "The same Idempotency-Key came with another path or body before. Send a new key."
    )

    // MARK: Parts

    private static func conflict(_ detail: String, _ fields: [FieldProblem] = []) -> APIProblem {
        APIProblem("conflict", .conflict, "It stands against what the server holds", detail, fields: fields)
    }

    private static func sentences(of fields: [FieldProblem]) -> String {
        fields.map { "The field \(quoted($0.field)) \($0.detail)." }.joined(separator: " ")
    }
}
