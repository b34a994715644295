import Foundation

/// Signing in with name and password, up to the second step.
package struct SignIn: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    package enum Outcome: Sendable {
        /// No second step: the account has no factor.
        /// - Parameter stop: when it has to have one, if that is in sight.
        case signedIn(SessionGrant, Stop?)
        /// A remembered device stood in for the second step.
        /// - Parameter device: its next token; nil where another tab has it already.
        case remembered(SessionGrant, Dossier, device: DeviceGrant?)
        /// An approved request lets this browser set up a new factor, and nothing else.
        case recovering(SessionGrant)
        case secondStep(SignInGrant, Dossier)
        /// Unknown name or wrong password: nobody is told which.
        case wrong
        /// Too many wrong ones from there: this one was not looked at, or was the one that cost the wait.
        case wait(PasswordWait)
        /// Told only after a right password.
        case closed(Account)
    }

    /// - Parameters:
    ///   - browserToken: the cookie of a browser that proved a second factor before; it has a row of its own.
    ///   - device: the cookie of a browser that was asked to be remembered.
    ///   - recovery: the cookie of a browser that asked for help getting in.
    package func password(
        name: String,
        password: String,
        browserToken: Token?,
        device: DeviceToken? = nil,
        recovery: Token? = nil,
        client: Client
    ) async throws -> Outcome {
        let identifier = SignInIdentifier(name)
        let found = try await world.store.dossier(named: identifier)
        let browser = try await knownBrowser(browserToken, of: found?.account.id)
        let gate = PasswordGate(identifier: identifier, browser: browser?.id, client: client, world: world)
        let entry: FailureTally.Entry
        let waitIfWrong: PasswordWait?
        switch try await gate.enter() {
        case .wait(let wait): return .wait(wait)
        case .charged(let charged, let thenWaits): (entry, waitIfWrong) = (charged, thenWaits)
        }
        let caller: HashingCaller = browser == nil ? .stranger(network: gate.network.description) : .known
        // A password this long is nobody's; it is hashed against nothing, so that it costs the same.
        let isPlausible = password.utf8.count <= PasswordRules.length.upperBound * 16
        let check = try await world.passwords.check(
            isPlausible ? password : "",
            of: isPlausible ? found?.account : nil,
            for: caller
        )
        guard let found, check.isRight else {
            try await recordWrong(entry, account: found?.account, client: client)
            return waitIfWrong.map { .wait($0) } ?? .wrong
        }
        try await gate.leave()
        let newHash = check == .rightButOutdated ? try await world.hasher.hash(password, for: .known) : nil
        return try await begin(
            found.account,
            newHash: newHash,
            browser: browser,
            device: device,
            recovery: recovery,
            client: client
        )
    }

    /// Begins a session, or a second step, if the account is still the one whose password was right.
    private func begin(
        _ checked: Account,
        newHash: String?,
        browser: KnownBrowser?,
        device: DeviceToken?,
        recovery: Token?,
        client: Client
    ) async throws -> Outcome {
        try await world.decide(about: checked.id) { dossier, now in
            guard dossier.account.passwordHash == checked.passwordHash else { return Decision(.wrong) }
            guard dossier.account.state == .active else {
                let event = try world.event(
                    .signInRefused,
                    about: dossier.account,
                    by: .member(dossier.account.id),
                    from: client,
                    data: ["state": dossier.account.state.rawValue],
                    at: now
                )
                return Decision(.closed(dossier.account), [event])
            }
            var changes: [Change] = []
            if let newHash {
                var account = dossier.account
                account.passwordHash = newHash
                changes.append(.saveAccount(account))
            }
            let dossier = world.atDoor(dossier, signingIn: true, at: now)
            if dossier.factors.isEmpty {
                let grant = try session(by: nil, for: dossier.account, from: client, at: now, &changes)
                return Decision(.signedIn(grant, world.stop(of: dossier, at: now)), changes)
            }
            if let suspension = dossier.suspension(at: now, from: client), !suspension.terms.needsEmailCode {
                changes += try await world.cancellingRecoveries(
                    of: dossier.account,
                    because: "signed in",
                    by: .member(dossier.account.id),
                    from: client,
                    at: now
                )
                let grant = try session(
                    by: nil,
                    under: suspension,
                    for: dossier.account,
                    from: client,
                    at: now,
                    &changes
                )
                return Decision(.signedIn(grant, world.stop(of: dossier, at: now)), changes)
            }
            var wasReused = false
            if let device {
                let use = try await world.judge(
                    device,
                    of: nil,
                    on: dossier,
                    from: client,
                    by: .member(dossier.account.id),
                    at: now
                )
                switch use {
                case .accepted(let used, let next, let uses):
                    changes += uses
                    if let browser { changes.append(.touchKnownBrowser(browser.id, at: now)) }
                    changes += try await world.cancellingRecoveries(
                        of: dossier.account,
                        because: "signed in",
                        by: .member(dossier.account.id),
                        from: client,
                        at: now
                    )
                    let grant = try session(by: used, for: dossier.account, from: client, at: now, &changes)
                    return Decision(
                        .remembered(grant, dossier, device: next.map { DeviceGrant($0, of: used, at: now) }),
                        changes
                    )
                case .reused(let ends):
                    changes += ends
                    wasReused = true
                case .unknown:
                    break
                }
            }
            if let recovery, let request = try await world.letIn(recovery, dossier, at: now) {
                let grant = try entering(request, dossier.account, from: client, at: now, &changes)
                return Decision(.recovering(grant), changes)
            }
            let grant = SignInGrant(
                for: dossier.account.id,
                browser: browser?.id,
                client: client,
                at: now,
                endsDevice: wasReused,
                in: world
            )
            changes.append(.insertSignIn(grant.signIn))
            return Decision(.secondStep(grant, try world.standing(dossier, at: now, from: client)), changes)
        }
    }

    /// A session by the password alone, perhaps in a browser that is remembered: its proof says no more than that.
    ///
    /// - Parameter suspension: what lifted the second step; the session ends with it.
    private func session(
        by device: RememberedDevice?,
        under suspension: Measure? = nil,
        for account: Account,
        from client: Client,
        at now: Date,
        _ changes: inout [Change]
    ) throws -> SessionGrant {
        let grant = SessionGrant(
            for: account.id,
            proof: Proof(methods: ["pwd"], passwordAt: now, secondFactorAt: nil),
            until: suspension?.endsAt,
            client: client,
            at: now,
            in: world
        )
        var data = ["amr": "pwd"]
        data["device"] = device?.id.rawValue
        data["suspension"] = suspension?.id.rawValue
        changes.append(.insertSession(grant.session))
        changes.append(
            try world.event(
                .signInSucceeded,
                about: account,
                by: .member(account.id),
                from: client,
                data: data,
                at: now
            )
        )
        return grant
    }

    /// A session that may do nothing but set up a new factor, for an hour.
    private func entering(
        _ request: RecoveryRequest,
        _ account: Account,
        from client: Client,
        at now: Date,
        _ changes: inout [Change]
    ) throws -> SessionGrant {
        let grant = SessionGrant(
            for: account.id,
            proof: Proof(methods: ["pwd"], passwordAt: now, secondFactorAt: nil),
            recovery: request.id,
            client: client,
            at: now,
            in: world
        )
        changes.append(.insertSession(grant.session))
        changes.append(
            try world.event(
                .recoveryEntered,
                about: account,
                by: .member(account.id),
                from: client,
                data: ["reference": request.reference],
                at: now
            )
        )
        return grant
    }

    private func recordWrong(_ entry: FailureTally.Entry, account: Account?, client: Client) async throws {
        var changes: [Change] = []
        let now = world.now()
        let actor: Event.Actor = account.map { .member($0.id) } ?? .visitor
        if entry.isEvent {
            changes.append(try world.event(.passwordWrong, about: account, by: actor, from: client, at: now))
        }
        if entry.counted > 0 {
            changes.append(
                try world.event(
                    .passwordFailuresCounted,
                    about: account,
                    by: actor,
                    from: client,
                    data: ["count": String(entry.counted)],
                    at: now
                )
            )
        }
        if !changes.isEmpty { try await world.commit(changes) }
    }

    func knownBrowser(_ token: Token?, of account: Account.ID?) async throws -> KnownBrowser? {
        guard let token, let account, let browser = try await world.store.knownBrowser(tokenHash: token.hash),
            browser.accountID == account
        else { return nil }
        return browser
    }
}

/// A new session and the token that only its browser gets.
package struct SessionGrant: Sendable {
    package let session: Session
    package let token: Token

    init(
        for account: Account.ID,
        proof: Proof,
        recovery: RecoveryRequest.ID? = nil,
        until end: Date? = nil,
        client: Client,
        at now: Date,
        in world: Surroundings
    ) {
        token = Token(random: world.random)
        let usual = now.addingTimeInterval(recovery == nil ? world.settings.sessionLifetime : Recovery.sessionTime)
        session = Session(
            id: world.makeID(),
            tokenHash: token.hash,
            accountID: account,
            createdAt: now,
            lastSeenAt: now,
            expiresAt: min(usual, end ?? usual),
            proof: proof,
            client: client,
            recoveryID: recovery
        )
    }
}

/// What a browser is to be remembered by from now on.
package struct DeviceGrant: Sendable {
    package let token: DeviceToken
    /// In seconds, from now on.
    package let lifetime: TimeInterval

    init(_ token: DeviceToken, of device: RememberedDevice, at now: Date) {
        self.init(token, lifetime: device.expiresAt.timeIntervalSince(now))
    }

    init(_ token: DeviceToken, lifetime: TimeInterval) {
        self.token = token
        self.lifetime = lifetime
    }
}

/// A sign-in whose second step is to come, and the token that only its browser gets.
package struct SignInGrant: Sendable {
    package let signIn: SignInUnderWay
    package let token: Token
    /// The browser showed an old token of a remembered device, which has ended by that.
    package let endsDevice: Bool

    init(
        for account: Account.ID,
        browser: KnownBrowser.ID?,
        client: Client,
        at now: Date,
        endsDevice: Bool = false,
        in world: Surroundings
    ) {
        self.endsDevice = endsDevice
        token = Token(random: world.random)
        signIn = SignInUnderWay(
            id: world.makeID(),
            tokenHash: token.hash,
            accountID: account,
            passwordAt: now,
            createdAt: now,
            expiresAt: now.addingTimeInterval(world.settings.signInLifetime),
            client: client,
            browserID: browser
        )
    }
}
