import Foundation

/// Removing a factor, or all of them, as far as policy lets a member.
extension FactorActs {
    /// Whether a member may have no second factor at all, and if not, who says so.
    package enum TurningOff: Sendable, Equatable {
        case allowed
        case required(PolicySource)
        /// Staff turn it off, if they find reason to.
        case byStaff(PolicySource)
        case byNobody(PolicySource)
    }

    /// What policy says of this account; the strictest rule that holds for it.
    package func turningOff(_ dossier: Dossier, at now: Date) -> TurningOff {
        let policy = world.policy(for: dossier)
        let required = policy.isRequired(at: now)
        if required.value { return .required(required.source) }
        let rule = policy.turningOff
        return switch rule.value {
        case .people: .allowed
        case .staff: .byStaff(rule.source)
        case .nobody: .byNobody(rule.source)
        }
    }

    /// Whether policy lets a member go on without this one. What is left has to do for all that is demanded, as far as
    /// what there is did.
    package func mayRemove(_ factor: Factor.ID, of dossier: Dossier, at now: Date) -> Bool {
        var rest = dossier
        rest.factors.removeAll { $0.id == factor }
        if world.counting(rest, at: now).isEmpty, !world.counting(dossier, at: now).isEmpty {
            return turningOff(dossier, at: now) == .allowed
        }
        let stop = world.stop(of: rest, at: now)
        return stop.map { $0.at > now } ?? true || world.stop(of: dossier, at: now).map { $0.at <= now } ?? false
    }

    /// What became of the wish to remove one.
    package enum RemovalOutcome: Sendable, Equatable {
        case removed(Factor)
        /// The last factor, and policy demands one.
        case needed
    }

    /// It stops working at once; with the last one the backup codes go too.
    ///
    /// - Throws: `CeremonyFault.gone` if the account has no such factor, `CeremonyFault.abovePower`
    package func remove(
        _ id: Factor.ID,
        of account: Account.ID,
        client: Client?,
        actor: Event.Actor
    ) async throws -> RemovalOutcome {
        try await world.decide(about: account) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            try AccountActs.refuseFrozen(dossier.account, for: actor)
            guard let factor = dossier.factors.first(where: { $0.id == id }) else { throw CeremonyFault.gone }
            // Nobody may fall below what policy demands but by the host, to start anew; support asks to set up again.
            if actor != .host, !mayRemove(id, of: dossier, at: now) {
                return Decision(.needed)
            }
            return Decision(
                .removed(factor),
                try removing(factor, from: dossier, client: client, actor: actor, at: now)
            )
        }
    }

    /// What is written for one that goes by itself, the event and the mail among it.
    func removing(
        _ factor: Factor,
        from dossier: Dossier,
        client: Client?,
        actor: Event.Actor,
        at now: Date
    ) throws -> [Change] {
        let account = dossier.account
        return try removing(factor, from: dossier, at: now) + [
            try world.event(
                .factorRemoved,
                about: account,
                by: actor,
                from: client,
                data: ["factor": factor.id.rawValue, "kind": factor.kind.rawValue],
                personal: ["label": factor.label],
                at: now
            )
        ]
            + (try world.tell(
                account,
                .factorRemoved,
                from: client,
                facts: ["factor_kind": factor.kind.rawValue, "factor_label": factor.label],
                at: now
            ))
    }

    /// What is written for one that goes, whoever takes it away; the event and the mail are theirs.
    func removing(_ factor: Factor, from dossier: Dossier, at now: Date) throws -> [Change] {
        let account = dossier.account.id
        let remaining = dossier.factors.filter { $0.id != factor.id }
        var changes: [Change] = [
            .removeFactor(factor.id, account), .endSignIns(of: account), .removeDevices(of: account, except: nil),
        ]
        if dossier.account.preferredFactorID == factor.id {
            var kept = dossier.account
            kept.preferredFactorID = remaining.first?.id
            changes.append(.saveAccount(kept))
        }
        // Backup codes back a factor up; without one they would be a password of their own.
        if remaining.isEmpty {
            changes.append(.removeBackupCodes(account))
            changes += try world.forgettingBrowsers(of: dossier)
        }
        return changes
    }

    /// Removes every factor and the backup codes: the account signs in with its password only.
    ///
    /// - Returns: false where policy demands a second factor; then nothing changed.
    package func turnOff(_ account: Account.ID, client: Client?, actor: Event.Actor) async throws -> Bool {
        try await world.decide(about: account) { dossier, now in
            guard turningOff(dossier, at: now) == .allowed else { return Decision(false) }
            var changes = try removingAll(from: dossier)
            let kept = dossier.account
            changes.append(
                try world.event(.twoFactorTurnedOff, about: kept, by: actor, from: client, at: now)
            )
            changes += try world.tell(kept, .twoFactorTurnedOff, from: client, at: now)
            return Decision(true, changes)
        }
    }

    /// What is written where all of them go; the event and the mail are the caller's.
    func removingAll(from dossier: Dossier) throws -> [Change] {
        var kept = dossier.account
        kept.preferredFactorID = nil
        let account = kept.id
        var changes: [Change] = dossier.factors.map { .removeFactor($0.id, account) }
        changes += [
            .saveAccount(kept), .removeBackupCodes(account), .removeDrafts(of: account), .endSignIns(of: account),
            .removeDevices(of: account, except: nil),
        ]
        return changes + (try world.forgettingBrowsers(of: dossier))
    }
}

extension Surroundings {
    /// A factor that goes because of something else, of which the person is told.
    func losing(
        _ factor: Factor,
        of account: Account,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        [
            .removeFactor(factor.id, account.id),
            try event(
                .factorRemoved,
                about: account,
                by: actor,
                from: client,
                data: ["factor": factor.id.rawValue, "kind": factor.kind.rawValue],
                personal: ["label": factor.label],
                at: now
            ),
        ]
    }
}
