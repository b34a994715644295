import Foundation

extension Surroundings {
    /// One answer to a second step, from whatever door: prepares what is slow, judges, and commits verdict and charge
    /// together with what `concluding` adds.
    ///
    /// - Parameters:
    ///   - read: the account as the caller has just read it, if it has.
    ///   - concluding: turns the outcome into the door's own, and adds what is to be written for it.
    /// - Throws: `TooManyTries`
    func answering<Outcome: Sendable>(
        _ attempt: SecondStep.Try,
        account: Account.ID,
        asRead read: Dossier? = nil,
        caller: HashingCaller,
        concluding: (SecondStep.Outcome, Dossier, Date) async throws -> Decision<Outcome>
    ) async throws -> Outcome {
        if attempt.door.isOfPortal, let client = attempt.client,
            let until = try await noting("second-step", from: client, under: SecondStep.triesOfNetwork)
        {
            throw TooManyTries(until: until)
        }
        // Another set may be made between the hashing and the decision; a third time in a row is nobody's doing.
        var known = read
        for _ in 0..<3 {
            if known == nil { known = try await store.dossier(of: account) }
            guard let read = known.take() else { throw CeremonyFault.unknownAccount }
            let place = attempt.client
            let door = attempt.door
            @Sendable func asked(_ dossier: Dossier, at now: Date) -> Dossier {
                atDoor(dossier, signingIn: door.isOfSignIn, keepsBackupCodes: !door.isOfPortal, at: now)
            }
            let standing = try self.standing(asked(read, at: now()), at: now(), from: place)
            let prepared = try await PreparedTry.prepare(attempt, for: standing, caller: caller, in: self)
            let outcome: Outcome? = try await decide(about: account, asRead: read) { found, now in
                // What support lifts it lifts at this moment, and not at the one when the page was opened.
                let dossier = try self.standing(found, at: now, from: place)
                let issued = try await issued(to: prepared)
                let judged = try SecondStep.judge(
                    prepared,
                    to: issued.here,
                    issuedElsewhere: issued.elsewhere,
                    on: try self.standing(asked(found, at: now), at: now, from: place),
                    at: now,
                    in: self
                )
                if case .prepareAgain = judged.outcome { return Decision(nil) }
                let concluded = try await concluding(judged.outcome, dossier, now)
                return Decision(concluded.outcome, judged.changes + concluded.changes)
            }
            if let outcome { return outcome }
        }
        throw CeremonyFault.contended
    }

    /// What a try answers to: the challenge that it names or the newest one of its kind, issued at its own door. And
    /// what was issued at others, unless it names one.
    private func issued(to prepared: PreparedTry) async throws -> (here: Challenge?, elsewhere: [Challenge]) {
        guard let method = prepared.method, method.issuesChallenges else { return (nil, []) }
        let issued: [Challenge] =
            if let id = prepared.attempt.challengeID {
                try await store.challenge(id).map { [$0] } ?? []
            } else {
                try await store.challenges(of: prepared.account, for: .secondStep)
            }
        let here = prepared.attempt.door.binding
        let ofKind = issued.filter { $0.kind == method.kind && $0.accountID == prepared.account }
        return (ofKind.first { $0.boundTo == here }, ofKind.filter { $0.boundTo != here })
    }
}

/// So many second steps were tried from a network that it has to wait; this one was not looked at.
package struct TooManyTries: Error, Sendable, Equatable {
    package let until: Date
}

extension SecondStep.Door {
    /// The address of an app's server is nobody's who guesses.
    var isOfPortal: Bool {
        switch self {
        case .signIn, .session: true
        case .app, .appWithoutFirstFactor: false
        }
    }
}

/// A try whose slow part is done, outside of any transaction: a backup code hashed, a YubiKey's code validated.
package struct PreparedTry: Sendable {
    let attempt: SecondStep.Try
    let account: Account.ID
    /// If the text has the shape of a backup code: its hash under the salt of the set that was read.
    let backupCode: PreparedBackupCode?
    /// The kind that knows this shape of answer and that the account has; nil if there is none.
    let method: AnyMethod?
    let answer: PreparedAnswer?

    package static func prepare(
        _ attempt: SecondStep.Try,
        for dossier: Dossier,
        caller: HashingCaller,
        in world: Surroundings
    ) async throws -> PreparedTry {
        let code = try await PreparedBackupCode.prepare(attempt.given, for: dossier, caller: caller, in: world)
        var found: (method: AnyMethod, answer: PreparedAnswer)?
        if !attempt.isBackupCode {
            for method in world.methods.all where attempt.mayBe(of: method) {
                let factors = attempt.factors(of: method.kind, in: dossier)
                guard !factors.isEmpty, let answer = method.answer(attempt.given) else { continue }
                // Nobody makes us ask others faster than answers would be looked at.
                let waits = try method.preparesAnswers && attempt.waitsToAsk(about: dossier, in: world)
                found = (method, waits ? answer : try await method.prepare(answer, factors, world))
                break
            }
        }
        return PreparedTry(
            attempt: attempt,
            account: dossier.account.id,
            backupCode: code,
            method: found?.method,
            answer: found?.answer
        )
    }
}

extension SecondStep.Try {
    /// A backup code is one wherever it is typed.
    var isBackupCode: Bool {
        guard case .text(let text) = given else { return false }
        return BackupCodes.normalised(text) != nil
    }

    /// The same of a code that support read out.
    var bypassCode: String? {
        guard case .text(let text) = given else { return nil }
        return BypassCodes.normalised(text)
    }

    fileprivate func waitsToAsk(about dossier: Dossier, in world: Surroundings) throws -> Bool {
        let guards = try world.guards(of: dossier)
        let now = world.now()
        return guards.askingWait(in: guards.lane(for: origin, at: now), at: now) != nil
    }

    /// The account's factors of a kind that this try is judged against, the preferred one first.
    func factors(of kind: Kind, in dossier: Dossier) -> [Factor] {
        var factors = dossier.factors.filter { $0.kind == kind }
        if let factorID { factors.removeAll { $0.id != factorID } }
        let preferred = dossier.firstAskedID
        return factors.filter { $0.id == preferred } + factors.filter { $0.id != preferred }
    }

    /// A code alone is never one that was mailed: that has to be asked for by kind or by its challenge. One that names
    /// a challenge is for that and nothing else.
    fileprivate func mayBe(of method: AnyMethod) -> Bool {
        if let kind { return method.kind == kind }
        if case .credential = given { return true }
        return method.issuesChallenges == (challengeID != nil)
    }
}
