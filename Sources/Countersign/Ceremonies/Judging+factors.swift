import Foundation

/// Answers that a method judges: single codes, two consecutive ones, and what is too long to guess.
extension Judging {
    mutating func judgeByMethod() throws -> Decision<SecondStep.Outcome> {
        guard let method = prepared.method, let answer = prepared.answer else {
            return try rejected(Rejection(dossier.factors.isEmpty ? .noFactor : .wrongCode))
        }
        if method.issuesChallenges, let ended = whyNotWaiting { return try rejected(Rejection(ended)) }
        let factors = attempt.factors(of: method.kind, in: dossier)
        if case .pair(_, _, let hopedFor) = attempt.given {
            return try judgePair(method, answer, factors, hopedFor: hopedFor)
        }
        if answer.strength == .strong {
            if method.preparesAnswers, !answer.isProved, let until = guards.askingWait(in: lane, at: now) {
                return try rejected(Rejection(.locked), waitUntil: until)
            }
            return try conclude(try verdict(of: method, on: answer, factors), charging: false)
        }
        switch guards.decide(in: lane, at: now) {
        case .wait(let until): return try rejected(Rejection(.locked), waitUntil: until)
        case .strongOnly(let until): return try rejected(Rejection(.locked), waitUntil: until)
        case .look(let most):
            return try conclude(try verdict(of: method, on: answer, Array(factors.prefix(most))), charging: true)
        }
    }

    private mutating func judgePair(
        _ method: AnyMethod,
        _ answer: PreparedAnswer,
        _ factors: [Factor],
        hopedFor: Bool
    ) throws -> Decision<SecondStep.Outcome> {
        guard case .pair(let first, let second, _) = attempt.given else { return try rejected(Rejection(.wrongCode)) }
        switch guards.decidePair(at: now, lastInSignIn: attempt.lastPairAt) {
        case .wait(let until): return try rejected(Rejection(.locked), waitUntil: until)
        case .judge(let withinTheHour):
            guard let answer = method.answer(.pair(first, second, withinTheHour: withinTheHour)) else {
                return try rejected(Rejection(.wrongCode))
            }
            guards.recordPair(at: now, lookedFar: withinTheHour)
            return try conclude(try verdict(of: method, on: answer, factors), byPair: true, charging: false)
        }
    }

    private func verdict(
        of method: AnyMethod,
        on answer: PreparedAnswer,
        _ factors: [Factor]
    ) throws -> AnyMethod.SealedVerdict? {
        let issued = method.issuesChallenges ? challenge : nil
        // What was issued is what hashes are bound to; where nothing was, nothing is hashed.
        let tools =
            issued.map { world.tools(for: $0.id, of: dossier.account, at: now) }
            ?? world.tools(for: dossier.account.id, of: dossier.account, at: now)
        return try method.finishChallenge(issued, answer, factors, tools, world.workshop)
    }

    /// Why there is nothing that an answer could be given to; nil if there is.
    private var whyNotWaiting: Rejection.Reason? {
        guard let challenge else { return .challengeEnded }
        switch challenge.ended {
        case .used: return .alreadyUsed
        case .replaced, .exhausted, .cancelled: return .challengeEnded
        case nil: return now < challenge.expiresAt ? nil : .expired
        }
    }

    private mutating func conclude(
        _ verdict: AnyMethod.SealedVerdict?,
        byPair: Bool = false,
        charging: Bool
    ) throws -> Decision<SecondStep.Outcome> {
        switch verdict {
        case .accepted(let factor, let amr, let remarks):
            guards.recordSuccess(in: lane)
            let accepted = SecondStep.Accepted(
                factor: factor,
                amr: amr,
                backupCodesLeft: nil,
                byPair: byPair,
                isBySupport: factor.isStandIn
            )
            let event = try event(
                byPair ? .pairAccepted : .secondStepAccepted,
                data: ["factor": factor.id.rawValue, "kind": factor.kind.rawValue]
            )
            let ending = challenge.map { [Change.endChallenge($0.id, .used)] } ?? []
            let changes = [.saveFactor(factor), event] + (try events(remarks)) + ending + guardChanges
            return Decision(.accepted(accepted), changes)
        case .rejected(let rejection, let changed, let fate, let lookedAt, let remarks):
            // A wrong pair or long answer charges no budget: a million times harder to guess.
            if charging, lookedAt > 0 { guards.recordFailure(in: lane, charging: lookedAt, at: now) }
            if !charging, prepared.method?.preparesAnswers == true, rejection.reason != .unavailable, lookedAt > 0 {
                guards.recordAskedInVain(in: lane, at: now)
            }
            let (challengeChange, triesLeft) = change(of: fate)
            return try rejected(
                try isMeantForAnother(rejection) ? Rejection(.wrongCode, hint: .otherBrowser) : rejection,
                changes: changed.map(Change.saveFactor) + challengeChange + (try events(remarks)),
                kind: byPair ? "pair" : prepared.method?.kind.rawValue,
                charged: rejection.reason != .unavailable,
                triesLeft: triesLeft,
                isOpenInWait: prepared.answer?.strength == .strong && !byPair
            )
        case nil:
            return try rejected(Rejection(.wrongCode))
        }
    }

    /// Whether a wrong answer would have been right in another browser's sign-in.
    private func isMeantForAnother(_ rejection: Rejection) throws -> Bool {
        guard rejection == Rejection(.wrongCode), case .text = attempt.given, let method = prepared.method,
            let answer = prepared.answer
        else { return false }
        let factors = attempt.factors(of: method.kind, in: dossier)
        return try others.contains { other in
            let tools = world.tools(for: other.id, of: dossier.account, at: now)
            guard other.ended == nil, now < other.expiresAt else { return false }
            let verdict = try method.finishChallenge(other, answer, factors, tools, world.workshop)
            return if case .accepted = verdict { true } else { false }
        }
    }

    private func change(of fate: ChallengeFate<[UInt8]>) -> (changes: [Change], triesLeft: Int?) {
        guard var challenge else { return ([], nil) }
        switch fate {
        case .unchanged: return ([], nil)
        case .ended: return ([.endChallenge(challenge.id, .exhausted)], 0)
        case .changed(let sealed, let triesLeft):
            challenge.sealedPayload = sealed
            challenge.wrongAnswers += 1
            return ([.saveChallenge(challenge)], triesLeft)
        }
    }
}
