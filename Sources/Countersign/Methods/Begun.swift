import Foundation

/// What a method began: what is kept of it, what is shown, and what is to be mailed.
package struct Begun<Kept: Sendable>: Sendable {
    package var kept: Kept
    /// For the page or the app that asked, by the field names of the API.
    package var shown: [String: String]
    package var mail: CodeMail?

    package init(_ kept: Kept, shown: [String: String] = [:], mail: CodeMail? = nil) {
        self.kept = kept
        self.shown = shown
        self.mail = mail
    }
}

/// A code to be mailed. The row of the outbox gets the id, so that whoever waits can be told what became of it.
package struct CodeMail: Sendable, CustomStringConvertible, CustomReflectable {
    package let id: OutboxMail.ID
    package let address: String
    package let code: String
    /// Shown in the mail and on the page that asked, to tell one mail from another.
    package let reference: String
    package let sentAt: Date
    package let expiresAt: Date

    package init(
        id: OutboxMail.ID,
        address: String,
        code: String,
        reference: String,
        sentAt: Date,
        expiresAt: Date
    ) {
        self.id = id
        self.address = address
        self.code = code
        self.reference = reference
        self.sentAt = sentAt
        self.expiresAt = expiresAt
    }

    package var description: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a method may use besides its own values: the moment, fresh bytes, and keyed hashes for what is short.
package struct MethodTools: Sendable {
    package let now: Date
    package let random: @Sendable (Int) -> [UInt8]
    /// The account's own address, which need not be confirmed: an enrolment may prove it.
    package let email: String?
    /// The only one that a code to sign in with may go to.
    package let confirmedEmail: String?
    /// What a new passkey has to prove, where that is not as the server has it for everybody.
    package var passkeys: PasskeySettings?
    private let keys: KeyRing
    /// What hashes are bound to: the id of the draft or challenge.
    private let subject: String
    private let mailID: @Sendable () -> OutboxMail.ID

    package init(
        now: Date,
        random: @escaping @Sendable (Int) -> [UInt8],
        email: String? = nil,
        confirmedEmail: String? = nil,
        keys: KeyRing,
        subject: String,
        mailID: @escaping @Sendable () -> OutboxMail.ID
    ) {
        self.now = now
        self.random = random
        self.email = email
        self.confirmedEmail = confirmedEmail
        self.keys = keys
        self.subject = subject
        self.mailID = mailID
    }

    /// A keyed hash of a code that was sent: with the database alone nobody finds the code.
    package func hash(_ code: String) -> [UInt8] {
        keys.hash(of: [subject, code], for: .mailedCode)
    }

    /// In constant time.
    package func matches(_ hash: [UInt8], _ code: String) -> Bool {
        keys.matches(hash, parts: [subject, code], for: .mailedCode)
    }

    package func makeMailID() -> OutboxMail.ID { mailID() }
}

/// What an answer is wanted for.
package struct ChallengeRequest: Sendable {
    /// Short codes are not looked at: a kind that can should issue something long instead.
    package let codesArePaused: Bool
    /// The account has factors of this kind alone, so that there is nothing stronger to get in with.
    package let isOnlyKind: Bool
    /// Another factor was proved in the same sign-in or session.
    package let isAfterAnotherFactor: Bool
    /// When what the answer is for ends at the latest; nil if nothing but the code itself ends.
    package let endsBy: Date?

    package init(
        codesArePaused: Bool,
        isOnlyKind: Bool = false,
        isAfterAnotherFactor: Bool = false,
        endsBy: Date? = nil
    ) {
        self.codesArePaused = codesArePaused
        self.isOnlyKind = isOnlyKind
        self.isAfterAnotherFactor = isAfterAnotherFactor
        self.endsBy = endsBy
    }
}
