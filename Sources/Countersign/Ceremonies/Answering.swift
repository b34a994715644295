import Foundation

extension Surroundings {
    /// One answer to a second step, from whatever door: prepares what is slow, judges, and commits verdict and charge
    /// together with what `concluding` adds.
    ///
    /// - Parameters:
    ///   - read: the account as the caller has just read it, if it has.
    ///   - attempt: makes the try of a prepared backup code, or nil where the text has another shape.
    ///   - concluding: turns the outcome into the door's own, and adds what is to be written for it.
    func answering<Outcome: Sendable>(
        _ given: Given,
        account: Account.ID,
        asRead read: Dossier? = nil,
        caller: HashingCaller,
        attempt: (PreparedBackupCode?) -> SecondStep.Try,
        concluding: (SecondStep.Outcome, Dossier, Date) async throws -> Decision<Outcome>
    ) async throws -> Outcome {
        // Another set may be made between the hashing and the decision; a third time in a row is nobody's doing.
        var known = read
        for _ in 0..<3 {
            if known == nil { known = try await store.dossier(of: account) }
            guard let read = known.take() else { throw CeremonyFault.unknownAccount }
            let backupCode = try await PreparedBackupCode.prepare(given, for: read, caller: caller, in: self)
            let prepared = attempt(backupCode)
            let outcome: Outcome? = try await decide(about: account, asRead: read) { dossier, now in
                let judged = try SecondStep.judge(prepared, on: dossier, at: now, in: self)
                if case .prepareAgain = judged.outcome { return Decision(nil) }
                let concluded = try await concluding(judged.outcome, dossier, now)
                return Decision(concluded.outcome, judged.changes + concluded.changes)
            }
            if let outcome { return outcome }
        }
        throw CeremonyFault.contended
    }
}
