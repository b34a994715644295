import Foundation

/// A set of backup codes in the making: hashed outside any transaction, written with what asked for it.
package struct NewBackupCodes: Sendable {
    let id: BackupCodeSet.ID
    package let shown: [String]
    private let salt: [UInt8]
    private let hashes: [[UInt8]]
    private let sessionID: Session.ID?

    /// - Parameter session: the one that may read them again until they are saved.
    package static func prepare(
        for dossier: Dossier,
        session: Session?,
        in world: Surroundings
    ) async throws -> NewBackupCodes {
        let shown = BackupCodes.make(world.policy(for: dossier).backupCodeCount.value, random: world.random)
        let salt = world.random(BackupCodes.saltLength)
        let hashes = try await world.hasher.hashBackupCodes(
            shown.compactMap(BackupCodes.normalised),
            salt: salt,
            for: .known
        )
        return NewBackupCodes(
            id: world.makeID(),
            shown: shown,
            salt: salt,
            hashes: hashes,
            sessionID: session?.id
        )
    }

    static func prepareIfNone(
        for account: Account.ID,
        session: Session?,
        in world: Surroundings
    ) async throws -> NewBackupCodes? {
        // Apps ask for a set when they want one; people get theirs with the first factor.
        // Who was let in without any factor gets a new set too: the old one is lost, or in other hands.
        guard let session, let dossier = try await world.store.dossier(of: account),
            dossier.backupCodes == nil || session.recoveryID != nil || dossier.mustSetUpAgain(session)
        else { return nil }
        return try await prepare(for: dossier, session: session, in: world)
    }

    /// They count from this moment, and the old set ends.
    func changes(
        for account: Account,
        from client: Client?,
        by actor: Event.Actor,
        at now: Date,
        in world: Surroundings
    ) throws -> [Change] {
        var set = BackupCodeSet(
            id: id,
            accountID: account.id,
            salt: salt,
            codes: hashes.enumerated().map { BackupCodeSet.Code(number: $0.offset + 1, hash: $0.element) },
            createdAt: now
        )
        if let sessionID {
            set.showing = BackupCodeSet.Showing(
                sessionID: sessionID,
                until: now.addingTimeInterval(world.settings.backupCodesShown),
                sealedCodes: try world.workshop.seal(shown, at: .backupCodes(id, of: account.id))
            )
        }
        var changes: [Change] = [.saveBackupCodes(set)]
        changes.append(
            try world.event(
                .backupCodesMade,
                about: account,
                by: actor,
                from: client,
                data: ["count": String(hashes.count)],
                at: now
            )
        )
        changes += try world.tell(
            account,
            .backupCodesMade,
            from: client,
            facts: ["count": String(hashes.count)],
            at: now
        )
        return changes
    }
}

/// What one can do with the set: make a new one, read it until it is saved, say that it is.
package struct BackupCodeActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// A new set; the old one ends in the same transaction.
    ///
    /// - Parameter storing: for a call with an idempotency key: what is stored along with the set, made of the codes.
    package func make(
        for account: Account.ID,
        session: Session?,
        client: Client?,
        actor: Event.Actor,
        storing: @Sendable ([String], Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> [String] {
        guard let read = try await world.store.dossier(of: account) else { throw CeremonyFault.unknownAccount }
        let codes = try await NewBackupCodes.prepare(for: read, session: session, in: world)
        return try await world.decide(about: account) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            var account = dossier.account
            var guards = try world.guards(of: dossier)
            guards.recordNewBackupCodes()
            var changes = guards.changes(of: account.id)
            changes += try codes.changes(for: account, from: client, by: actor, at: now, in: world)
            if account.needsNewBackupCodes {
                account.needsNewBackupCodes = false
                changes.append(.saveAccount(account))
            }
            changes += try storing(codes.shown, now)
            return Decision(codes.shown, changes)
        }
    }

    /// The codes, as long as they may be read: by the session that made them, until it says that they are saved.
    package func shown(to session: Session, _ dossier: Dossier) throws -> [String]? {
        guard let set = dossier.backupCodes, let showing = set.showing, showing.sessionID == session.id,
            world.now() < showing.until
        else { return nil }
        return try world.workshop.open(
            [String].self,
            showing.sealedCodes,
            at: .backupCodes(set.id, of: set.accountID)
        )
    }

    /// "I've saved these codes": from here on nobody can read them again.
    ///
    /// - Returns: whether they were still the account's.
    package func saved(_ id: BackupCodeSet.ID, by session: Session) async throws -> Bool {
        try await world.decide(about: session.accountID) { dossier, now in
            guard var set = dossier.backupCodes, set.id == id else { return Decision(false) }
            guard set.showing?.sessionID == session.id else { return Decision(true) }
            set.showing = nil
            let event = try world.event(
                .backupCodesSaved,
                about: dossier.account,
                by: .member(session.accountID),
                from: session.client,
                at: now
            )
            return Decision(true, [.saveBackupCodes(set), event])
        }
    }
}

extension Dossier {
    /// Backup codes back a factor up; without one they would be a password of their own.
    package var mayHaveBackupCodes: Bool { !factors.isEmpty }

    /// Its set ended with a restore: nothing told which codes of it were used since the backup.
    package var needsNewBackupCodes: Bool { account.needsNewBackupCodes && mayHaveBackupCodes }
}
