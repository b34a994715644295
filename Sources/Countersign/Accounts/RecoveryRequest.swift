import Foundation

/// Somebody with the right password and the account's mailbox who has no second factor any more asks to be let in.
package struct RecoveryRequest: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<RecoveryRequest>

    package let id: ID
    /// What people quote: `CS-7Q4F`. It opens nothing.
    package let reference: String
    package let accountID: Account.ID
    package var state: State
    /// Of the browser that asked: it alone is let in.
    package let tokenHash: [UInt8]
    /// `Details`, sealed.
    package var sealedDetails: [UInt8]
    package let askedAt: Date
    /// When the wait is over that lets in by itself; nil where staff decide, or have decided.
    package var waitUntil: Date?
    package var isHalfwayTold: Bool
    package var expiresAt: Date
    package let client: Client

    package enum State: String, Sendable, Codable, CaseIterable {
        case waiting
        case approved
        case declined
        case cancelled
        case expired
        /// A new factor was set up.
        case done

        package var isOpen: Bool { self == .waiting || self == .approved }
    }

    /// What the person said, and what was said to them.
    package struct Details: Sendable, Equatable, Codable {
        package let reason: String
        /// How to reach them, beside the mail.
        package let contact: String
        package var decision: String?

        package init(reason: String, contact: String, decision: String? = nil) {
            self.reason = reason
            self.contact = contact
            self.decision = decision
        }
    }

    package init(
        id: ID,
        reference: String,
        accountID: Account.ID,
        state: State = .waiting,
        tokenHash: [UInt8],
        sealedDetails: [UInt8],
        askedAt: Date,
        waitUntil: Date?,
        isHalfwayTold: Bool = false,
        expiresAt: Date,
        client: Client
    ) {
        self.id = id
        self.reference = reference
        self.accountID = accountID
        self.state = state
        self.tokenHash = tokenHash
        self.sealedDetails = sealedDetails
        self.askedAt = askedAt
        self.waitUntil = waitUntil
        self.isHalfwayTold = isHalfwayTold
        self.expiresAt = expiresAt
        self.client = client
    }

    private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")

    static func makeReference(random: (Int) -> [UInt8]) -> String {
        // 64 random bits over thirty letters: no letter is likelier than another by more than nobody can see.
        var number = random(8).reduce(UInt64(0)) { ($0 << 8) | UInt64($1) }
        var letters = ""
        for _ in 0..<4 {
            letters.append(alphabet[Int(number % UInt64(alphabet.count))])
            number /= UInt64(alphabet.count)
        }
        return "CS-\(letters)"
    }
}
