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

/// One judgement under way: the guards of the account beside the try. What it decides about each kind of answer, and how it
/// says no, are files of their own.
struct Judging {
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
}

extension SecondStep.Try {
    var origin: GuessOrigin { door.origin }

    var lastPairAt: Date? {
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
