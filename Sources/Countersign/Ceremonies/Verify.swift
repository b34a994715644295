import Foundation

/// The second step over the API, for an app that keeps its own login.
package struct Verify: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    package struct Caller: Sendable {
        package let app: App
        package let key: APIKey

        package init(app: App, key: APIKey) {
            self.app = app
            self.key = key
        }

        package var actor: Event.Actor { .app(app.id, key: key.id) }
    }

    package enum Outcome: Sendable {
        /// - Parameter device: what the app may show next time in place of a code, if it asked to be given that.
        case accepted(SecondStep.Accepted, device: DeviceToken?)
        /// - Parameter next: replaces the token that was shown; nil where another call got it already.
        case remembered(RememberedDevice, next: DeviceToken?)
        /// Support has suspended the second step: nothing was looked at.
        case suspended
        case rejected(SecondStep.Rejected)
    }

    package enum Fault: Error, Sendable, Equatable {
        /// The call does not say that the app proved the first factor, and the app may not do without.
        case firstFactorMissing
    }

    /// - Parameters:
    ///   - account: as it was just read, by name or id.
    ///   - storing: for a call with an idempotency key: what is stored along with the charge, made of the outcome.
    package func answer(
        account: Dossier,
        given: Given,
        factorID: Factor.ID?,
        challengeID: Challenge.ID? = nil,
        firstFactor: Bool,
        remembers: Bool = false,
        caller: Caller,
        client: Client?,
        storing: @Sendable (Outcome, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Outcome {
        guard firstFactor || caller.app.allowsVerifyWithoutFirstFactor else { throw Fault.firstFactorMissing }
        // Without a first factor nothing at all would have been proved.
        if firstFactor, let outcome = try await suspended(account, caller: caller, client: client, storing: storing) {
            return outcome
        }
        return try await world.answering(
            SecondStep.Try(
                given: given,
                factorID: factorID,
                challengeID: challengeID,
                door: firstFactor ? .app(caller.app.id) : .appWithoutFirstFactor(caller.app.id),
                client: client,
                actor: caller.actor
            ),
            account: account.account.id,
            asRead: account,
            caller: .known,
            concluding: { outcome, dossier, now in
                let told: Outcome
                var changes: [Change] = []
                switch outcome {
                case .prepareAgain: throw CeremonyFault.contended
                case .rejected(let rejected): told = .rejected(rejected)
                case .accepted(let accepted):
                    // Without a first factor the token would be all that anybody needs.
                    let device =
                        remembers && firstFactor && accepted.factor != nil && !accepted.isBySupport
                        ? try await world.remembering(
                            for: dossier,
                            app: caller.app.id,
                            replacing: nil,
                            from: client,
                            by: caller.actor,
                            at: now
                        ) : nil
                    changes = device?.changes ?? []
                    // Whoever still has a second step needs no way round it: somebody else asked.
                    if dossier.hasOpenRecovery {
                        changes += try await world.cancellingRecoveries(
                            of: dossier.account,
                            because: "signed in",
                            by: caller.actor,
                            from: client,
                            at: now
                        )
                    }
                    told = .accepted(accepted, device: device?.token)
                }
                return Decision(told, changes + (try storing(told, now)))
            }
        )
    }

    /// Nil unless the second step is suspended, by the time that the answer is written.
    private func suspended(
        _ read: Dossier,
        caller: Caller,
        client: Client?,
        storing: @Sendable (Outcome, Date) throws -> [Change]
    ) async throws -> Outcome? {
        guard isLifted(read, at: world.now(), from: client) else { return nil }
        return try await world.decide(about: read.account.id, asRead: read) { dossier, now in
            guard dossier.account.state == .active, isLifted(dossier, at: now, from: client) else {
                return Decision(nil)
            }
            let event = try world.event(
                .suspensionUsed,
                about: dossier.account,
                by: caller.actor,
                from: client,
                at: now
            )
            return Decision(.suspended, [event] + (try storing(.suspended, now)))
        }
    }

    private func isLifted(_ dossier: Dossier, at now: Date, from client: Client?) -> Bool {
        guard let suspension = dossier.suspension(at: now, from: client) else { return false }
        return !suspension.terms.needsEmailCode && !dossier.factors.isEmpty
    }

    /// A remembered device in place of a code. It charges nothing: nobody guesses 256 bits.
    ///
    /// - Parameter shown: nil for what cannot be a token, which is as good as an unknown one.
    package func remembered(
        account: Dossier,
        shown: DeviceToken?,
        firstFactor: Bool,
        caller: Caller,
        client: Client?,
        storing: @Sendable (Outcome, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Outcome {
        guard firstFactor else { throw Fault.firstFactorMissing }
        return try await world.decide(about: account.account.id, asRead: account) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            let dossier = world.atDoor(dossier, signingIn: false, keepsBackupCodes: true, at: now)
            var use = DeviceUse.unknown
            if let shown, !dossier.factors.isEmpty {
                use = try await world.judge(
                    shown,
                    of: caller.app.id,
                    on: dossier,
                    from: client,
                    by: caller.actor,
                    at: now
                )
            }
            let told: Outcome
            var changes: [Change] = []
            switch use {
            case .accepted(let device, _, let next, let uses):
                told = .remembered(device, next: next)
                changes = uses
                changes.append(
                    try world.event(
                        .deviceUsed,
                        about: dossier.account,
                        by: caller.actor,
                        from: client,
                        data: device.told,
                        at: now
                    )
                )
            case .reused(let ends):
                told = .rejected(try rejected(.alreadyUsed, dossier, caller, now))
                changes = ends
            case .unknown:
                let hasNone = dossier.factors.isEmpty && !dossier.hasNoCountingFactor
                told = .rejected(try rejected(hasNone ? .noFactor : .expired, dossier, caller, now))
            }
            return Decision(told, changes + (try storing(told, now)))
        }
    }

    private func rejected(
        _ reason: Rejection.Reason,
        _ dossier: Dossier,
        _ caller: Caller,
        _ now: Date
    ) throws -> SecondStep.Rejected {
        try SecondStep.rejected(reason, of: dossier, at: .app(caller.app.id), now: now, in: world)
    }
}

extension APIKey {
    /// Whether this account is in the key's reach; one that is not is as good as absent.
    package func reaches(_ account: Account, in world: Surroundings) async throws -> Bool {
        switch reach {
        case .all: true
        case .own: account.appID == appID
        case .organisation(let id): try await world.store.isMember(account.id, of: id)
        }
    }
}
