import Foundation

/// What holds for an account at this moment: the one way in which rules ask for policy.
extension Surroundings {
    package func policy(for dossier: Dossier) -> EffectivePolicy {
        policy(for: dossier.account.role, in: dossier.memberships ?? [])
    }

    package func policy(for role: Role, in memberships: [Membership]) -> EffectivePolicy {
        let says: [EffectivePolicy.Say] =
            policies.isPlain
            ? []
            : memberships.compactMap { membership in
                policies.policy(of: membership.organisationID).map {
                    EffectivePolicy.Say(
                        organisation: membership.organisationID,
                        policy: $0,
                        joinedAt: membership.joinedAt
                    )
                }
            }
        return EffectivePolicy(floor: PolicyFloor(settings), says: says, role: role)
    }

    /// The factors that count: those of kinds that policy allows. Of somebody who must have one that no false page can ask
    /// for, only such, once there is one.
    package func counting(_ dossier: Dossier, at now: Date) -> [Factor] {
        if policies.isPlain, settings.emailCodes == .allowed { return dossier.factors }
        let policy = policy(for: dossier)
        let allowed = dossier.factors.filter { policy.allows($0.kind, at: now) }
        guard policy.demandsPhishingResistant(at: now), dossier.measure(.exemption, at: now) == nil else {
            return allowed
        }
        let strong = allowed.filter { methods.phishingResistant.contains($0.kind) }
        return strong.isEmpty ? allowed : strong
    }

    /// The account as a door sees it: without the factors that do not count.
    ///
    /// Where none counts, a sign-in still asks for what there is, so that a rule which ends a kind leaves nobody with a
    /// password alone; whoever gets in so must set up another way first, if one is required. An app still takes backup
    /// codes; anything else it is told is not looked at, for one that heard of no factor would offer a new one to whoever
    /// has the password.
    package func atDoor(
        _ dossier: Dossier,
        signingIn: Bool,
        keepsBackupCodes: Bool = false,
        at now: Date
    ) -> Dossier {
        if policies.isPlain, settings.emailCodes == .allowed { return dossier }
        let counting = counting(dossier, at: now)
        guard counting.count < dossier.factors.count, !counting.isEmpty || !signingIn else { return dossier }
        var seen = dossier
        seen.factors = counting
        // They back a factor up; without one they would be a password of their own.
        if counting.isEmpty, !keepsBackupCodes { seen.backupCodes = nil }
        seen.hasNoCountingFactor = counting.isEmpty
        return seen
    }

    /// When the account gets nothing before a factor is added; nil if that is not in sight.
    package func stop(of dossier: Dossier, at now: Date) -> Stop? {
        policy(for: dossier).stop(
            having: Set(dossier.factors.map(\.kind)),
            strong: methods.phishingResistant,
            exemptUntil: dossier.measure(.exemption, at: now)?.endsAt,
            at: now
        )
    }

    /// The same, for the screen after a sign-in. Whom support has exempted it leaves alone: their own page says until when.
    package func stopToTell(of dossier: Dossier, at now: Date) -> Stop? {
        dossier.measure(.exemption, at: now) == nil ? stop(of: dossier, at: now) : nil
    }

    /// Whether nothing of the account may be reached before a factor is confirmed.
    package func mustEnrol(_ session: Session, _ dossier: Dossier) -> Bool {
        if session.recoveryID != nil || dossier.mustSetUpAgain(session) { return true }
        let now = now()
        return stop(of: dossier, at: now).map { $0.at <= now } ?? false
    }

    /// What people are to be told the organisation is called that asks.
    package func name(of source: PolicySource) -> String {
        switch source {
        case .organisation(let id): policies.organisation(id)?.name ?? settings.organisationName
        case .standard, .configuration: settings.organisationName
        }
    }

    /// The kinds that this account may set up now, in the order in which they are offered.
    ///
    /// - Parameter stop: what they are for: where only a passkey will do, only that.
    package func offered(to dossier: Dossier, at now: Date) -> [AnyMethod] {
        let policy = policy(for: dossier)
        guard policy.isOffered || !dossier.factors.isEmpty else { return [] }
        return methods.all.filter { $0.isOffered && policy.allows($0.kind, at: now) }
    }
}

extension Methods {
    /// The kinds that no false page can ask for.
    package var phishingResistant: Set<Kind> {
        Set(all.filter(\.isPhishingResistant).map(\.kind))
    }
}
