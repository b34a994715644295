import Foundation

/// What a right password leads to: a session, a second step, a way back in, or a refusal.
struct AfterPassword: Sendable {
    /// The account as it was when its password was looked at.
    let checked: Account
    /// The same password, hashed as today; nil if its hash is up to date.
    let newHash: String?
    /// The browser that it came from, if that proved a second factor before.
    let browser: KnownBrowser?
    let device: DeviceToken?
    let recovery: Token?
    let client: Client
    let world: Surroundings

    func decision(for dossier: Dossier, at now: Date) async throws -> Decision<SignIn.Outcome> {
        // It is still the account whose password was right.
        guard dossier.account.passwordHash == checked.passwordHash else { return Decision(.wrong) }
        guard dossier.account.state == .active else { return try refused(dossier.account, at: now) }
        var decision = try await way(of: world.atDoor(dossier, signingIn: true, at: now), at: now)
        if let newHash {
            var account = dossier.account
            account.passwordHash = newHash
            decision.changes.insert(.saveAccount(account), at: 0)
        }
        return decision
    }

    private func refused(_ account: Account, at now: Date) throws -> Decision<SignIn.Outcome> {
        let event = try world.event(
            .signInRefused,
            about: account,
            by: .member(account.id),
            from: client,
            data: ["state": account.state.rawValue],
            at: now
        )
        return Decision(.closed(account), [event])
    }

    /// The first of these that is open: no second step at all, a suspended one, a remembered device, an approved request
    /// for help, the second step.
    private func way(of dossier: Dossier, at now: Date) async throws -> Decision<SignIn.Outcome> {
        if dossier.factors.isEmpty { return try await byPasswordAlone(dossier, under: nil, at: now) }
        if let suspension = dossier.suspension(at: now, from: client), !suspension.terms.needsEmailCode {
            return try await byPasswordAlone(dossier, under: suspension, at: now)
        }
        var endsDevice: [Change]?
        if let device {
            switch try await world.judge(
                device,
                of: nil,
                on: dossier,
                from: client,
                by: .member(dossier.account.id),
                at: now
            ) {
            case .accepted(let used, let before, let next, let uses):
                return try await remembered(used, lastSeenIn: before, next, uses, dossier, at: now)
            case .reused(let changes): endsDevice = changes
            case .unknown: break
            }
        }
        var decision: Decision<SignIn.Outcome>
        if let recovery, let request = try await world.letIn(recovery, dossier, at: now) {
            decision = try recovering(by: request, dossier.account, at: now)
        } else {
            decision = try secondStep(dossier, endsDevice: endsDevice != nil, at: now)
        }
        decision.changes = (endsDevice ?? []) + decision.changes
        return decision
    }

    // MARK: The ways

    /// - Parameter suspension: what lifted the second step; the session ends with it.
    private func byPasswordAlone(
        _ dossier: Dossier,
        under suspension: Measure?,
        at now: Date
    ) async throws -> Decision<SignIn.Outcome> {
        var changes = try await world.cancellingRecoveries(onSignInOf: dossier.account, from: client, at: now)
        let (grant, session) = try session(under: suspension, for: dossier.account, at: now)
        changes += session
        // Where there is a second step, only that makes a browser known.
        var known: Token?
        if suspension == nil {
            let (token, browserChanges) = try await world.knowing(browser?.id, dossier, client, now)
            known = token
            changes += browserChanges
        } else if browser == nil {
            changes += try world.tell(dossier.account, .newBrowser, from: client, at: now)
        }
        return Decision(.signedIn(grant, browser: known, world.stopToTell(of: dossier, at: now)), changes)
    }

    private func remembered(
        _ used: RememberedDevice,
        lastSeenIn before: Client,
        _ next: DeviceToken?,
        _ uses: [Change],
        _ dossier: Dossier,
        at now: Date
    ) async throws -> Decision<SignIn.Outcome> {
        var changes = uses
        if let browser {
            changes.append(.touchKnownBrowser(browser.id, at: now))
        } else if !before.isSameBrowser(as: client) {
            // Its cookie is all that came along: perhaps it was copied.
            changes += try world.tell(dossier.account, .newBrowser, from: client, at: now)
        }
        changes += try await world.cancellingRecoveries(onSignInOf: dossier.account, from: client, at: now)
        let (grant, session) = try session(by: used, for: dossier.account, at: now)
        let device = next.map { DeviceGrant($0, of: used, at: now) }
        return Decision(.remembered(grant, dossier, device: device), changes + session)
    }

    /// A session that may do nothing but set up a new factor, for an hour.
    private func recovering(
        by request: RecoveryRequest,
        _ account: Account,
        at now: Date
    ) throws -> Decision<SignIn.Outcome> {
        let grant = SessionGrant(
            for: account.id,
            proof: .ofPassword(at: now),
            recovery: request.id,
            client: client,
            at: now,
            in: world
        )
        let event = try world.event(
            .recoveryEntered,
            about: account,
            by: .member(account.id),
            from: client,
            data: ["reference": request.reference],
            at: now
        )
        return Decision(.recovering(grant), [.insertSession(grant.session), event])
    }

    private func secondStep(_ dossier: Dossier, endsDevice: Bool, at now: Date) throws -> Decision<SignIn.Outcome> {
        let grant = SignInGrant(
            for: dossier.account.id,
            browser: browser?.id,
            client: client,
            at: now,
            endsDevice: endsDevice,
            in: world
        )
        let standing = try world.standing(dossier, at: now, from: client)
        return Decision(.secondStep(grant, standing), [.insertSignIn(grant.signIn)])
    }

    /// A session by the password, perhaps in a browser that is remembered: its proof says no more than that.
    private func session(
        by device: RememberedDevice? = nil,
        under suspension: Measure? = nil,
        for account: Account,
        at now: Date
    ) throws -> (SessionGrant, [Change]) {
        let grant = SessionGrant(
            for: account.id,
            proof: .ofPassword(at: now),
            until: suspension?.endsAt,
            client: client,
            at: now,
            in: world
        )
        var data = ["amr": "pwd"]
        data["device"] = device?.id.rawValue
        data["suspension"] = suspension?.id.rawValue
        let event = try world.event(
            .signInSucceeded,
            about: account,
            by: .member(account.id),
            from: client,
            data: data,
            at: now
        )
        return (grant, [.insertSession(grant.session), event])
    }
}
