import Foundation

/// Taking back a change that a mail told of, by somebody who proves themselves with a second step that was there before it:
/// neither the mailbox nor what a stranger added is enough.
package struct Undoing: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What would be done, as things stand now.
    package enum Step: Sendable, Equatable {
        /// What was added goes, and backup codes that were made with it or since: whoever added it has seen them.
        case remove(Factor, andBackupCodes: Bool)
        /// What was asked for first before is again.
        case prefer(Factor)
        /// What the person was called; may be empty.
        case name(String)
        case email(String)
    }

    /// What pressing the button led to.
    package enum Outcome: Sendable, Equatable {
        case undone
        /// Proved, but by something that is no older than the change.
        case needsEarlierProof
        /// It was undone before, or changed again since.
        case nothingLeft
        /// The earlier address has come to belong to somebody else.
        case taken
    }

    /// What the link of a mail is about.
    package struct Shown: Sendable {
        package let report: NotMeReport
        /// Nil where there is nothing left to take back.
        package let step: Step?
        /// Whether the session was proved by what is older than the change.
        package let isProved: Bool
    }

    /// What the link of a mail is about, for the person in this session; another account's is as good as absent.
    ///
    /// - Throws: `ChallengeProblem`
    package func show(_ link: Token, to session: Session) async throws -> Shown {
        let shown = try await NotMe(in: world).show(link)
        guard shown.account.id == session.accountID,
            let dossier = try await world.store.dossier(of: session.accountID)
        else { throw ChallengeProblem.unknown }
        let step = Self.step(shown.report, dossier)
        return Shown(
            report: shown.report,
            step: step,
            isProved: step.map { isProved($0, session, dossier, before: shown.report.at) } ?? true
        )
    }

    /// Ends the other sessions too: whoever made the change may sit in one of them.
    ///
    /// - Throws: `ChallengeProblem`, `CeremonyFault`
    package func undo(_ link: Token, session: Session, client: Client) async throws -> Outcome {
        let shown = try await NotMe(in: world).show(link)
        guard shown.account.id == session.accountID else { throw ChallengeProblem.unknown }
        do {
            return try await world.decide(about: session.accountID) { dossier, now in
                guard dossier.account.state == .active else { throw CeremonyFault.closed }
                guard let step = Self.step(shown.report, dossier) else { return Decision(.nothingLeft) }
                guard isProved(step, session, dossier, before: shown.report.at) else {
                    return Decision(.needsEarlierProof)
                }
                let id = dossier.account.id
                var changes: [Change] = [
                    .endChallenge(shown.challenge.id, .used),
                    try world.event(
                        .changeUndone,
                        about: dossier.account,
                        by: .member(id),
                        from: client,
                        data: ["notice": shown.report.notice.rawValue],
                        at: now
                    ),
                ]
                changes += try await self.changes(step, dossier, client, now)
                changes += [
                    .endSessions(of: id, except: session.id), .endSignIns(of: id), .removeDevices(of: id, except: nil),
                    .endChallenges(of: id, for: .changeEmail, .cancelled),
                ]
                changes += try world.forgettingBrowsers(of: dossier)
                return Decision(.undone, changes)
            }
        } catch CeremonyFault.taken {
            return .taken
        } catch CeremonyFault.gone {
            // Pressed twice: the other press was first.
            throw ChallengeProblem.ended(.used)
        }
    }

    /// Nil for what cannot be taken back by its owner, and for what is as it was before.
    static func step(_ report: NotMeReport, _ dossier: Dossier) -> Step? {
        func factor(_ fact: String) -> Factor? { dossier.factors.first { $0.id.rawValue == report.facts[fact] } }
        let account = dossier.account
        switch report.notice {
        case .factorAdded:
            // The set may be kept in whole milliseconds and the report is not.
            let codes = dossier.backupCodes.map { $0.createdAt.timeIntervalSince(report.at) > -1 } ?? false
            return factor("factor").map { .remove($0, andBackupCodes: codes) }
        case .factorPreferred:
            guard account.preferredFactorID?.rawValue == report.facts["factor"] else { return nil }
            return factor("previous").map { .prefer($0) }
        case .nameChanged:
            guard let old = report.facts["old_name"], old != account.displayName else { return nil }
            return .name(old)
        case .emailChanged:
            guard let old = report.earlierAddress,
                account.confirmedEmail.map(SignInIdentifier.init) != SignInIdentifier(old)
            else { return nil }
            return .email(old)
        default: return nil
        }
    }

    /// A proof does not say which factor it was by; it was the one that was last used at that very moment.
    private func isProved(_ step: Step, _ session: Session, _ dossier: Dossier, before change: Date) -> Bool {
        guard let moment = session.proof.secondFactorAt else {
            // Without any second factor the password is all there is; for the address even a mailbox less would do.
            if case .email = step { return false }
            return dossier.factors.isEmpty
        }
        if dossier.factors.contains(where: { $0.lastUsedAt == moment && $0.createdAt < change }) { return true }
        guard let set = dossier.backupCodes, set.createdAt < change else { return false }
        return set.codes.contains { $0.usedAt == moment }
    }

    private func changes(
        _ step: Step,
        _ dossier: Dossier,
        _ client: Client,
        _ now: Date
    ) async throws -> [Change] {
        let actor = Event.Actor.member(dossier.account.id)
        let acts = FactorActs(in: world)
        switch step {
        case .remove(let factor, let andBackupCodes):
            return try acts.removing(factor, from: dossier, client: client, actor: actor, at: now)
                + (andBackupCodes ? [.removeBackupCodes(dossier.account.id)] : [])
        case .prefer(let factor):
            return try acts.preferring(factor, of: dossier, client: client, actor: actor, at: now)
        case .name(let old):
            var account = dossier.account
            account.displayName = old
            return [
                .saveAccount(account),
                try world.event(
                    .accountChanged,
                    about: account,
                    by: actor,
                    from: client,
                    data: ["fields": "display_name"],
                    at: now
                ),
            ] + (try world.tell(account, .nameChanged, from: client, at: now))
        case .email(let old):
            // What the other mailbox was sent opens nothing from here on, and nothing more is sent there.
            let links = try await dossier.account.confirmedEmail.asyncMap {
                try await NotMe(in: world).endingLinks(to: $0, of: dossier.account.id, at: now)
            }
            return (links ?? [])
                + (try EmailActs(in: world)
                    .changing(to: old, dossier.account, isUndone: true, client: client, at: now))
        }
    }
}
