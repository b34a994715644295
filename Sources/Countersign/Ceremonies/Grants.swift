import Foundation

// What a browser is handed at a door, for its cookies: a session, a sign-in under way, or that it is remembered.

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
