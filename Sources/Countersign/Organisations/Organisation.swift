import Foundation

/// A group of accounts. The first start makes one; new accounts join it.
package struct Organisation: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Organisation>

    package let id: ID
    package var name: String
    package let createdAt: Date

    package init(id: ID, name: String, createdAt: Date) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }
}
