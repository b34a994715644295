import Foundation

package enum EnrolmentVerdict<State: Sendable, Draft: Sendable>: Sendable {
    case accepted(State)
    /// - Parameters:
    ///   - draft: what it became, if it changed.
    ///   - triesLeft: where the method ends what it issued before the tries of all enrolments are spent.
    case rejected(Rejection, draft: Draft? = nil, triesLeft: Int? = nil)
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
