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

    /// Whether no false page can ask for an answer of this kind and pass it on.
    static var isPhishingResistant: Bool { get }

    /// The parameter without which there is nothing to import; nil where only the owner can set one up.
    static var importNeeds: String? { get }

    /// Whether people may set one up here; those that are set up count either way.
    var isOffered: Bool { get }

    /// What a factor is looked up by, unique among its kind; nil where it is only found through its account.
    static func handle(of state: State) -> String?

    /// Whether two factors are one in two places, whose answers would each count twice.
    static func isSame(_ state: State, as other: State) -> Bool

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

    package static var isPhishingResistant: Bool { false }

    package static var importNeeds: String? { nil }

    package var isOffered: Bool { true }

    package static func handle(of state: State) -> String? { nil }

    package static func isSame(_ state: State, as other: State) -> Bool { false }

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
