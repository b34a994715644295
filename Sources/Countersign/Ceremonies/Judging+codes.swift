import Foundation

/// Codes that belong to no factor: backup codes, and those that support made. Both work once, and while short codes wait.
extension Judging {
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

    /// Open while short codes wait, and counted then like a backup code; counted like any short code otherwise.
    mutating func judgeBypassCode(_ code: String) throws -> Decision<SecondStep.Outcome> {
        let lane = guards.backupCodeLane(for: attempt.origin)
        guard let bypass = dossier.measure(.bypassCode, at: now) else {
            return try rejected(Rejection(.noFactor), lane: lane)
        }
        guard guards.mayTryBackupCode(in: lane) else { return try rejected(Rejection(.locked), lane: lane) }
        guard bypass.isCode(code, keys: world.keys.current) else {
            guard case .look = guards.decide(in: self.lane, at: now) else {
                guards.recordWrongBackupCode(in: lane)
                return try rejected(Rejection(.wrongCode), lane: lane, kind: "bypass_code", charged: true)
            }
            guards.recordFailure(in: self.lane, charging: 1, at: now)
            return try rejected(Rejection(.wrongCode), kind: "bypass_code", charged: true)
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
}
