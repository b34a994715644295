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

    /// Whether every answer of this kind is `Strength.strong`, so that it gets in while short codes wait.
    static var isAlwaysStrong: Bool { get }

    /// Whether `prepare` asks somebody else: where it does not, no state is opened for it and no answer waits for it.
    static var preparesAnswers: Bool { get }

    /// The name in `amr` by which a proof of this kind is known to be weaker than others: it changes nothing about an
    /// account that has a better one (NIST SP 800-63B §4.1.2.1). Nil for the rest.
    static var weakProof: String? { get }

    /// Whether an account has at most one factor of this kind.
    static var isOnePerAccount: Bool { get }

    /// Whether who confirms a factor has thereby proved the account's e-mail address.
    static var provesAddress: Bool { get }

    /// Whether an account that has this kind alone is sent something `strong` while short codes wait.
    static var issuesLongCodes: Bool { get }

    /// Whether an answer may be given before anybody is known, and then counts as both factors.
    static var signsInAlone: Bool { get }

    /// The parameter without which there is nothing to import.
    static var importNeeds: String { get }

    /// Whether people may set one up here; those that are set up count either way.
    var isOffered: Bool { get }

    /// What a factor is looked up by, unique among its kind; nil where it is only found through its account.
    static func handle(of state: State) -> String?

    /// What to call a factor that its owner gave no name, such as its model; nil for the name of the kind.
    static func name(of state: State) -> String?

    /// The handle of the factor that an answer says it is by. Believed only once the answer is found right.
    func handle(in answer: Answer) -> String?

    /// Takes what was typed or sent if it has the shape of this kind's answers, otherwise nil.
    func answer(from given: Given) -> Answer?

    /// How hard such an answer is to guess, which decides what a wrong one costs.
    func strength(of answer: Answer) -> Strength

    /// Does what is slow about an answer, such as asking a validation server, outside any transaction.
    ///
    /// - Parameter factors: those it will be judged against; nil at an enrolment.
    func prepare(_ answer: Answer, for factors: [OpenFactor<State>]?, in world: Surroundings) async throws -> Answer

    /// Whether what was slow about it has shown already that it is right: then it is no guess, and no wait holds it up.
    func isProved(_ answer: Answer) -> Bool

    /// - Throws: `EnrolmentFault` where the request asks for something that this kind does not have.
    func beginEnrolment(
        _ request: EnrolmentRequest,
        beside factors: [OpenFactor<State>],
        with tools: MethodTools
    ) throws -> Begun<Draft>

    /// The same enrolment once more: one more mail. Nil where there is nothing to send.
    ///
    /// - Throws: `TooManyMails` if it is too soon.
    func repeatEnrolment(_ draft: Draft, with tools: MethodTools) throws -> Begun<Draft>?

    /// What the person or app needs to see of a draft, now and after a reload: a key, a link, options.
    func shown(_ draft: Draft, for request: EnrolmentRequest) -> [String: String]

    /// The state of a factor that another system confirmed before: import. Nil where a kind cannot be imported.
    func imported(_ draft: Draft) -> State?

    func finishEnrolment(
        _ draft: Draft,
        with answer: Answer,
        using tools: MethodTools
    ) -> EnrolmentVerdict<State, Draft>

    /// Issues what an answer is to be given to. Nil where nothing is: an authenticator app needs no asking.
    ///
    /// - Parameter challenge: one that still waits and is to be continued: one more mail with another code for it.
    /// - Throws: `TooManyMails` if it is too soon for that.
    func beginChallenge(
        on factors: [OpenFactor<State>],
        continuing challenge: Challenge?,
        _ request: ChallengeRequest,
        with tools: MethodTools
    ) throws -> Begun<Challenge>?

    /// Judges an answer against the factors, in the order given.
    ///
    /// - Parameter challenge: what `beginChallenge` issued, or nil.
    func finishChallenge(
        _ challenge: Challenge?,
        with answer: Answer,
        on factors: [OpenFactor<State>],
        using tools: MethodTools
    ) -> Verdict<State, Challenge>
}

/// What most kinds have in common.
extension Method {
    /// Whether an answer of this kind is only given to something that was issued before.
    package static var issuesChallenges: Bool { Challenge.self != NoChallenge.self }

    package static var isAlwaysStrong: Bool { false }

    package static var preparesAnswers: Bool { true }

    package static var weakProof: String? { nil }

    package static var isOnePerAccount: Bool { false }

    package static var provesAddress: Bool { false }

    package static var issuesLongCodes: Bool { false }

    package static var signsInAlone: Bool { false }

    package static var importNeeds: String { "secret" }

    package var isOffered: Bool { true }

    package static func handle(of state: State) -> String? { nil }

    package static func name(of state: State) -> String? { nil }

    package func handle(in answer: Answer) -> String? { nil }

    package func strength(of answer: Answer) -> Strength { Self.isAlwaysStrong ? .strong : .short }

    package func prepare(
        _ answer: Answer,
        for factors: [OpenFactor<State>]?,
        in world: Surroundings
    ) async throws -> Answer { answer }

    package func isProved(_ answer: Answer) -> Bool { false }

    package func repeatEnrolment(_ draft: Draft, with tools: MethodTools) throws -> Begun<Draft>? { nil }

    package func shown(_ draft: Draft, for request: EnrolmentRequest) -> [String: String] { [:] }

    package func imported(_ draft: Draft) -> State? { nil }
}

extension Method where Challenge == NoChallenge {
    package func beginChallenge(
        on factors: [OpenFactor<State>],
        continuing challenge: NoChallenge?,
        _ request: ChallengeRequest,
        with tools: MethodTools
    ) throws -> Begun<NoChallenge>? { nil }
}

/// For kinds that issue nothing.
package struct NoChallenge: Codable, Sendable {}

/// What came in, before a method makes an answer of it.
package enum Given: Sendable, Equatable {
    /// What was typed into the one field.
    case text(String)
    /// Two consecutive codes, to be judged together; where `withinTheHour`, also those of a clock far off.
    case pair(String, String, withinTheHour: Bool)
    /// What a browser's `navigator.credentials` gave: a `RegistrationResponseJSON` or `AuthenticationResponseJSON`.
    case credential(String)
}

/// How hard an answer is to guess.
package enum Strength: Sendable, Equatable {
    /// A few digits: each wrong one is charged to the account's budget, and none is looked at during a wait.
    case short
    /// Sixty bits and more: stays open while codes wait, and costs no budget.
    case strong
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
    /// The value itself is fine: it does not go with the account or the server as they are.
    package let isOfState: Bool

    package init(field: String, problem: String, isOfState: Bool = false) {
        self.field = field
        self.problem = problem
        self.isOfState = isOfState
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

package enum EnrolmentVerdict<State: Sendable, Draft: Sendable>: Sendable {
    case accepted(State)
    /// - Parameter draft: what it became, if it changed.
    case rejected(Rejection, draft: Draft? = nil)
}

/// What a method says to an answer. Either way states may have changed: a mark moved, a step burned.
package enum Verdict<State: Sendable, Challenge: Sendable>: Sendable {
    /// - Parameter amr: the names of RFC 8176 for what was proved. The challenge, if there was one, is used up.
    case accepted(OpenFactor<State>, amr: [String], remarks: [Remark] = [])
    /// - Parameters:
    ///   - changed: factors whose state is to be written all the same.
    ///   - challenge: what becomes of it.
    ///   - lookedAt: how many factors the answer was compared with: so many tries it took from the budget.
    case rejected(
        Rejection,
        changed: [OpenFactor<State>] = [],
        challenge: ChallengeFate<Challenge> = .unchanged,
        lookedAt: Int,
        remarks: [Remark] = []
    )
}

/// What a method noticed about a factor while it judged: an event of its own, whatever the verdict.
package struct Remark: Sendable, Equatable {
    package let event: Event.Kind
    /// What the event tells, the factor among it.
    package let facts: [String: String]

    package init(_ event: Event.Kind, _ factor: Factor.ID, _ facts: [String: String] = [:]) {
        self.event = event
        self.facts = facts.merging(["factor": factor.rawValue]) { own, _ in own }
    }
}

/// What becomes of a challenge after a wrong answer.
package enum ChallengeFate<Challenge: Sendable>: Sendable {
    case unchanged
    /// - Parameter triesLeft: before it ends.
    case changed(Challenge, triesLeft: Int)
    case ended
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
        /// It is right for a sign-in under way in another browser.
        case otherBrowser
        /// A key counted backwards.
        case keyMayBeCopied
        /// It was made for another address of the server: the operator has to look.
        case wrongAddress
        /// The operator allows only certain models.
        case modelNotAllowed
    }

    package init(_ reason: Reason, hint: Hint? = nil) {
        self.reason = reason
        self.hint = hint
    }
}
