import Foundation

/// What a rule decided about one account: the outcome for whoever asked, and what is to be written for it.
package struct Decision<Outcome: Sendable>: Sendable {
    package var outcome: Outcome
    package var changes: [Change]

    package init(_ outcome: Outcome, _ changes: [Change] = []) {
        self.outcome = outcome
        self.changes = changes
    }
}

/// An act that could not be carried out, through nobody's answer being wrong.
package enum CeremonyFault: Error, Sendable, Equatable {
    case unknownAccount
    /// Other nodes were first for two seconds on end. Nothing was charged; answer 503 with `Retry-After`.
    case contended
    /// What was to be consumed is gone: a double click, a second tab, another node.
    case gone
    /// A name, address, external id or handle belongs to another account.
    case taken
    /// The account is frozen or disabled: nothing about it changes.
    case closed
    /// Too many of these already; says what the most is.
    case tooMany(Int)
    /// The account has a role above `member` and an app may not touch it.
    case abovePower
}

extension Surroundings {
    /// How long a lost race for an account's revision is tried again.
    private static let patience: TimeInterval = 2

    /// Loads an account, decides, and commits; again if another node was first.
    ///
    /// The decision is made on values of one moment and must have no effect of its own: it may be made several times.
    /// The outcome is returned only once what it brought is durable.
    ///
    /// - Parameter read: the account as the caller has just read it, which spares a read. If it is stale by now, the
    ///   commit says so and it is loaded anew.
    package func decide<Outcome: Sendable>(
        about account: Account.ID,
        asRead read: Dossier? = nil,
        _ decide: (Dossier, Date) async throws -> Decision<Outcome>
    ) async throws -> Outcome {
        try await queue.alone(with: account) {
            let begun = now()
            var known = read
            while true {
                if known == nil { known = try await store.dossier(of: account) }
                guard let dossier = known.take() else { throw CeremonyFault.unknownAccount }
                let decision = try await decide(dossier, now())
                if decision.changes.isEmpty { return decision.outcome }
                let commit = Commit(account: (account, dossier.account.revision), changes: decision.changes)
                switch try await store.commit(commit) {
                case .committed: return decision.outcome
                case .gone: throw CeremonyFault.gone
                case .taken: throw CeremonyFault.taken
                case .stale:
                    if now().timeIntervalSince(begun) > Self.patience { throw CeremonyFault.contended }
                }
            }
        }
    }

    /// No API key changes an account with a role above `member`.
    func refuseAbovePower(_ account: Account, for actor: Event.Actor) throws(CeremonyFault) {
        if case .app = actor, account.role > .member { throw .abovePower }
    }

    /// Commits what concerns no account, or only guards itself.
    package func commit(_ changes: [Change]) async throws {
        switch try await store.commit(Commit(changes: changes)) {
        case .committed: return
        case .gone: throw CeremonyFault.gone
        case .taken: throw CeremonyFault.taken
        case .stale: throw CeremonyFault.contended
        }
    }
}

extension SecondStepGuards {
    /// What is to be written of them: the counts that are others than were read.
    func changes(of account: Account.ID) -> [Change] {
        changedRows.map { .saveLane(account, lane: $0.lane, state: $0.state) }
    }
}
