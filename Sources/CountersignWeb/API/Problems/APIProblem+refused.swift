import Countersign
import HTTPTypes

/// The caller may not do that, or there is nothing that it may do it to: 401, 403, 404, 405.
extension APIProblem {
    static let noKey = unauthorized(
        "An API key is needed",
        "Send one header Authorization: Bearer cs_…."
    )

    static let badKey = unauthorized(
        "The API key is not good",
        "It is unknown, revoked or has expired.",
        says: ", error=\"invalid_token\""
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

    static let noSuchAccount = notFound(
        "There is no such account",
        "No account with this id or name is in reach of the API key."
    )

    static let noSuchFactor = notFound(
        "There is no such factor",
        "The account has neither a factor nor an unfinished enrolment with this id."
    )

    static let noSuchOrganisation = notFound(
        "There is no such organisation",
        "No organisation with this id is in reach of the API key."
    )

    static let noSuchPath = notFound(
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

    // MARK: Parts

    private static func unauthorized(_ title: String, _ detail: String, says error: String = "") -> APIProblem {
        APIProblem(
            "unauthorized",
            .unauthorized,
            title,
            detail,
            headers: [.wwwAuthenticate: "Bearer realm=\"countersign\"\(error)"]
        )
    }

    private static func notFound(_ title: String, _ detail: String) -> APIProblem {
        APIProblem("not-found", .notFound, title, detail)
    }
}
