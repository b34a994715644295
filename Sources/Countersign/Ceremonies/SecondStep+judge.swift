import Foundation

extension SecondStep {
    /// Judges one try against an account as it is at one moment, and says what is to be written for it.
    ///
    /// The verdict and its charge are one decision: whoever commits it has counted it.
    ///
    /// - Parameters:
    ///   - challenge: what it answers to, where its kind issues something.
    ///   - others: what the account was issued of that kind in other sign-ins, to say so of an answer to one of them.
    package static func judge(
        _ prepared: PreparedTry,
        to challenge: Challenge? = nil,
        issuedElsewhere others: [Challenge] = [],
        on dossier: Dossier,
        at now: Date,
        in world: Surroundings
    ) throws -> Decision<Outcome> {
        guard dossier.account.state == .active else { throw CeremonyFault.closed }
        var judging = try Judging(
            prepared: prepared,
            challenge: challenge,
            others: others,
            dossier: dossier,
            now: now,
            world: world
        )
        if let code = prepared.attempt.bypassCode, dossier.measure(.bypassCode, at: now) != nil,
            prepared.attempt.door.isSigningIn
        {
            return try judging.judgeBypassCode(code)
        }
        if prepared.attempt.isBackupCode { return try judging.judgeBackupCode() }
        return try judging.judgeByMethod()
    }
}

/// One judgement under way: the guard of the account beside the try.
private struct Judging {
    let prepared: PreparedTry
    let challenge: Challenge?
    let others: [Challenge]
    let dossier: Dossier
    let now: Date
    let world: Surroundings
    let lane: Lane
    var guards: SecondStepGuards

    var attempt: SecondStep.Try { prepared.attempt }

    init(
        prepared: PreparedTry,
        challenge: Challenge?,
        others: [Challenge],
        dossier: Dossier,
        now: Date,
        world: Surroundings
    ) throws {
        self.prepared = prepared
        self.challenge = challenge
        self.others = others
        self.dossier = dossier
        self.now = now
        self.world = world
        guards = try world.guards(of: dossier)
        lane = guards.lane(for: prepared.attempt.origin, at: now)
    }

    // MARK: Backup codes

    mutating func judgeBackupCode() throws -> Decision<SecondStep.Outcome> {
        let lane = guards.backupCodeLane(for: attempt.origin)
        guard let set = dossier.backupCodes else { return try rejected(Rejection(.noFactor), lane: lane) }
        guard guards.mayTryBackupCode(in: lane) else { return try rejected(Rejection(.locked), lane: lane) }
        guard let prepared = prepared.backupCode, prepared.setID == set.id else { return Decision(.prepareAgain) }
        switch set.judge(prepared.hash, at: now) {
        case .wrong, .alreadyUsed:
            let rejection: Rejection
            if case .alreadyUsed(let date) = set.judge(prepared.hash, at: now) {
                rejection = Rejection(.alreadyUsed, hint: .usedOn(date))
            } else {
                rejection = Rejection(.wrongCode)
            }
            guards.recordWrongBackupCode(in: lane)
            return try rejected(rejection, lane: lane, kind: "backup_code", charged: true)
        case .accepted(let kept, let number):
            guards.recordSuccess(in: self.lane)
            guards.recordSuccess(in: lane)
            let account = dossier.account
            var changes: [Change] = [.saveBackupCodes(kept)]
            changes.append(
                try event(.backupCodeUsed, data: ["number": String(number), "left": String(kept.left)])
            )
            changes += try world.tell(
                account,
                kept.left <= BackupCodes.fewLeft ? .backupCodesLow : .backupCodeUsed,
                from: attempt.client,
                facts: ["left": String(kept.left)],
                at: now
            )
            let accepted = SecondStep.Accepted(
                factor: nil,
                amr: ["otp"],
                backupCodesLeft: kept.left,
                byPair: false
            )
            return Decision(.accepted(accepted), changes + guardChanges)
        }
    }

    // MARK: Support's codes

    /// Open while short codes wait, like a backup code, and counted like one.
    mutating func judgeBypassCode(_ code: String) throws -> Decision<SecondStep.Outcome> {
        let lane = guards.backupCodeLane(for: attempt.origin)
        guard let bypass = dossier.measure(.bypassCode, at: now) else {
            return try rejected(Rejection(.noFactor), lane: lane)
        }
        guard guards.mayTryBackupCode(in: lane) else { return try rejected(Rejection(.locked), lane: lane) }
        guard bypass.isCode(code, keys: world.keys.current) else {
            guards.recordWrongBackupCode(in: lane)
            return try rejected(Rejection(.wrongCode), lane: lane, kind: "bypass_code", charged: true)
        }
        guards.recordSuccess(in: self.lane)
        guards.recordSuccess(in: lane)
        let account = dossier.account
        var changes: [Change] = [.endMeasure(bypass.id, account.id)]
        changes.append(try event(.bypassCodeUsed, data: ["by": bypass.actorName]))
        if bypass.terms.thenSetUpAgain {
            changes.append(.saveMeasure(try bypass.followedBySettingUpAgain(at: now, in: world)))
        }
        changes += try world.tell(account, .bypassCodeUsed, from: attempt.client, at: now)
        let accepted = SecondStep.Accepted(
            factor: nil,
            amr: ["otp"],
            backupCodesLeft: nil,
            byPair: false,
            isBySupport: true
        )
        return Decision(.accepted(accepted), changes + guardChanges)
    }

    // MARK: Factors

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
                triesLeft: triesLeft
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

    // MARK: Saying no

    private mutating func rejected(
        _ rejection: Rejection,
        lane given: Lane? = nil,
        waitUntil: Date? = nil,
        changes: [Change] = [],
        kind: String? = nil,
        charged: Bool = false,
        triesLeft: Int? = nil
    ) throws -> Decision<SecondStep.Outcome> {
        let lane = given ?? self.lane
        var changes = changes
        var waitUntil = waitUntil
        if charged {
            changes.append(
                try event(
                    .secondStepFailed,
                    data: ["reason": rejection.reason.rawValue, "kind": kind, "lane": lane.rawValue]
                        .compactMapValues(\.self)
                )
            )
            if waitUntil == nil { waitUntil = guards.waitEnd(in: lane, at: now) }
            changes += try warnOfGuessing(in: lane)
        }
        let rejected = SecondStep.Rejected(
            rejection: rejection,
            triesLeft: min(guards.triesLeft(in: lane, at: now), triesLeft ?? .max),
            triesBeforeWait: guards.triesBeforeWait(in: lane, at: now),
            wrongInRow: guards.state(of: lane).wrongInRow,
            waitUntil: waitUntil,
            accepts: world.strongWays(of: dossier)
        )
        return Decision(.rejected(rejected), changes + guardChanges)
    }

    /// At the sixth wrong code in a row: "somebody has your password". At most one such mail a day.
    private func warnOfGuessing(in lane: Lane) throws -> [Change] {
        guard guards.state(of: lane).wrongInRow == guards.limits(of: lane).freeTries + 1 else { return [] }
        var account = dossier.account
        if let told = account.guessingToldAt, now.timeIntervalSince(told) < 24 * 3600 { return [] }
        account.guessingToldAt = now
        return [.saveAccount(account)]
            + (try world.tell(account, .secondStepFailed, from: attempt.client, at: now))
    }

    private var guardChanges: [Change] {
        guards.changedRows.map { .saveLane(dossier.account.id, lane: $0.lane, state: $0.state) }
    }

    private func events(_ remarks: [Remark]) throws -> [Change] {
        try remarks.map { try event($0.event, data: $0.facts) }
    }

    private func event(_ kind: Event.Kind, data: [String: String]) throws -> Change {
        try world.event(
            kind,
            about: dossier.account,
            by: attempt.actor,
            from: attempt.client,
            data: data,
            at: now
        )
    }
}

extension SecondStep.Try {
    var origin: GuessOrigin { door.origin }

    fileprivate var lastPairAt: Date? {
        switch door {
        case .signIn(let signIn): signIn.pairTriedAt
        case .session, .app, .appWithoutFirstFactor: nil
        }
    }
}

extension Surroundings {
    /// The counts of an account, under the limits of the moment.
    package func guards(of dossier: Dossier) throws -> SecondStepGuards {
        try SecondStepGuards(rows: dossier.lanes, limits: settings.guessing, isStrict: alarm.isRaised)
    }
}

extension SecondStepGuards {
    /// Until when single codes are not looked at; nil if they are.
    package func waitEnd(in lane: Lane, at now: Date) -> Date? {
        var asked = self
        switch asked.decide(in: lane, at: now) {
        case .look: return nil
        case .wait(let until): return until
        case .strongOnly(let until): return until
        }
    }
}
