import Foundation
import YubicoOTP

/// The operator's acts on imported YubiKeys and on the programs that ask about them.
package struct YubiKeyActs: Sendable {
    let world: Surroundings

    /// So many keys are written at once.
    private static let batch = 500

    package init(in world: Surroundings) {
        self.world = world
    }

    // MARK: Keys

    /// One key to import.
    package struct NewKey: Sendable {
        package let publicID: PublicID
        package let secrets: KeySecrets
        package let label: String
        package let serial: Int64?

        package init(publicID: PublicID, secrets: KeySecrets, label: String = "", serial: Int64? = nil) {
            self.publicID = publicID
            self.secrets = secrets
            self.label = label
            self.serial = serial
        }
    }

    /// What an import makes, or would make, of one key.
    package enum Finding: Sendable, Equatable {
        case new
        /// It is here with the same secrets.
        case known
        /// Another is here under its public id: to replace it, remove it first.
        case different
        /// Without a public id its codes could not be told from others.
        case nameless
    }

    /// What importing it would make of it, as things stand now.
    package func finding(on key: NewKey) async throws -> Finding {
        guard !key.publicID.text.isEmpty else { return .nameless }
        guard let kept = try await world.store.yubiKey(key.publicID) else { return .new }
        let secrets = try world.workshop.open(YubiKeySecrets.self, kept.sealedSecrets, at: .yubiKey(key.publicID))
        return secrets.secrets == key.secrets ? .known : .different
    }

    /// Writes keys that were found to be new, in steps; a step is written whole or not at all.
    ///
    /// - Parameter progress: how many are written.
    /// - Throws: `CeremonyFault.taken` if one of them came in meanwhile.
    package func add(_ keys: [NewKey], actor: Event.Actor, progress: (Int) -> Void = { _ in }) async throws {
        var rest = keys[...]
        while !rest.isEmpty {
            let now = world.now()
            let step = rest.prefix(Self.batch)
            var changes = try step.map { key in
                Change.insertYubiKey(
                    YubiKey(
                        publicID: key.publicID,
                        sealedSecrets: try world.workshop.seal(
                            YubiKeySecrets(secrets: key.secrets),
                            at: .yubiKey(key.publicID)
                        ),
                        label: key.label,
                        serial: key.serial,
                        createdAt: now
                    )
                )
            }
            let data = ["count": String(step.count)]
            changes.append(try world.event(.yubiKeysImported, about: nil, by: actor, data: data, at: now))
            try await world.commit(changes)
            rest = rest.dropFirst(step.count)
            progress(keys.count - rest.count)
        }
    }

    /// - Throws: `CeremonyFault.gone` if there is no such key.
    package func enable(_ id: PublicID, _ isEnabled: Bool, actor: Event.Actor) async throws {
        try await change(id, .enableYubiKey(id, isEnabled), isEnabled ? .yubiKeyEnabled : .yubiKeyDisabled, actor)
    }

    /// - Throws: `CeremonyFault.gone` if there is no such key.
    package func remove(_ id: PublicID, actor: Event.Actor) async throws {
        try await change(id, .removeYubiKey(id), .yubiKeyRemoved, actor)
    }

    private func change(_ id: PublicID, _ change: Change, _ kind: Event.Kind, _ actor: Event.Actor) async throws {
        let event = try world.event(kind, about: nil, by: actor, data: ["key": id.text], at: world.now())
        try await world.commit([change, event])
    }

    // MARK: Programs that ask

    /// A program that may ask from now on.
    package struct NewClient: Sendable {
        package let client: ValidationClient
        /// Shown once.
        package let key: YubicoOTP.APIKey
    }

    /// Takes the next free number. Two at once get two.
    ///
    /// - Parameter mayAskUnsigned: whether its requests need no signature.
    package func createClient(label: String, mayAskUnsigned: Bool, actor: Event.Actor) async throws -> NewClient {
        // As long as Yubico's own.
        let key = try YubicoOTP.APIKey(world.random(20))
        var triesLeft = 10
        while true {
            let now = world.now()
            let number = (try await world.store.validationClients().last?.number ?? 0) + 1
            let client = ValidationClient(
                number: number,
                label: label,
                sealedKey: try world.workshop.seal(key.bytes, at: .validationClient(number)),
                mayAskUnsigned: mayAskUnsigned,
                createdAt: now
            )
            let data = ["client": String(number)]
            let event = try world.event(.validationClientCreated, about: nil, by: actor, data: data, at: now)
            do {
                try await world.commit([.insertValidationClient(client), event])
                return NewClient(client: client, key: key)
            } catch CeremonyFault.taken where triesLeft > 0 {
                // Another made one just now: the next number.
                triesLeft -= 1
            }
        }
    }

    /// - Throws: `CeremonyFault.gone` if there is none, or it was revoked before.
    package func revokeClient(_ number: Int64, actor: Event.Actor) async throws {
        let now = world.now()
        let data = ["client": String(number)]
        let event = try world.event(.validationClientRevoked, about: nil, by: actor, data: data, at: now)
        try await world.commit([.revokeValidationClient(number, at: now), event])
    }
}
