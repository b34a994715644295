import Crypto
import Foundation
import YubicoOTP

/// An enrolment under way: there is nothing to keep but which key it must be, if that was said.
package struct YubiKeyDraft: Codable, Sendable, Equatable {
    package let publicID: PublicID?

    private enum CodingKeys: String, CodingKey {
        case publicID = "p"
    }

    /// The field names are those of the API and of the command line.
    init(parameters: [String: String]) throws(EnrolmentFault) {
        if let unknown = parameters.keys.sorted().first(where: { $0 != "public_id" }) {
            throw EnrolmentFault(field: unknown, problem: "is not known here; use public_id")
        }
        guard let text = parameters["public_id"] else {
            publicID = nil
            return
        }
        guard let id = try? PublicID(text), !id.text.isEmpty else {
            throw EnrolmentFault(
                field: "public_id",
                problem: "must be 1 to \(PublicID.mostLetters) letters from \(Modhex.alphabet)"
            )
        }
        publicID = id
    }
}

/// What is kept about one confirmed YubiKey: which it is, and what it has shown.
package struct YubiKeyState: Codable, Sendable, Equatable {
    package let publicID: PublicID
    /// Of the last code accepted, if the validator told.
    package private(set) var counters: Counters?
    /// SHA-256 of the last code accepted: 128 bits cannot be guessed back from it.
    private var lastCode: Data?
    /// The beginnings of those before it, newest first, where the validator tells no counters: one that forgets what it
    /// has seen, or is behind another one, would take them again.
    private var earlierCodes: [Data]?

    private enum CodingKeys: String, CodingKey {
        case publicID = "p"
        case counters = "c"
        case lastCode = "l"
        case earlierCodes = "e"
    }

    private static let mostEarlierCodes = 16
    private static let beginningInBytes = 16

    init(publicID: PublicID) {
        self.publicID = publicID
    }

    /// Takes a code that its validator has accepted, unless it is none of after the last one here.
    ///
    /// The validator has looked already. This holds where two answers to it overtake each other, and where a validator
    /// lost its memory.
    mutating func take(_ otp: OTP, counters new: Counters?) -> Bool {
        let hash = Data(SHA256.hash(data: Data(otp.text.utf8)))
        guard hash != lastCode, earlierCodes?.contains(hash.prefix(Self.beginningInBytes)) != true else { return false }
        if let counters, let new, new <= counters { return false }
        if new == nil, let lastCode {
            let earlier = [Data(lastCode.prefix(Self.beginningInBytes))] + (earlierCodes ?? [])
            earlierCodes = Array(earlier.prefix(Self.mostEarlierCodes))
        }
        lastCode = hash
        counters = new ?? counters
        return true
    }
}
