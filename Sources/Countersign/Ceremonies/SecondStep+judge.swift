import Foundation

extension SecondStep {
    /// Judges one try against an account as it is at one moment, and says what is to be written for it.
    ///
    /// The verdict and its charge are one decision: whoever commits it has counted it.
    package static func judge(
        _ attempt: Try,
        on dossier: Dossier,
        at now: Date,
        in world: Surroundings
    ) throws -> Decision<Outcome> {
        guard dossier.account.state == .active else { throw CeremonyFault.closed }
        var judging = try Judging(attempt: attempt, dossier: dossier, now: now, world: world)
        if case .text(let text) = attempt.given, BackupCodes.normalised(text) != nil {
            return try judging.judgeBackupCode()
        }
        return try judging.judgeByMethod()
    }
}

/// One judgement under way: the guard of the account beside the try.
private struct Judging {
    let attempt: SecondStep.Try
    let dossier: Dossier
    let now: Date
    let world: Surroundings
    let lane: Lane
    var guards: SecondStepGuards

    init(attempt: SecondStep.Try, dossier: Dossier, now: Date, world: Surroundings) throws {
        self.attempt = attempt
        self.dossier = dossier
        self.now = now
        self.world = world
        guards = try world.guards(of: dossier)
        lane = guards.lane(for: attempt.origin, at: now)
    }

    // MARK: Backup codes

    mutating func judgeBackupCode() throws -> Decision<SecondStep.Outcome> {
        let lane = guards.backupCodeLane(for: attempt.origin)
        guard let set = dossier.backupCodes else { return try rejected(Rejection(.noFactor), lane: lane) }
        guard guards.mayTryBackupCode(in: lane) else { return try rejected(Rejection(.locked), lane: lane) }
        guard let prepared = attempt.backupCode, prepared.setID == set.id else { return Decision(.prepareAgain) }
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

    // MARK: Factors

    mutating func judgeByMethod() throws -> Decision<SecondStep.Outcome> {
        if case .pair = attempt.given { return try judgePair() }
        guard let (method, factors) = candidates(for: attempt.given) else {
            return try rejected(Rejection(dossier.factors.isEmpty ? .noFactor : .wrongCode))
        }
        switch guards.decide(in: lane, at: now) {
        case .wait(let until): return try rejected(Rejection(.locked), waitUntil: until)
        case .strongOnly(let until): return try rejected(Rejection(.locked), waitUntil: until)
        case .look(let most):
            let looked = Array(factors.prefix(most))
            let verdict = try method.finishChallenge(attempt.given, looked, now, world.workshop)
            return try conclude(verdict, byPair: false)
        }
    }

    private mutating func judgePair() throws -> Decision<SecondStep.Outcome> {
        guard case .pair(let first, let second, _) = attempt.given else { return try rejected(Rejection(.wrongCode)) }
        switch guards.decidePair(at: now, lastInSignIn: attempt.lastPairAt) {
        case .wait(let until): return try rejected(Rejection(.locked), waitUntil: until)
        case .judge(let withinTheHour):
            let given = Given.pair(first, second, withinTheHour: withinTheHour)
            guard let (method, factors) = candidates(for: given) else {
                return try rejected(Rejection(dossier.factors.isEmpty ? .noFactor : .wrongCode))
            }
            guards.recordPair(at: now, lookedFar: withinTheHour)
            return try conclude(try method.finishChallenge(given, factors, now, world.workshop), byPair: true)
        }
    }

    /// The method that knows this shape of answer, and the factors it is judged against, the preferred one first.
    private func candidates(for given: Given) -> (AnyMethod, [Factor])? {
        for method in world.methods.all where method.recognises(given) {
            var factors = dossier.factors.filter { $0.kind == method.kind }
            if let chosen = attempt.factorID { factors.removeAll { $0.id != chosen } }
            let preferred = dossier.account.preferredFactorID
            factors = factors.filter { $0.id == preferred } + factors.filter { $0.id != preferred }
            if !factors.isEmpty { return (method, factors) }
        }
        return nil
    }

    private mutating func conclude(
        _ verdict: AnyMethod.SealedVerdict?,
        byPair: Bool
    ) throws -> Decision<SecondStep.Outcome> {
        switch verdict {
        case .accepted(let factor, let amr):
            guards.recordSuccess(in: lane)
            let accepted = SecondStep.Accepted(factor: factor, amr: amr, backupCodesLeft: nil, byPair: byPair)
            let event = try event(
                byPair ? .pairAccepted : .secondStepAccepted,
                data: ["factor": factor.id.rawValue, "kind": factor.kind.rawValue]
            )
            return Decision(.accepted(accepted), [.saveFactor(factor), event] + guardChanges)
        case .rejected(let rejection, let changed, let lookedAt):
            // A wrong pair charges no budget: a million times harder to guess, it has throttles of its own.
            if !byPair, lookedAt > 0 { guards.recordFailure(in: lane, charging: lookedAt, at: now) }
            return try rejected(
                rejection,
                changes: changed.map(Change.saveFactor),
                kind: byPair ? "pair" : nil,
                charged: true
            )
        case nil:
            return try rejected(Rejection(.wrongCode))
        }
    }

    // MARK: Saying no

    private mutating func rejected(
        _ rejection: Rejection,
        lane given: Lane? = nil,
        waitUntil: Date? = nil,
        changes: [Change] = [],
        kind: String? = nil,
        charged: Bool = false
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
            triesLeft: guards.triesLeft(in: lane, at: now),
            triesBeforeWait: guards.triesBeforeWait(in: lane, at: now),
            wrongInRow: guards.state(of: lane).wrongInRow,
            waitUntil: waitUntil,
            accepts: accepted
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

    /// What still gets in when a single code does not: the words of the API.
    private var accepted: [String] {
        var ways: [String] = []
        if dossier.factors.contains(where: { $0.kind == .totp }) { ways.append("pair") }
        if (dossier.backupCodes?.left ?? 0) > 0 { ways.append("backup_code") }
        return ways
    }

    private var guardChanges: [Change] {
        guards.changedRows.map { .saveLane(dossier.account.id, lane: $0.lane, state: $0.state) }
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
    fileprivate var origin: GuessOrigin { door.origin }

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
