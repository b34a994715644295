import Foundation

/// What the server sent by mail and waits for: a code, a link or both. Bound to one purpose and an end time.
package struct Challenge: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Challenge>

    package let id: ID
    package let purpose: Purpose
    /// Of a second step: the kind of factor that it is to be answered with.
    package let kind: Kind?
    /// Of a second step: the door that it was issued at, see `SecondStep.Door.binding`. It is answered nowhere else.
    package let boundTo: String?
    /// Nil while there is no account yet (sign-up, first owner).
    package let accountID: Account.ID?
    /// Keyed hash of the six digits, where a code was sent.
    package let codeHash: [UInt8]?
    /// Hash of the link's token, where a link was sent.
    package let linkHash: [UInt8]?
    /// Hash of the cookie of the browser that asked; the code works only there.
    package let browserHash: [UInt8]?
    /// What the purpose needs (an address, a password hash, what the mail told), sealed.
    package var sealedPayload: [UInt8]
    package var wrongAnswers: Int
    package let createdAt: Date
    package var expiresAt: Date
    /// Kept for a while after its end, so that an old link can be told what happened to it.
    package var ended: Ending?

    package enum Purpose: String, Sendable, Codable, CaseIterable {
        case signUp = "sign_up"
        case firstOwner = "first_owner"
        /// The link of an invitation. The payload is who is invited to what.
        case invitation
        case confirmEmail = "confirm_email"
        /// Two of these belong together: one at the old address, one at the new.
        case changeEmail = "change_email"
        case resetPassword = "reset_password"
        case notMe = "not_me"
        /// Proves the mailbox of somebody who asks for help getting in. The payload is what they said.
        case recovery
        /// "Cancel, this wasn't me": the payload is the request's id.
        case cancelRecovery = "cancel_recovery"
        /// "Keep my account": the link of a mail about its deletion.
        case keepAccount = "keep_account"
        /// What a method issued and waits for: a mailed code, a WebAuthn challenge. The payload is the method's own.
        case secondStep = "second_step"
        /// A passkey's challenge for somebody of whom nothing is known yet.
        case passkeySignIn = "passkey_sign_in"
    }

    package enum Ending: String, Sendable, Codable {
        case used
        case replaced
        /// By too many wrong codes.
        case exhausted
        case cancelled
    }

    package init(
        id: ID,
        purpose: Purpose,
        kind: Kind? = nil,
        boundTo: String? = nil,
        accountID: Account.ID?,
        codeHash: [UInt8]? = nil,
        linkHash: [UInt8]? = nil,
        browserHash: [UInt8]? = nil,
        sealedPayload: [UInt8],
        wrongAnswers: Int = 0,
        createdAt: Date,
        expiresAt: Date,
        ended: Ending? = nil
    ) {
        self.id = id
        self.purpose = purpose
        self.kind = kind
        self.boundTo = boundTo
        self.accountID = accountID
        self.codeHash = codeHash
        self.linkHash = linkHash
        self.browserHash = browserHash
        self.sealedPayload = sealedPayload
        self.wrongAnswers = wrongAnswers
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.ended = ended
    }
}
