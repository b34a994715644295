import Foundation

/// What one can do with sessions: see them used, end one, end all.
package struct SessionActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// How often "last seen" is written: not with every request.
    private static let seenEvery: TimeInterval = 60

    /// The session of a token, if it still counts, with its account. Notes that it was seen.
    package func open(_ token: Token) async throws -> (session: Session, dossier: Dossier)? {
        guard let (found, dossier) = try await world.store.session(tokenHash: token.hash) else { return nil }
        var session = found
        let now = world.now()
        guard counts(session, at: now), dossier.account.state == .active else { return nil }
        if abs(now.timeIntervalSince(session.lastSeenAt)) >= min(Self.seenEvery, world.settings.sessionIdleTime / 4) {
            session.lastSeenAt = now
            _ = try await world.store.commit(Commit(changes: [.touchSession(session.id, at: now)]))
        }
        return (session, dossier)
    }

    /// Seconds until it ends unless something is done in it, at least 0; nil where it ends by its age before that.
    package func idleLeft(of session: Session) -> Int? {
        let end = session.lastSeenAt.addingTimeInterval(world.settings.sessionIdleTime)
        return end < session.expiresAt ? max(0, Int(end.timeIntervalSince(world.now()))) : nil
    }

    /// The account's sessions that still count, newest first.
    package func all(of account: Account.ID) async throws -> [Session] {
        let now = world.now()
        return try await world.store.sessions(of: account).filter { counts($0, at: now) }
    }

    private func counts(_ session: Session, at now: Date) -> Bool {
        now < session.expiresAt && now.timeIntervalSince(session.lastSeenAt) <= world.settings.sessionIdleTime
    }

    /// - Parameter forgetting: the device that this browser is remembered as, if it is to be asked again.
    package func signOut(
        _ session: Session,
        forgetting device: RememberedDevice.ID? = nil,
        client: Client
    ) async throws {
        try await end(session.id, of: session.accountID, kind: .signedOut, forgetting: device, client: client)
    }

    /// Ends one of the account's own sessions; of another account's it knows nothing.
    package func end(_ id: Session.ID, of account: Account.ID, client: Client) async throws {
        guard try await world.store.sessions(of: account).contains(where: { $0.id == id }) else {
            throw CeremonyFault.gone
        }
        try await end(id, of: account, kind: .sessionEnded, client: client)
    }

    /// "Sign out everywhere else": sessions, sign-ins under way, known browsers and remembered devices, but for the
    /// session that asks and what its browser is remembered as.
    package func endOthers(
        keeping session: Session,
        device: RememberedDevice.ID? = nil,
        client: Client
    ) async throws {
        try await endAll(of: session, isKept: true, device: device, client: client)
    }

    /// "Sign out everywhere": the session that asks goes too.
    package func endAll(of session: Session, client: Client) async throws {
        try await endAll(of: session, isKept: false, device: nil, client: client)
    }

    private func endAll(
        of session: Session,
        isKept: Bool,
        device: RememberedDevice.ID?,
        client: Client
    ) async throws {
        try await world.decide(about: session.accountID) { dossier, now in
            var changes: [Change] = [
                .endSessions(of: session.accountID, except: isKept ? session.id : nil),
                .endSignIns(of: session.accountID),
                .endChallenges(of: session.accountID, for: .changeEmail, .cancelled),
                .removeDrafts(of: session.accountID),
                .removeDevices(of: session.accountID, except: device),
            ]
            changes += try world.forgettingBrowsers(of: dossier)
            changes.append(
                try world.event(
                    .signedOutEverywhere,
                    about: dossier.account,
                    by: .member(session.accountID),
                    from: client,
                    at: now
                )
            )
            changes += try world.tell(dossier.account, .signedOutEverywhere, from: client, at: now)
            return Decision((), changes)
        }
    }

    private func end(
        _ id: Session.ID,
        of account: Account.ID,
        kind: Event.Kind,
        forgetting device: RememberedDevice.ID? = nil,
        client: Client
    ) async throws {
        try await world.decide(about: account) { dossier, now in
            var forgetting: [Change] = []
            // Another account's browser cookie may lie beside this session: it stays.
            if let device, let found = try await world.store.device(device), found.accountID == account {
                forgetting = try world.forgetting(
                    found,
                    of: dossier.account,
                    by: .member(account),
                    from: client,
                    at: now
                )
            }
            let event = try world.event(
                kind,
                about: dossier.account,
                by: .member(account),
                from: client,
                data: ["session": id.rawValue],
                at: now
            )
            return Decision((), [.endSession(id, account), event] + forgetting)
        }
    }
}
