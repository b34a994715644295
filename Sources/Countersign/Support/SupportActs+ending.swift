import Foundation

// How what support did ends: by its time, by the person, by a new factor.

extension SupportActs {
    /// Requests that one look at the clock takes at a time.
    private static let mostAtOnce = 1000

    /// "Turn back on now", by the person: the second step is asked for again, and who came in without it goes.
    ///
    /// - Throws: `CeremonyFault.gone` if nothing is paused any more.
    package func turnBackOn(_ session: Session, client: Client) async throws {
        try await world.decide(about: session.accountID) { dossier, now in
            guard let suspension = dossier.suspension(at: now) else { throw CeremonyFault.gone }
            var changes = try await world.ending(
                suspension,
                of: dossier,
                how: "person",
                by: .member(session.accountID),
                from: client,
                at: now
            )
            changes += try await world.endingSessions(letInBy: suspension, except: session.id)
            return Decision((), changes)
        }
    }

    /// What time does: measures that have run out are told and removed, requests nobody decided expire. They count no
    /// more from their very second on, whenever this runs. Safe to run on several nodes.
    package func look() async throws {
        for measure in try await world.store.endedMeasures(at: world.now(), limit: 500) {
            do {
                try await world.decide(about: measure.accountID) { dossier, now in
                    guard dossier.measures.contains(measure), !measure.counts(at: now) else { return Decision(()) }
                    return Decision((), try await lapsing(measure, of: dossier, at: now))
                }
            } catch CeremonyFault.gone, CeremonyFault.unknownAccount {
                continue
            }
        }
        try await expireRequests()
    }

    /// What time does to requests. Safe to run on several nodes.
    private func expireRequests() async throws {
        for request in try await world.store.runOutSupportRequests(at: world.now(), limit: Self.mostAtOnce) {
            do {
                try await world.decide(about: request.accountID) { dossier, now in
                    let found = try await world.store.supportRequest(reference: request.reference)
                    guard let found, found.state.isOpen, now >= found.expiresAt else { return Decision(()) }
                    var expired = found
                    expired.state = .expired
                    let details = try details(of: found)
                    let system = Helper(actor: .system, name: "")
                    return Decision(
                        (),
                        [
                            .saveSupportRequest(expired),
                            try event(.supportExpired, details, expired, dossier.account, by: system, at: now),
                        ]
                    )
                }
            } catch CeremonyFault.gone, CeremonyFault.unknownAccount {
                continue
            }
        }
    }

    private func lapsing(_ measure: Measure, of dossier: Dossier, at now: Date) async throws -> [Change] {
        switch measure.kind {
        case .suspension:
            return try await world.ending(measure, of: dossier, how: "time", by: .system, from: nil, at: now)
        case .exemption:
            return [
                .endMeasure(measure.id, measure.accountID),
                try world.event(.exemptionEnded, about: dossier.account, by: .system, data: ["how": "time"], at: now),
            ]
        case .bypassCode, .setUpAgain:
            return [.endMeasure(measure.id, measure.accountID)]
        }
    }
}

extension Surroundings {
    /// A suspension ends: its row goes, and the person is told that the second step is asked for again.
    func ending(
        _ suspension: Measure,
        of dossier: Dossier,
        how: String,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) async throws -> [Change] {
        [
            .endMeasure(suspension.id, suspension.accountID),
            // Codes that were mailed in its place are worth nothing any more.
            .endSignIns(of: suspension.accountID),
            try event(.suspensionEnded, about: dossier.account, by: actor, from: client, data: ["how": how], at: now),
        ] + (try tell(dossier.account, .suspensionEnded, from: client, facts: ["how": how], at: now))
    }

    /// What support gave to let somebody in without their own second step goes: whoever was let in may not be them.
    func endingWhatLetsIn(
        _ dossier: Dossier,
        how: String,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) async throws -> [Change] {
        var changes: [Change] = []
        if let suspension = dossier.suspension(at: now) {
            changes += try await ending(suspension, of: dossier, how: how, by: actor, from: client, at: now)
        }
        if let code = dossier.measure(.bypassCode, at: now) {
            changes += [
                .endMeasure(code.id, code.accountID),
                try event(
                    .bypassCodeCancelled,
                    about: dossier.account,
                    by: actor,
                    from: client,
                    data: ["how": how],
                    at: now
                ),
            ]
        }
        return changes
    }

    /// The sessions that a suspension let in without a second step, apart from one.
    func endingSessions(letInBy suspension: Measure, except kept: Session.ID?) async throws -> [Change] {
        try await store.sessions(of: suspension.accountID)
            .filter {
                $0.createdAt >= suspension.begunAt && $0.proof.secondFactorAt == nil && $0.id != kept
            }
            .map { .endSession($0.id, suspension.accountID) }
    }

    /// All that is signed in, half signed in, known or remembered.
    func endingEverything(of dossier: Dossier) throws -> [Change] {
        let id = dossier.account.id
        return [
            .endSessions(of: id, except: nil), .endSignIns(of: id),
            .removeDevices(of: id, except: nil), .endChallenges(of: id, for: .secondStep, .cancelled),
            .endChallenges(of: id, for: .changeEmail, .cancelled), .removeDrafts(of: id),
        ] + (try forgettingBrowsers(of: dossier))
    }

    /// Every factor and the backup codes: lost, or in other hands.
    func removingAllWays(
        of dossier: Dossier,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        var account = dossier.account
        account.preferredFactorID = nil
        return try dossier.factors.flatMap { factor in
            try losing(factor, of: account, by: actor, from: client, at: now)
        } + [.saveAccount(account), .removeBackupCodes(account.id)] + forgettingBrowsers(of: dossier)
    }
}
