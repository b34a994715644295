import Foundation

/// Whose call it was: the caller (an API key's id) and the key it sent, hashed together.
package struct AnswerKey: Sendable, Hashable {
    package let hash: [UInt8]

    package init(hash: [UInt8]) {
        self.hash = hash
    }
}

/// What was answered to a call with an idempotency key.
package struct StoredAnswer: Sendable, Equatable {
    package let status: Int
    package let sealedBody: [UInt8]

    package init(status: Int, sealedBody: [UInt8]) {
        self.status = status
        self.sealedBody = sealedBody
    }
}

package enum AnswerClaim: Sendable, Equatable {
    /// This call is the one to be made.
    case new
    /// The first call still runs.
    case running
    case done(StoredAnswer)
    /// The key was used for another body.
    case otherBody
}
