import Foundation

/// A group of accounts under one policy. The first start makes one; new accounts join it unless told otherwise.
package struct Organisation: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Organisation>

    package let id: ID
    package var name: String
    /// Of the policy in force; 0 while none was ever saved, and then the rules are those of `Policy()`.
    package var policyVersion: Int64
    package let createdAt: Date

    package init(id: ID, name: String, policyVersion: Int64 = 0, createdAt: Date) {
        self.id = id
        self.name = name
        self.policyVersion = policyVersion
        self.createdAt = createdAt
    }
}

/// One account in one organisation.
package struct Membership: Sendable, Equatable {
    package let organisationID: Organisation.ID
    package let accountID: Account.ID
    /// What the days of grace for new people count from.
    package let joinedAt: Date

    package init(organisationID: Organisation.ID, accountID: Account.ID, joinedAt: Date) {
        self.organisationID = organisationID
        self.accountID = accountID
        self.joinedAt = joinedAt
    }
}
