import Foundation

/// Signing in with name and password, up to the second step.
package struct SignIn: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What name and password led to.
    package enum Outcome: Sendable {
        /// No second step: the account has no factor.
        /// - Parameters:
        ///   - browser: what its browser is known by from now on; nil where it is known already, or may not be.
        ///   - stop: when it has to have one, if that is in sight.
        case signedIn(SessionGrant, browser: Token?, Stop?)
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
    ///   - undoing: the link of a changed address that is to be undone: who knows only the earlier one gets in by that.
    package func password(
        name: String,
        password: String,
        browserToken: Token?,
        device: DeviceToken? = nil,
        recovery: Token? = nil,
        undoing: Token? = nil,
        client: Client
    ) async throws -> Outcome {
        let identifier = SignInIdentifier(name)
        var found = try await world.store.dossier(named: identifier)
        if found == nil, let undoing,
            let id = try await NotMe(in: world).account(of: undoing, formerly: identifier)
        {
            found = try await world.store.dossier(of: id)
        }
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
        let newHash = check == .rightButOutdated ? try await world.hash(chosen: password, for: .known) : nil
        let entering = AfterPassword(
            checked: found.account,
            newHash: newHash,
            browser: browser,
            device: device,
            recovery: recovery,
            client: client,
            world: world
        )
        return try await world.decide(about: found.account.id) { dossier, now in
            try await entering.decision(for: dossier, at: now)
        }
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
