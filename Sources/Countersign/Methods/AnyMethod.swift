import Foundation

/// A method whose own types are closed in: it takes and gives sealed bytes. Each kind is opened once, in `Methods`.
package struct AnyMethod: Sendable {
    package let kind: Kind
    /// Whether an answer is only given to something that was issued before.
    package let issuesChallenges: Bool
    /// Whether every answer of this kind stays open while codes wait.
    package let isAlwaysStrong: Bool
    /// Whether making an answer ready asks somebody else.
    package let preparesAnswers: Bool
    /// See `Method.weakProof`.
    package let weakProof: String?
    package let isOnePerAccount: Bool
    /// Whether confirming a factor proves the account's e-mail address.
    package let provesAddress: Bool
    package let issuesLongCodes: Bool
    /// Whether an answer may be given before anybody is known, and then counts as both factors.
    package let signsInAlone: Bool
    /// Whether no false page can ask for an answer of this kind and pass it on.
    package let isPhishingResistant: Bool
    /// The parameter without which there is nothing to import.
    package let importNeeds: String?
    /// Whether people may set one up here.
    package let isOffered: Bool
    /// The answer, if the text or credential has the shape of this kind's answers.
    package let answer: @Sendable (Given) -> PreparedAnswer?
    /// Does what is slow about it; see `Method.prepare`.
    package let prepare: @Sendable (PreparedAnswer, [Factor]?, Surroundings) async throws -> PreparedAnswer
    package let beginEnrolment:
        @Sendable (EnrolmentRequest, Factor.ID, Account.ID, [Factor], MethodTools, Workshop) throws -> Begun<[UInt8]>
    /// Nil where there is nothing to send again.
    package let repeatEnrolment: @Sendable (Draft, MethodTools, Workshop) throws -> Begun<[UInt8]>?
    package let shown: @Sendable (Draft, EnrolmentRequest, Workshop) throws -> [String: String]
    /// The factor of a draft that needs no proof: an import. Nil where a kind cannot be imported.
    package let imported: @Sendable (Draft, Date, Workshop) throws -> Factor?
    /// Whether one of these is the factor itself in another place; see `Method.isSame`.
    package let isAmong: @Sendable (Factor, [Factor], Workshop) throws -> Bool
    /// Nil if the answer is not of this kind.
    package let finishEnrolment:
        @Sendable (Draft, PreparedAnswer, MethodTools, Workshop) throws -> SealedEnrolmentVerdict?
    /// Nil where nothing is issued. The second is a challenge that is to be continued.
    package let beginChallenge:
        @Sendable ([Factor], Challenge?, Challenge.ID, ChallengeRequest, MethodTools, Workshop) throws
            -> Begun<[UInt8]>?
    /// Nil if the answer is not of this kind.
    package let finishChallenge:
        @Sendable (Challenge?, PreparedAnswer, [Factor], MethodTools, Workshop) throws -> SealedVerdict?
    /// Rewrites a factor's state after a restore, so that nothing used before it counts again; nil if nothing changes.
    package let afterRestore: @Sendable (Factor, Date, Workshop) throws -> Factor?

    package enum SealedEnrolmentVerdict: Sendable {
        case accepted(Factor)
        /// - Parameters:
        ///   - draft: as it is to be kept now.
        ///   - triesLeft: of what was issued; nil for those of the draft.
        case rejected(Rejection, Draft, triesLeft: Int?)
    }

    package enum SealedVerdict: Sendable {
        case accepted(Factor, amr: [String], remarks: [Remark])
        case rejected(
            Rejection,
            changed: [Factor],
            challenge: ChallengeFate<[UInt8]>,
            lookedAt: Int,
            remarks: [Remark]
        )
    }

    package init<M: Method>(
        _ method: M,
        afterRestore: @escaping @Sendable (inout M.State, Date) -> Bool = { _, _ in false }
    ) {
        kind = M.kind
        issuesChallenges = M.issuesChallenges
        isAlwaysStrong = M.isAlwaysStrong
        preparesAnswers = M.preparesAnswers
        weakProof = M.weakProof
        isOnePerAccount = M.isOnePerAccount
        provesAddress = M.provesAddress
        issuesLongCodes = M.issuesLongCodes
        signsInAlone = M.signsInAlone
        isPhishingResistant = M.isPhishingResistant
        importNeeds = M.importNeeds
        isOffered = method.isOffered
        answer = { given in
            method.answer(from: given).map {
                PreparedAnswer($0, strength: method.strength(of: $0), handle: method.handle(in: $0))
            }
        }
        prepare = { answer, factors, world in
            guard M.preparesAnswers, let own = answer.value as? M.Answer else { return answer }
            let workshop = world.workshop
            let open = try factors.map { try $0.map { try workshop.opened($0, as: M.State.self) } }
            let prepared = try await method.prepare(own, for: open, in: world)
            let strength = answer.strength
            let isProved = method.isProved(prepared)
            return PreparedAnswer(prepared, strength: strength, handle: answer.handle, isProved: isProved)
        }
        beginEnrolment = { request, id, account, factors, tools, workshop in
            let open = try factors.map { try workshop.opened($0, as: M.State.self) }
            let begun = try method.beginEnrolment(request, beside: open, with: tools)
            return Begun(
                try workshop.seal(begun.kept, at: .draft(id, of: account)),
                shown: begun.shown.merging(method.shown(begun.kept, for: request)) { first, _ in first },
                mail: begun.mail
            )
        }
        repeatEnrolment = { draft, tools, workshop in
            guard let begun = try method.repeatEnrolment(workshop.open(M.Draft.self, draft), with: tools) else {
                return nil
            }
            let sealed = try workshop.seal(begun.kept, at: .draft(draft.id, of: draft.accountID))
            return Begun(sealed, shown: begun.shown, mail: begun.mail)
        }
        shown = { draft, request, workshop in
            try method.shown(workshop.open(M.Draft.self, draft), for: request)
        }
        imported = { draft, now, workshop in
            guard let state = method.imported(try workshop.open(M.Draft.self, draft)) else { return nil }
            return try workshop.factor(of: draft, state: state, handle: M.handle(of: state), confirmedAt: now)
        }
        isAmong = { factor, others, workshop in
            let state = try workshop.open(M.State.self, factor)
            return try others.contains { M.isSame(try workshop.open(M.State.self, $0), as: state) }
        }
        finishEnrolment = { draft, answer, tools, workshop in
            guard let answer = answer.value as? M.Answer else { return nil }
            switch method.finishEnrolment(try workshop.open(M.Draft.self, draft), with: answer, using: tools) {
            case .rejected(let rejection, let changed, let triesLeft):
                var draft = draft
                if let changed {
                    draft.sealedState = try workshop.seal(changed, at: .draft(draft.id, of: draft.accountID))
                }
                return .rejected(rejection, draft, triesLeft: triesLeft)
            case .accepted(let state):
                let handle = M.handle(of: state)
                var draft = draft
                if draft.label.isEmpty { draft.label = M.name(of: state) ?? "" }
                return .accepted(
                    try workshop.factor(of: draft, state: state, handle: handle, confirmedAt: tools.now)
                )
            }
        }
        beginChallenge = { factors, challenge, id, request, tools, workshop in
            let open = try factors.map { try workshop.opened($0, as: M.State.self) }
            let earlier = try challenge.map { try workshop.open(M.Challenge.self, $0) }
            guard let begun = try method.beginChallenge(on: open, continuing: earlier, request, with: tools) else {
                return nil
            }
            let sealed = try workshop.seal(begun.kept, at: .challenge(id, of: factors.first?.accountID))
            return Begun(sealed, shown: begun.shown, mail: begun.mail)
        }
        finishChallenge = { challenge, answer, factors, tools, workshop in
            guard let answer = answer.value as? M.Answer else { return nil }
            let judging = SealedJudging<M>(factors: factors, challenge: challenge, workshop: workshop)
            return try judging.verdict(of: method, on: answer, using: tools)
        }
        self.afterRestore = { factor, now, workshop in
            var state = try workshop.open(M.State.self, factor)
            guard afterRestore(&state, now) else { return nil }
            var kept = factor
            kept.sealedState = try workshop.seal(state, at: .factor(kept.id, of: kept.accountID))
            return kept
        }
    }
}

/// An answer of one kind, made ready by the method that knows its type.
package struct PreparedAnswer: Sendable {
    fileprivate let value: any Sendable
    package let strength: Strength
    /// Of the factor that it says it is by.
    package let handle: String?
    /// See `Method.isProved`.
    package let isProved: Bool

    fileprivate init(_ value: any Sendable, strength: Strength, handle: String?, isProved: Bool = false) {
        self.value = value
        self.strength = strength
        self.handle = handle
        self.isProved = isProved
    }
}

/// One judgement, from sealed values to sealed values.
private struct SealedJudging<M: Method> {
    let factors: [Factor]
    let challenge: Challenge?
    let workshop: Workshop

    func verdict(of method: M, on answer: M.Answer, using tools: MethodTools) throws -> AnyMethod.SealedVerdict {
        let open = try factors.map { try workshop.opened($0, as: M.State.self) }
        let issued = try challenge.map { try workshop.open(M.Challenge.self, $0) }
        switch method.finishChallenge(issued, with: answer, on: open, using: tools) {
        case .accepted(let factor, let amr, let remarks):
            guard let kept = try sealed(factor, usedAt: tools.now) else {
                return .rejected(Rejection(.noFactor), changed: [], challenge: .unchanged, lookedAt: 0, remarks: [])
            }
            return .accepted(kept, amr: amr, remarks: remarks)
        case .rejected(let rejection, let changed, let fate, let lookedAt, let remarks):
            return .rejected(
                rejection,
                changed: try changed.compactMap { try sealed($0, usedAt: nil) },
                challenge: try sealed(fate),
                lookedAt: lookedAt,
                remarks: remarks
            )
        }
    }

    private func sealed(_ factor: OpenFactor<M.State>, usedAt: Date?) throws -> Factor? {
        guard var kept = factors.first(where: { $0.id == factor.id }) else { return nil }
        kept.sealedState = try workshop.seal(factor.state, at: .factor(kept.id, of: kept.accountID))
        if let usedAt { kept.lastUsedAt = usedAt }
        return kept
    }

    private func sealed(_ fate: ChallengeFate<M.Challenge>) throws -> ChallengeFate<[UInt8]> {
        switch fate {
        case .unchanged: return .unchanged
        case .ended: return .ended
        case .changed(let value, let triesLeft):
            guard let challenge else { return .unchanged }
            let place = SealedPlace.challenge(challenge.id, of: challenge.accountID)
            return .changed(try workshop.seal(value, at: place), triesLeft: triesLeft)
        }
    }
}
