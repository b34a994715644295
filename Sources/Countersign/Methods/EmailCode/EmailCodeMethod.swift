import Foundation

extension Kind {
    package static let email = Kind(rawValue: "email")
}

/// Codes by e-mail, to the account's own address: the weakest kind, for whoever reads the mail gets in.
package struct EmailCodeMethod: Method {
    package typealias Draft = MailedCodes
    package typealias Challenge = MailedCodes

    package static let kind = Kind.email
    /// RFC 8176 has no name for codes by e-mail.
    private static let amr = "email"
    package static let weakProof: String? = amr
    /// There is one address, so there is one factor.
    package static let isOnePerAccount = true
    package static let preparesAnswers = false
    package static let provesAddress = true
    package static let issuesLongCodes = true

    /// How long a code is good.
    private let lifetime: TimeInterval

    package init(lifetime: TimeInterval) {
        self.lifetime = lifetime
    }

    package func answer(from given: Given) -> EmailCodeAnswer? {
        if case .text(let text) = given { EmailCodeAnswer(typed: text) } else { nil }
    }

    package func strength(of answer: EmailCodeAnswer) -> Strength {
        answer.isLong ? .strong : .short
    }

    // MARK: Enrolment

    package func beginEnrolment(
        _ request: EnrolmentRequest,
        beside factors: [OpenFactor<EmailCodeState>],
        with tools: MethodTools
    ) throws -> Begun<MailedCodes> {
        if let unknown = request.parameters.keys.sorted().first {
            throw EnrolmentFault(field: unknown, problem: "is not known for codes by e-mail, which take no parameters")
        }
        guard let address = tools.email else {
            let problem = "needs an e-mail address, and the account has none"
            throw EnrolmentFault(field: "kind", problem: problem, isOfState: true)
        }
        return MailedCodes(address: address).sendingAnother(isLong: false, lifetime: lifetime, with: tools)
    }

    package func repeatEnrolment(_ draft: MailedCodes, with tools: MethodTools) throws -> Begun<MailedCodes>? {
        // The address changed meanwhile: begin again.
        guard draft.address == tools.email else { return nil }
        try draft.refuseTooSoon(at: tools.now)
        return draft.withTriesIfSpent().sendingAnother(isLong: false, lifetime: lifetime, with: tools)
    }

    package func finishEnrolment(
        _ draft: MailedCodes,
        with answer: EmailCodeAnswer,
        using tools: MethodTools
    ) -> EnrolmentVerdict<EmailCodeState, MailedCodes> {
        guard draft.address == tools.email else { return .rejected(Rejection(.challengeEnded)) }
        var codes = draft
        return switch codes.judge(answer, using: tools) {
        case .right: .accepted(EmailCodeState())
        case .hasRunOut: .rejected(Rejection(.expired))
        case .wrong(let triesLeft): .rejected(Rejection(.wrongCode), draft: codes, triesLeft: triesLeft)
        case .lastWrong: .rejected(Rejection(.wrongCode), draft: codes, triesLeft: 0)
        case .triesSpent: .rejected(Rejection(.challengeEnded), triesLeft: 0)
        }
    }

    // MARK: Challenge

    package func beginChallenge(
        on factors: [OpenFactor<EmailCodeState>],
        continuing challenge: MailedCodes?,
        _ request: ChallengeRequest,
        with tools: MethodTools
    ) throws -> Begun<MailedCodes>? {
        guard !factors.isEmpty, let address = tools.confirmedEmail else { return nil }
        let isLong = request.codesArePaused && request.isOnlyKind
        if let challenge {
            guard challenge.address == address else { return nil }
            try challenge.refuseTooSoon(at: tools.now)
        }
        let left = request.endsBy.map { max(0, $0.timeIntervalSince(tools.now)) } ?? lifetime
        return (challenge ?? MailedCodes(address: address))
            .sendingAnother(isLong: isLong, lifetime: min(lifetime, left), with: tools)
    }

    package func finishChallenge(
        _ challenge: MailedCodes?,
        with answer: EmailCodeAnswer,
        on factors: [OpenFactor<EmailCodeState>],
        using tools: MethodTools
    ) -> Verdict<EmailCodeState, MailedCodes> {
        guard let factor = factors.first else { return .rejected(Rejection(.noFactor), lookedAt: 0) }
        // Codes that went to an address which is no longer the account's are nobody's.
        guard var codes = challenge, codes.address == tools.confirmedEmail else {
            return .rejected(Rejection(.challengeEnded), lookedAt: 0)
        }
        switch codes.judge(answer, using: tools) {
        case .right: return .accepted(factor, amr: [Self.amr])
        // It was known, so it was no guess.
        case .hasRunOut: return .rejected(Rejection(.expired), lookedAt: 0)
        case .wrong(let triesLeft):
            return .rejected(
                Rejection(.wrongCode),
                challenge: .changed(codes, triesLeft: triesLeft),
                lookedAt: 1
            )
        case .lastWrong: return .rejected(Rejection(.wrongCode), challenge: .ended, lookedAt: 1)
        case .triesSpent: return .rejected(Rejection(.challengeEnded), challenge: .ended, lookedAt: 0)
        }
    }
}

/// What is kept about codes by e-mail being on: nothing. They go to the account's confirmed address, whichever it is.
package struct EmailCodeState: Codable, Sendable, Equatable {}

/// What was typed, cleaned.
package enum EmailCodeAnswer: Sendable, Equatable {
    /// Six digits.
    case short(String)
    /// Twelve letters and digits, sent while short codes wait.
    case long(String)

    /// Nil if the text is of another shape.
    package init?(typed text: String) {
        if let digits = TypedCode.digits(in: text), digits.utf8.count == 6 {
            self = .short(digits)
        } else if let characters = LongMailedCode.normalised(text) {
            self = .long(characters)
        } else {
            return nil
        }
    }

    package var isLong: Bool {
        switch self {
        case .short: false
        case .long: true
        }
    }

    fileprivate var text: String {
        switch self {
        case .short(let text), .long(let text): text
        }
    }
}

extension MailedCodes {
    package enum Judged: Sendable, Equatable {
        case right
        /// It is one of these, sent too long ago.
        case hasRunOut
        case wrong(triesLeft: Int)
        /// The one that ends them all.
        case lastWrong
        /// They had ended before.
        case triesSpent
    }

    /// Compares an answer with all codes of its length, whichever matches, and counts it if none does.
    mutating func judge(_ answer: EmailCodeAnswer, using tools: MethodTools) -> Judged {
        let isLong = answer.isLong
        guard triesLeft(isLong: isLong) > 0 else { return .triesSpent }
        var found: Sent?
        for code in sent where code.isLong == isLong && tools.matches(code.hash, answer.text) {
            if found.map({ $0.expiresAt < code.expiresAt }) ?? true { found = code }
        }
        if let found { return tools.now < found.expiresAt ? .right : .hasRunOut }
        countWrong(isLong: isLong)
        let left = triesLeft(isLong: isLong)
        return left > 0 ? .wrong(triesLeft: left) : .lastWrong
    }
}
