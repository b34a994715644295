import Foundation

/// The account's set of single-use codes: hashes only, one salt for the set, so that a try costs one hash.
package struct BackupCodeSet: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<BackupCodeSet>

    package let id: ID
    package let accountID: Account.ID
    package let salt: [UInt8]
    package var codes: [Code]
    package let createdAt: Date
    /// The codes themselves, sealed, until the person has saved them: readable by that one session until `until`.
    package var showing: Showing?

    package struct Code: Sendable, Equatable, Codable {
        /// Its place on the sheet, from 1.
        package let number: Int
        package let hash: [UInt8]
        package var usedAt: Date?

        package init(number: Int, hash: [UInt8], usedAt: Date? = nil) {
            self.number = number
            self.hash = hash
            self.usedAt = usedAt
        }
    }

    package struct Showing: Sendable, Equatable {
        package let sessionID: Session.ID
        package let until: Date
        package let sealedCodes: [UInt8]

        package init(sessionID: Session.ID, until: Date, sealedCodes: [UInt8]) {
            self.sessionID = sessionID
            self.until = until
            self.sealedCodes = sealedCodes
        }
    }

    package init(
        id: ID,
        accountID: Account.ID,
        salt: [UInt8],
        codes: [Code],
        createdAt: Date,
        showing: Showing? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.salt = salt
        self.codes = codes
        self.createdAt = createdAt
        self.showing = showing
    }

    package var left: Int { codes.count { $0.usedAt == nil } }
}
