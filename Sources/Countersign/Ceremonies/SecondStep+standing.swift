import Foundation

extension SecondStep {
    /// Where somebody at a door stands before they answer: whether a code would be looked at.
    package struct Standing: Sendable {
        package let decision: GuessingDecision
        /// Wrong codes in a row.
        package let wrongInRow: Int
        package let mayTryBackupCode: Bool
    }

    /// Asks only: nothing is counted by looking.
    package static func standing(
        of dossier: Dossier,
        at door: Door,
        now: Date,
        in world: Surroundings
    ) throws -> Standing {
        var guards = try world.guards(of: dossier)
        let lane = guards.lane(for: door.origin, at: now)
        return Standing(
            decision: guards.decide(in: lane, at: now),
            wrongInRow: guards.state(of: lane).wrongInRow,
            mayTryBackupCode: guards.mayTryBackupCode(in: guards.backupCodeLane(for: door.origin))
        )
    }
}

extension SecondStep {
    /// A no that nothing was counted for.
    static func rejected(
        _ reason: Rejection.Reason,
        of dossier: Dossier,
        at door: Door,
        now: Date,
        in world: Surroundings
    ) throws -> Rejected {
        let guards = try world.guards(of: dossier)
        let lane = guards.lane(for: door.origin, at: now)
        return Rejected(
            rejection: Rejection(reason),
            triesLeft: guards.triesLeft(in: lane, at: now),
            triesBeforeWait: guards.triesBeforeWait(in: lane, at: now),
            wrongInRow: guards.state(of: lane).wrongInRow,
            waitUntil: guards.waitEnd(in: lane, at: now),
            accepts: world.strongWays(of: dossier)
        )
    }
}

extension Surroundings {
    /// What still gets in when a single code does not: the words of the API.
    package func strongWays(of dossier: Dossier) -> [String] {
        var ways: [String] = []
        if dossier.factors.contains(where: { $0.kind == .totp }) { ways.append("pair") }
        for method in methods.all where method.isAlwaysStrong {
            if dossier.factors.contains(where: { $0.kind == method.kind }) { ways.append(method.kind.rawValue) }
        }
        for method in methods.all where method.issuesLongCodes {
            if !dossier.factors.isEmpty, dossier.factors.allSatisfy({ $0.kind == method.kind }) {
                ways.append(method.kind.rawValue)
            }
        }
        if (dossier.backupCodes?.left ?? 0) > 0 { ways.append("backup_code") }
        if dossier.measure(.bypassCode, at: now()) != nil { ways.append("bypass_code") }
        return ways
    }
}

extension SecondStep.Door {
    /// Whether a way that has ended may still lead to the setup of another.
    var isOfSignIn: Bool {
        switch self {
        case .signIn: true
        case .session, .app, .appWithoutFirstFactor: false
        }
    }

    /// Where a guess at this door comes from.
    package var origin: GuessOrigin {
        switch self {
        case .signIn(let signIn): signIn.browserID.map(GuessOrigin.knownBrowser) ?? .afterFirstFactor
        case .session(_, let browser): browser.map(GuessOrigin.knownBrowser) ?? .afterFirstFactor
        case .app: .afterFirstFactor
        case .appWithoutFirstFactor(let app): .appWithoutFirstFactor(app)
        }
    }
}
