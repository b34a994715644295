import Foundation

/// Accounts as apps and the host make, change and remove them.
///
/// `AccountActs+making` and `AccountActs+changing` have the longer acts.
package struct AccountActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What is wrong with what was asked for.
    package enum Problem: Error, Sendable, Equatable {
        case name(NameFault)
        case email(NameFault)
        case displayName(NameFault)
        case externalID(NameFault)
        case password(PasswordProblem)
        case nameTaken
        case emailTaken
        /// Codes go to the address, and would go nowhere while another is not confirmed.
        case emailHasCodes
        case externalIDTaken
    }

    /// At once, with all that belongs to it apart from its events; for a wait first, see `AccountDeletion`.
    ///
    /// - Throws: `CeremonyFault.unknownAccount`, `CeremonyFault.abovePower`
    package func remove(_ id: Account.ID, actor: Event.Actor) async throws {
        try await world.decide(about: id) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            return Decision((), try AccountDeletion(in: world).removing(dossier.account, by: actor, at: now))
        }
    }

    /// Ends all waits. Refilling the budgets is a second decision, with a reason.
    package func unlock(
        _ id: Account.ID,
        refillingBudgets: Bool,
        reason: String,
        actor: Event.Actor
    ) async throws {
        try await world.decide(about: id) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            var guards = try world.guards(of: dossier)
            guards.unlock(refillingBudgets: refillingBudgets)
            var changes = guards.changes(of: id)
            // Nothing waited: nobody is told of nothing.
            if changes.isEmpty { return Decision(()) }
            changes.append(
                try world.event(
                    .accountUnlocked,
                    about: dossier.account,
                    by: actor,
                    data: ["budget": refillingBudgets ? "true" : "false", "reason": String(reason.prefix(200))],
                    at: now
                )
            )
            changes += try world.tell(dossier.account, .unlocked, from: nil, at: now)
            return Decision((), changes)
        }
    }

    /// By the host: a frozen account becomes one that can be signed in to.
    package func unfreeze(_ id: Account.ID, actor: Event.Actor) async throws {
        try await world.decide(about: id) { dossier, now in
            guard dossier.account.state == .frozen else { return Decision(()) }
            var account = dossier.account
            account.state = .active
            return Decision(
                (),
                [.saveAccount(account), try world.event(.accountUnfrozen, about: account, by: actor, at: now)]
                    + (try world.tell(account, .accountUnfrozen, from: nil, at: now))
            )
        }
    }

    /// Characters of an app's own id of an account.
    package static let longestExternalID = 128

    static func cleanedExternalID(_ given: String) throws(NameFault) -> String {
        let text = try SignInName.cleanedLabel(given, limit: longestExternalID)
        guard !text.isEmpty else { throw .empty }
        return text
    }
}

extension AccountActs.Problem {
    /// Whether it stands against something that the server holds, rather than against what anybody may ever ask for.
    package var isConflict: Bool {
        switch self {
        case .nameTaken, .emailTaken, .emailHasCodes, .externalIDTaken, .name(.looksLikeAnotherAddress),
            .password(.common),
            .password(.madeOfName):
            true
        case .name, .email, .displayName, .externalID, .password: false
        }
    }
}
