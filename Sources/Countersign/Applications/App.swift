import Foundation

/// A program that uses Countersign. Its API keys belong to it.
package struct App: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<App>

    package let id: ID
    package var label: String
    /// Whether `verify` may be called without `"first_factor": true`; such calls have a budget of their own.
    package var allowsVerifyWithoutFirstFactor: Bool
    package let createdAt: Date

    package init(id: ID, label: String, allowsVerifyWithoutFirstFactor: Bool = false, createdAt: Date) {
        self.id = id
        self.label = label
        self.allowsVerifyWithoutFirstFactor = allowsVerifyWithoutFirstFactor
        self.createdAt = createdAt
    }
}

/// A key by which an app calls the API. Shown once, kept as a hash.
package struct APIKey: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<APIKey>

    package let id: ID
    package let appID: App.ID
    package var label: String
    package let keyHash: [UInt8]
    package let scopes: Set<Scope>
    package let reach: Reach
    package let createdAt: Date
    package let expiresAt: Date?
    package var revokedAt: Date?

    package init(
        id: ID,
        appID: App.ID,
        label: String,
        keyHash: [UInt8],
        scopes: Set<Scope>,
        reach: Reach,
        createdAt: Date,
        expiresAt: Date? = nil,
        revokedAt: Date? = nil
    ) {
        self.id = id
        self.appID = appID
        self.label = label
        self.keyHash = keyHash
        self.scopes = scopes
        self.reach = reach
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}

/// What a key may do: a closed list. A missing scope is 403.
package enum Scope: String, Sendable, Codable, CaseIterable {
    case verify
    case accounts
    case factors
    case `import`
    case support
    case events
    case policy
}

/// Whom a key reaches. Any other account is as good as absent: 404.
package enum Reach: Sendable, Equatable, RawRepresentable {
    /// The accounts that the key's app created.
    case own
    case organisation(Organisation.ID)
    /// Every account; only the host gives it.
    case all

    package init?(rawValue: String) {
        switch rawValue {
        case "own": self = .own
        case "all": self = .all
        default:
            guard rawValue.hasPrefix("organisation:") else { return nil }
            let id = rawValue.dropFirst("organisation:".count)
            guard !id.isEmpty else { return nil }
            self = .organisation(Organisation.ID(String(id)))
        }
    }

    package var rawValue: String {
        switch self {
        case .own: "own"
        case .organisation(let id): "organisation:\(id)"
        case .all: "all"
        }
    }
}
