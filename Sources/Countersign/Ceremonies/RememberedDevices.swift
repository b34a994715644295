import Foundation

/// Devices that are not asked for the second step: made after one, shown at a later sign-in, ended.
package struct RememberedDevices: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Those that would still count, the one used last first.
    package func all(of account: Account.ID) async throws -> [RememberedDevice] {
        let now = world.now()
        guard let dossier = try await world.store.dossier(of: account) else { return [] }
        return try await world.store.devices(of: account).filter { world.counts($0, of: dossier, at: now) }
            .sorted { $0.lastUsedAt > $1.lastUsedAt }
    }

    /// Ends one; of another account's it knows nothing.
    ///
    /// - Throws: `CeremonyFault.gone` if the account has no such device.
    package func forget(
        _ id: RememberedDevice.ID,
        of account: Account.ID,
        client: Client?,
        actor: Event.Actor
    ) async throws {
        try await world.decide(about: account) { dossier, now in
            guard let device = try await world.store.device(id), device.accountID == account else {
                throw CeremonyFault.gone
            }
            return Decision((), try world.forgetting(device, of: dossier.account, by: actor, from: client, at: now))
        }
    }

    /// Ends all of an account's.
    ///
    /// - Returns: how many.
    package func forgetAll(of account: Account.ID, client: Client?, actor: Event.Actor) async throws -> Int {
        try await world.decide(about: account) { dossier, now in
            let devices = try await world.store.devices(of: account)
            return Decision(
                devices.count,
                try devices.flatMap {
                    try world.forgetting($0, of: dossier.account, by: actor, from: client, at: now)
                }
            )
        }
    }
}

/// What came of a device's token.
enum DeviceUse: Sendable {
    /// It stands in for the second step.
    /// - Parameters:
    ///   - before: where it was seen last.
    ///   - next: the token that replaces it; nil where another tab has it already.
    case accepted(RememberedDevice, before: Client, next: DeviceToken?, changes: [Change])
    /// An old token: the device has ended and its owner was told.
    case reused(changes: [Change])
    /// Not one of this account and door, or past its end.
    case unknown
}

extension Surroundings {
    /// Whether a device is within its time, and within what is now allowed.
    func counts(_ device: RememberedDevice, of dossier: Dossier, at now: Date) -> Bool {
        let longest = Double(policy(for: dossier).rememberedDeviceDays.value) * 24 * 3600
        return now < device.expiresAt && now.timeIntervalSince(device.createdAt) < longest
    }

    /// Judges a token that was shown at a door, and says what is to be written for it.
    ///
    /// To be called within a decision about the account: the device is read after it, and whatever changes a device
    /// raises the account's revision, so of two tabs that come at once the second sees what the first has written.
    func judge(
        _ shown: DeviceToken,
        of app: App.ID?,
        on dossier: Dossier,
        from client: Client?,
        by actor: Event.Actor,
        at now: Date
    ) async throws -> DeviceUse {
        let account = dossier.account
        guard let device = try await store.device(shown.device), device.accountID == account.id,
            device.appID == app, counts(device, of: dossier, at: now)
        else { return .unknown }
        switch device.judge(shown.token, at: now) {
        case .current:
            let token = Token(random: random)
            let next = device.rotated(to: token, from: client, at: now)
            return .accepted(
                next,
                before: device.client,
                next: DeviceToken(device: next.id, token: token),
                changes: [.saveDevice(next)]
            )
        case .justReplaced:
            return .accepted(device, before: device.client, next: nil, changes: [])
        case .reused:
            // Whoever has no second factor behind their session came in by a device, perhaps by the copy.
            let opened = try await store.sessions(of: account.id).filter { $0.proof.secondFactorAt == nil }
            return .reused(
                changes: opened.map { .endSession($0.id, account.id) } + [
                    .removeDevice(device.id, account.id),
                    try event(
                        .deviceTokenReused,
                        about: account,
                        by: actor,
                        from: client,
                        data: device.told,
                        at: now
                    ),
                ] + (try tell(account, .deviceTokenReused, from: client, at: now))
            )
        }
    }

    /// Remembers a device after a right second step; nil where that is not allowed.
    ///
    /// - Parameter replacing: what the same browser shows so far: if it is the account's, it ends.
    func remembering(
        for dossier: Dossier,
        app: App.ID?,
        replacing shown: DeviceToken?,
        from client: Client?,
        by actor: Event.Actor,
        at now: Date
    ) async throws -> (token: DeviceToken, lifetime: TimeInterval, changes: [Change])? {
        let account = dossier.account
        let days = policy(for: dossier).rememberedDeviceDays.value
        guard days > 0 else { return nil }
        let lifetime = Double(days) * 24 * 3600
        let token = Token(random: random)
        let device = RememberedDevice(
            id: makeID(),
            accountID: account.id,
            appID: app,
            tokenHash: token.hash,
            rotatedAt: now,
            createdAt: now,
            lastUsedAt: now,
            expiresAt: now.addingTimeInterval(lifetime),
            client: client ?? Client(address: "", userAgent: "")
        )
        let others = try await store.devices(of: account.id)
        let replaced = others.filter { $0.id == shown?.device && $0.appID == app }
        let kept = others.filter { other in !replaced.contains { $0.id == other.id } }
            .sorted { $0.lastUsedAt < $1.lastUsedAt }
        let givingWay = kept.prefix(max(0, kept.count - RememberedDevice.mostPerAccount + 1))
        var changes = (replaced + givingWay).map { Change.removeDevice($0.id, account.id) }
        changes.append(.insertDevice(device))
        changes.append(
            try event(.deviceRemembered, about: account, by: actor, from: client, data: device.told, at: now)
        )
        return (DeviceToken(device: device.id, token: token), lifetime, changes)
    }

    func forgetting(
        _ device: RememberedDevice,
        of account: Account,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        [
            .removeDevice(device.id, account.id),
            try event(.deviceForgotten, about: account, by: actor, from: client, data: device.told, at: now),
        ]
    }
}

extension RememberedDevice {
    /// What events say of it.
    var told: [String: String] {
        var data = ["device": id.rawValue]
        data["app"] = appID?.rawValue
        return data
    }
}
