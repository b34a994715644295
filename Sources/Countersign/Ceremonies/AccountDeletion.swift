import Foundation

/// Deleting an account for its owner (GDPR article 17): after a wait in which everything works as before, and in which
/// they can change their mind, signed in or by the link of each mail.
package struct AccountDeletion: Sendable {
    let world: Surroundings

    /// Accounts that one look at the clock takes at a time.
    private static let step = 100

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What became of the wish to be deleted.
    package enum Asked: Sendable, Equatable {
        case planned(PlannedDeletion)
        /// Nobody would be left to look after the others.
        case lastOwner
    }

    /// Begins the wait, or says how far it is. Whoever calls this for a member has asked for fresh proof.
    ///
    /// - Throws: `CeremonyFault.closed` for a member whose account is frozen or disabled.
    package func ask(_ id: Account.ID, client: Client?, actor: Event.Actor) async throws -> Asked {
        try await world.decide(about: id) { dossier, now in
            var account = dossier.account
            if let planned = account.deletion { return Decision(.planned(planned)) }
            if case .member = actor, account.state != .active { throw CeremonyFault.closed }
            if try await isLastOwner(account) { return Decision(.lastOwner) }
            let planned = PlannedDeletion(at: now, after: world.settings.accountDeletionWait)
            account.deletion = planned
            return Decision(
                .planned(planned),
                [
                    .saveAccount(account),
                    try world.event(
                        .accountDeletionAsked,
                        about: account,
                        by: actor,
                        from: client,
                        data: ["until": String(Moment(planned.dueAt).milliseconds)],
                        at: now
                    ),
                ] + (try tell(account, .deletionAsked, planned, from: client, at: now))
            )
        }
    }

    /// "Keep my account", by somebody who is signed in, or by the host.
    package func keep(_ id: Account.ID, client: Client?, actor: Event.Actor) async throws {
        try await keep(id, first: [], by: actor, from: client)
    }

    /// What the link of a mail is about; opening it only shows.
    ///
    /// - Throws: `ChallengeProblem`
    package func linked(_ link: Token) async throws -> (account: Account, planned: PlannedDeletion) {
        let (_, dossier) = try await challenge(of: link)
        guard let planned = dossier.account.deletion else { throw ChallengeProblem.ended(.cancelled) }
        return (dossier.account, planned)
    }

    /// "Keep my account", by the button of a mailed link: a mailbox may keep what is there, for it restores nothing.
    package func keep(link: Token, client: Client) async throws {
        let (challenge, dossier) = try await challenge(of: link)
        try await keep(dossier.account.id, first: [.endChallenge(challenge.id, .used)], by: .visitor, from: client)
    }

    /// At once and without a wait, by the host.
    ///
    /// - Returns: false for the last owner; then nothing changed.
    package func deleteNow(_ id: Account.ID, actor: Event.Actor) async throws -> Bool {
        try await world.decide(about: id) { dossier, now in
            if try await isLastOwner(dossier.account) { return Decision(false) }
            return Decision(true, try removing(dossier.account, by: actor, at: now))
        }
    }

    /// What time does to accounts that are leaving: the mail of the last day, and the end. Safe to run on several nodes.
    package func look() async throws {
        var seen: Set<Account.ID> = []
        while !Task.isCancelled {
            let now = world.now()
            let page = try await world.store.accountsLeaving(
                dueBy: now,
                toTellBy: now.addingTimeInterval(PlannedDeletion.notice),
                limit: Self.step + seen.count
            )
            let next = page.filter { !seen.contains($0) }
            if next.isEmpty { return }
            for id in next {
                do {
                    try await world.decide(about: id) { dossier, now in
                        Decision((), try await progress(of: dossier.account, at: now))
                    }
                } catch CeremonyFault.unknownAccount, CeremonyFault.contended {
                    // Another node was first, or is at it: the next look sees what is left.
                }
                seen.insert(id)
            }
        }
    }

    // MARK: What is written

    private func progress(of account: Account, at now: Date) async throws -> [Change] {
        guard var planned = account.deletion else { return [] }
        var account = account
        if now >= planned.dueAt {
            guard try await isLastOwner(account) else { return try removing(account, by: .system, at: now) }
            return try world.keeping(&account, because: "last owner", by: .system, from: nil, at: now)
                + [.saveAccount(account)]
        }
        guard !planned.isReminded, now >= planned.dueAt.addingTimeInterval(-PlannedDeletion.notice) else { return [] }
        planned.isReminded = true
        account.deletion = planned
        return [.saveAccount(account)] + (try tell(account, .deletionSoon, planned, from: nil, at: now))
    }

    /// The account with all that belongs to it. Its events stay; what named the person in them was sealed under the
    /// account's own key, which goes with it.
    func removing(_ account: Account, by actor: Event.Actor, at now: Date) throws -> [Change] {
        var changes = [
            try world.event(.accountDeleted, about: account, by: actor, at: now), Change.removeAccount(account.id),
        ]
        if let address = account.confirmedEmail {
            // Of nobody's account: there is none any more.
            changes.append(
                try world.mail(.accountDeleted, to: address, language: account.language, account: nil, at: now)
            )
        }
        return changes
    }

    private func keep(_ id: Account.ID, first: [Change], by actor: Event.Actor, from client: Client?) async throws {
        try await world.decide(about: id) { dossier, now in
            var account = dossier.account
            guard account.deletion != nil else { return Decision(()) }
            let changes = try world.keeping(&account, because: "asked", by: actor, from: client, at: now)
            return Decision((), first + changes + [.saveAccount(account)])
        }
    }

    private func challenge(of link: Token) async throws -> (Challenge, Dossier) {
        guard let challenge = try await world.store.challenge(linkHash: link.hash),
            challenge.purpose == .keepAccount, let id = challenge.accountID,
            let dossier = try await world.store.dossier(of: id)
        else { throw ChallengeProblem.unknown }
        if let problem = world.problem(with: challenge) { throw problem }
        return (challenge, dossier)
    }

    /// Owners who are leaving themselves, or whose accounts are closed, look after nobody.
    private func isLastOwner(_ account: Account) async throws -> Bool {
        guard account.role == .owner else { return false }
        return try await !world.store.owners().contains {
            $0.id != account.id && $0.state == .active && $0.deletion == nil
        }
    }

    /// Tells a person that their account is going to be deleted, with a link that keeps it.
    private func tell(
        _ account: Account,
        _ kind: Notice.Kind,
        _ planned: PlannedDeletion,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        guard account.confirmedEmail != nil else { return [] }
        let link = Token(random: world.random)
        let id: Challenge.ID = world.makeID()
        let challenge = Challenge(
            id: id,
            purpose: .keepAccount,
            accountID: account.id,
            linkHash: link.hash,
            sealedPayload: try world.workshop.seal([String](), at: .challenge(id, of: account.id)),
            createdAt: now,
            expiresAt: planned.dueAt
        )
        let facts = [
            "link": "\(world.settings.publicURL)/keep-account/\(link.text)",
            "expires": String(Int64(planned.dueAt.timeIntervalSince1970)),
        ]
        return [.insertChallenge(challenge)] + (try world.tell(account, kind, from: client, facts: facts, at: now))
    }

    /// After a restore: whoever changed their mind since the backup must not be deleted by it, so the wait begins anew.
    func beginAnew(_ id: Account.ID) async throws {
        try await world.decide(about: id) { dossier, now in
            var account = dossier.account
            guard account.deletion != nil else { return Decision(()) }
            let planned = PlannedDeletion(at: now, after: world.settings.accountDeletionWait)
            account.deletion = planned
            return Decision(
                (),
                [.saveAccount(account)] + (try tell(account, .deletionAsked, planned, from: nil, at: now))
            )
        }
    }
}

extension Surroundings {
    /// The account stays after all, and its owner is told. The caller saves it.
    func keeping(
        _ account: inout Account,
        because reason: String,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        guard account.deletion != nil else { return [] }
        account.deletion = nil
        return [
            .endChallenges(of: account.id, for: .keepAccount, .cancelled),
            try event(
                .accountDeletionCancelled,
                about: account,
                by: actor,
                from: client,
                data: ["reason": reason],
                at: now
            ),
        ] + (try tell(account, .deletionCancelled, from: client, at: now))
    }
}
