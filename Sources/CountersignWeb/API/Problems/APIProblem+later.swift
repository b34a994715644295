import Countersign
import HTTPTypes

/// Not now: 429, 500, 503.
extension APIProblem {
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
}
