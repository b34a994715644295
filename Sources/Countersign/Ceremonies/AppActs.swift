import Foundation

/// Apps and their API keys, as the host makes them.
package struct AppActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// A key as it was made: what it sends is known now and never again.
    package struct NewKey: Sendable {
        package let key: APIKey
        /// Shown once.
        package let token: Token
        /// What the app sends: `Authorization: Bearer cs_…`.
        package var text: String { APIKey.prefix + token.text }
    }

    /// A new key of an app; without `app`, of a new app with the key's label.
    package func createKey(
        label: String,
        scopes: Set<Scope>,
        reach: Reach,
        app existing: App?,
        allowsVerifyWithoutFirstFactor: Bool = false,
        expiresAt: Date? = nil,
        actor: Event.Actor
    ) async throws -> NewKey {
        let now = world.now()
        var changes: [Change] = []
        let app: App
        if let existing {
            app = existing
        } else {
            app = App(
                id: world.makeID(),
                label: label,
                allowsVerifyWithoutFirstFactor: allowsVerifyWithoutFirstFactor,
                createdAt: now
            )
            changes.append(.insertApp(app))
            changes.append(
                try world.event(.appCreated, about: nil, by: actor, data: ["app": app.id.rawValue], at: now)
            )
        }
        let token = Token(random: world.random)
        let key = APIKey(
            id: world.makeID(),
            appID: app.id,
            label: label,
            keyHash: token.hash,
            scopes: scopes,
            reach: reach,
            createdAt: now,
            expiresAt: expiresAt
        )
        changes.append(.insertAPIKey(key))
        changes.append(
            try world.event(
                .apiKeyCreated,
                about: nil,
                by: actor,
                data: [
                    "app": app.id.rawValue, "key": key.id.rawValue, "reach": reach.rawValue,
                    "scopes": scopes.map(\.rawValue).sorted().joined(separator: " "),
                ],
                at: now
            )
        )
        try await world.commit(changes)
        return NewKey(key: key, token: token)
    }

    /// - Throws: `CeremonyFault.gone` if it was revoked before.
    package func revokeKey(_ key: APIKey, actor: Event.Actor) async throws {
        let now = world.now()
        try await world.commit([
            .revokeAPIKey(key.id, at: now),
            try world.event(
                .apiKeyRevoked,
                about: nil,
                by: actor,
                data: ["app": key.appID.rawValue, "key": key.id.rawValue],
                at: now
            ),
        ])
    }
}

extension APIKey {
    /// So that a key is known as one, by people and by tools that look for leaked secrets.
    package static let prefix = "cs_"

    /// The token in what an app sent, or nil if it is no key of ours.
    package static func token(in text: String) -> Token? {
        guard text.hasPrefix(prefix) else { return nil }
        return Token(shown: String(text.dropFirst(prefix.count)))
    }

    /// Neither revoked nor past its end.
    package func isGood(at now: Date) -> Bool {
        revokedAt == nil && expiresAt.map { now < $0 } ?? true
    }
}
