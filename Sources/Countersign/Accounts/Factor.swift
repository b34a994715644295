import Foundation

/// One second factor of one account. Only confirmed factors are stored as such; see `Draft` for those not yet confirmed.
package struct Factor: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Factor>

    package let id: ID
    package let accountID: Account.ID
    package let kind: Kind
    /// What the person calls it: "Sam's Pixel". May be empty; then screens use the kind's name.
    package var label: String
    /// What is looked up, unique per kind where a kind has one: a passkey's id, a YubiKey's public id.
    package var handle: String?
    /// The method's `State`, sealed.
    package var sealedState: [UInt8]
    package let createdAt: Date
    package var lastUsedAt: Date?

    package init(
        id: ID,
        accountID: Account.ID,
        kind: Kind,
        label: String,
        handle: String? = nil,
        sealedState: [UInt8],
        createdAt: Date,
        lastUsedAt: Date? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.kind = kind
        self.label = label
        self.handle = handle
        self.sealedState = sealedState
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
    }
}

/// A kind of factor, by the name that stands in tables, the API and events.
package struct Kind: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package var description: String { rawValue }
}

/// An enrolment that was begun and is not confirmed. Its id becomes the factor's id.
package struct Draft: Sendable, Equatable, Identifiable {
    package let id: Factor.ID
    package let accountID: Account.ID
    package let kind: Kind
    package var label: String
    /// The method's `Draft`, sealed.
    package var sealedState: [UInt8]
    /// Wrong answers so far; the twentieth ends the draft.
    package var wrongAnswers: Int
    /// The factor that stops when this one is confirmed: "move to a new phone".
    package let replaces: Factor.ID?
    /// The browser that began it and alone may go on with it, for its secret is shown there; nil where an app did.
    package let browserHash: [UInt8]?
    package let createdAt: Date
    package let expiresAt: Date

    package init(
        id: Factor.ID,
        accountID: Account.ID,
        kind: Kind,
        label: String,
        sealedState: [UInt8],
        wrongAnswers: Int = 0,
        replaces: Factor.ID? = nil,
        browserHash: [UInt8]? = nil,
        createdAt: Date,
        expiresAt: Date
    ) {
        self.id = id
        self.accountID = accountID
        self.kind = kind
        self.label = label
        self.sealedState = sealedState
        self.wrongAnswers = wrongAnswers
        self.replaces = replaces
        self.browserHash = browserHash
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
