/// What a validator says of a request (Validation Protocol 2.0, "Response").
package enum Status: String, CaseIterable, Sendable {
    case ok = "OK"
    case badOTP = "BAD_OTP"
    case replayedOTP = "REPLAYED_OTP"
    case badSignature = "BAD_SIGNATURE"
    case missingParameter = "MISSING_PARAMETER"
    case noSuchClient = "NO_SUCH_CLIENT"
    case operationNotAllowed = "OPERATION_NOT_ALLOWED"
    case backendError = "BACKEND_ERROR"
    case notEnoughAnswers = "NOT_ENOUGH_ANSWERS"
    case replayedRequest = "REPLAYED_REQUEST"

    /// What a client that asked should make of it. Only `accepted` lets anybody in.
    package var meaning: Meaning {
        switch self {
        case .ok: .accepted
        case .badOTP, .replayedOTP: .refused
        case .replayedRequest, .backendError, .notEnoughAnswers: .undecided
        case .badSignature, .missingParameter, .noSuchClient, .operationNotAllowed: .misconfigured
        }
    }

    /// What to make of a status.
    package enum Meaning: Sendable {
        case accepted
        /// The code is wrong or was used: no other server will say otherwise.
        case refused
        /// The server cannot tell. Another that was asked may: of several servers that share what they saw, all but
        /// the first say `REPLAYED_REQUEST`.
        case undecided
        /// The validator does not deal with us: an operator has to look at client id and key.
        case misconfigured
    }
}
