import Foundation

/// How a try is refused: what is counted, told and written for it, and what is said of the tries that are left.
extension Judging {
    /// - Parameters:
    ///   - triesLeft: before what was issued ends, where that comes first.
    ///   - isOpenInWait: whether such an answer is looked at while short codes wait, so that no wait stops the next.
    mutating func rejected(
        _ rejection: Rejection,
        lane given: Lane? = nil,
        waitUntil: Date? = nil,
        changes: [Change] = [],
        kind: String? = nil,
        charged: Bool = false,
        triesLeft: Int? = nil,
        isOpenInWait: Bool = false
    ) throws -> Decision<SecondStep.Outcome> {
        let lane = given ?? self.lane
        let isShut = dossier.hasNoCountingFactor && rejection.reason == .noFactor && !attempt.door.isOfPortal
        let rejection = isShut ? Rejection(.locked) : rejection
        let triesLeft = isShut ? 0 : triesLeft
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
            if waitUntil == nil, !isOpenInWait { waitUntil = guards.waitEnd(in: lane, at: now) }
            changes += try warnOfGuessing(in: lane)
        }
        let ofLane = guards.triesLeft(in: lane, at: now)
        let rejected = SecondStep.Rejected(
            rejection: rejection,
            triesLeft: triesLeft.map { isOpenInWait ? $0 : min($0, ofLane) } ?? ofLane,
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

    var guardChanges: [Change] {
        guards.changes(of: dossier.account.id)
    }

    func events(_ remarks: [Remark]) throws -> [Change] {
        try remarks.map { try event($0.event, data: $0.facts) }
    }

    func event(_ kind: Event.Kind, data: [String: String]) throws -> Change {
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
