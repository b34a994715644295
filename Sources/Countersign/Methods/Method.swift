import Foundation

/// One kind of factor with its rules: `begin` and `finish`, for enrolment and for challenge.
///
/// State in, verdict out. A method reads no clock and no store and sends nothing; it says what is to be kept, shown and
/// sent. See `docs/adding-a-method.md`.
package protocol Method: Sendable {
    /// Kept while an enrolment is unfinished.
    associatedtype Draft: Codable & Sendable
    /// Kept about one confirmed factor, sealed at rest.
    associatedtype State: Codable & Sendable
    /// Kept while an answer is awaited; `NoChallenge` where nothing is issued.
    associatedtype Challenge: Codable & Sendable
    /// Prepared: cleaned, hashed or validated where that is slow.
    associatedtype Answer: Sendable

    static var kind: Kind { get }

    /// What a factor is looked up by, unique among its kind; nil where it is only found through its account.
    static func handle(of state: State) -> String?

    /// Takes what was typed or sent if it has the shape of this kind's answers, otherwise nil.
    func answer(from given: Given) -> Answer?

    /// - Throws: `EnrolmentFault` where the request asks for something that this kind does not have.
    func beginEnrolment(_ request: EnrolmentRequest, random: (Int) -> [UInt8]) throws(EnrolmentFault) -> Draft

    /// What the person or app needs to see of a draft, now and after a reload: a key, a link, options.
    func shown(_ draft: Draft, for request: EnrolmentRequest) -> [String: String]

    /// The state of a factor that another system confirmed before: import. Nil where a kind cannot be imported.
    func imported(_ draft: Draft) -> State?

    func finishEnrolment(_ draft: Draft, with answer: Answer, at now: Date) -> EnrolmentVerdict<State>

    /// Nil where nothing is issued before an answer: an authenticator app needs no asking.
    func beginChallenge(on factors: [OpenFactor<State>], at now: Date, random: (Int) -> [UInt8]) -> Challenge?

    /// Judges an answer against the factors, in the order given.
    ///
    /// - Parameter challenge: what `beginChallenge` issued, or nil.
    func finishChallenge(
        _ challenge: Challenge?,
        with answer: Answer,
        on factors: [OpenFactor<State>],
        at now: Date
    ) -> Verdict<State>
}

/// For kinds that issue nothing.
package struct NoChallenge: Codable, Sendable {}

/// What came in, before a method makes an answer of it.
package enum Given: Sendable, Equatable {
    /// What was typed into the one field.
    case text(String)
    /// Two consecutive codes, to be judged together; where `withinTheHour`, also those of a clock far off.
    case pair(String, String, withinTheHour: Bool)
}

/// What a new factor is made for, and what was asked of it.
package struct EnrolmentRequest: Sendable {
    /// The name shown in the person's app beside the account.
    package let issuer: String
    package let accountName: String
    /// What an import or an app's call states, by the field names of the API: `secret`, `algorithm`, `digits`, `period`.
    package let parameters: [String: String]

    package init(issuer: String, accountName: String, parameters: [String: String] = [:]) {
        self.issuer = issuer
        self.accountName = accountName
        self.parameters = parameters
    }
}

/// A parameter that a method cannot take, and what would be right.
package struct EnrolmentFault: Error, Sendable, Equatable {
    package let field: String
    package let problem: String

    package init(field: String, problem: String) {
        self.field = field
        self.problem = problem
    }
}

/// A factor with its state unsealed.
package struct OpenFactor<State: Sendable>: Sendable {
    package let id: Factor.ID
    package var state: State

    package init(id: Factor.ID, state: State) {
        self.id = id
        self.state = state
    }
}

package enum EnrolmentVerdict<State: Sendable>: Sendable {
    case accepted(State)
    case rejected(Rejection)
}

/// What a method says to an answer. Either way states may have changed: a mark moved, a step burned.
package enum Verdict<State: Sendable>: Sendable {
    /// - Parameter amr: the names of RFC 8176 for what was proved.
    case accepted(OpenFactor<State>, amr: [String])
    /// - Parameters:
    ///   - changed: factors whose state is to be written all the same.
    ///   - lookedAt: how many factors the answer was compared with: so many tries it took from the budget.
    case rejected(Rejection, changed: [OpenFactor<State>], lookedAt: Int)
}

/// Why an answer was not accepted: a stable reason for programs, and a hint that chooses the words for people.
package struct Rejection: Sendable, Equatable {
    package let reason: Reason
    package let hint: Hint?

    package enum Reason: String, Sendable, Codable, CaseIterable {
        case wrongCode = "wrong_code"
        case alreadyUsed = "already_used"
        case expired
        case challengeEnded = "challenge_ended"
        case noFactor = "no_factor"
        case locked
        case unavailable
    }

    package enum Hint: Sendable, Equatable {
        /// It was right one step before the window.
        case justRunOut
        /// It fits another time; said of a first such code.
        case clockMayBeWrong
        /// By how much, in seconds, once two codes agree. Positive: the phone is ahead.
        case clockIsOff(seconds: Int)
        /// A used backup code says when.
        case usedOn(Date)
    }

    package init(_ reason: Reason, hint: Hint? = nil) {
        self.reason = reason
        self.hint = hint
    }
}
