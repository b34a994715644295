import Foundation

/// A browser, or an app's client, that is not asked for the second step for some days after it gave one.
///
/// Its token changes with each use, and the one before is kept for two tabs that come at once: whoever shows an older
/// one has copied it, or was copied.
package struct RememberedDevice: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<RememberedDevice>

    /// How long the token before is still good.
    package static let grace: TimeInterval = 30
    /// So many an account; the one not used for longest gives way.
    package static let mostPerAccount = 20

    package let id: ID
    package let accountID: Account.ID
    /// Whose it is where an app keeps the token; nil for a browser of the portal. It is good nowhere else.
    package let appID: App.ID?
    package var tokenHash: [UInt8]
    package var previousHash: [UInt8]?
    package var rotatedAt: Date
    package let createdAt: Date
    package var lastUsedAt: Date
    /// Fixed when it was made: use does not prolong it.
    package let expiresAt: Date
    /// Where it was last used from.
    package var client: Client

    package init(
        id: ID,
        accountID: Account.ID,
        appID: App.ID? = nil,
        tokenHash: [UInt8],
        previousHash: [UInt8]? = nil,
        rotatedAt: Date,
        createdAt: Date,
        lastUsedAt: Date,
        expiresAt: Date,
        client: Client
    ) {
        self.id = id
        self.accountID = accountID
        self.appID = appID
        self.tokenHash = tokenHash
        self.previousHash = previousHash
        self.rotatedAt = rotatedAt
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
        self.client = client
    }

    package enum Verdict: Sendable, Equatable {
        /// The token of the moment: it is to be replaced.
        case current
        /// The one before, shortly after it was replaced: another tab was first.
        case justReplaced
        /// One that was replaced longer ago.
        case reused
    }

    /// What a token that names this device is worth. Its end is another question.
    package func judge(_ token: Token, at now: Date) -> Verdict {
        if ConstantTime.areEqual(tokenHash, token.hash) { return .current }
        // Nodes need not agree on the time to the second, so a rotation may lie a little ahead.
        guard let previousHash, ConstantTime.areEqual(previousHash, token.hash),
            abs(now.timeIntervalSince(rotatedAt)) <= Self.grace
        else { return .reused }
        return .justReplaced
    }

    /// The same with a new token, used now.
    func rotated(to token: Token, from client: Client?, at now: Date) -> RememberedDevice {
        var device = self
        device.previousHash = tokenHash
        device.tokenHash = token.hash
        device.rotatedAt = now
        device.lastUsedAt = now
        if let client { device.client = client }
        return device
    }
}

/// What a remembered device shows: which one it is, and its token. Prints as `•••`.
package struct DeviceToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let device: RememberedDevice.ID
    package let token: Token

    package init(device: RememberedDevice.ID, token: Token) {
        self.device = device
        self.token = token
    }

    /// One that somebody showed us: id and token with a dot between; nil if it cannot be one.
    package init?(shown text: String) {
        guard text.utf8.count <= 128 else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = parts.first, let last = parts.last, !id.isEmpty,
            id.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }),
            let token = Token(shown: String(last))
        else { return nil }
        self.init(device: RememberedDevice.ID(String(id)), token: token)
    }

    package var text: String { "\(device).\(token.text)" }

    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
