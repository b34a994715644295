import Foundation

/// An account that is to be deleted: asked for by its owner, and not done before a wait is over, in which they can change
/// their mind.
package struct PlannedDeletion: Sendable, Equatable {
    package let askedAt: Date
    package let dueAt: Date
    /// The mail of the last day has gone out.
    package var isReminded: Bool

    /// How long before the end the person is told again.
    static let notice: TimeInterval = 24 * 3600

    package init(askedAt: Date, dueAt: Date, isReminded: Bool = false) {
        self.askedAt = askedAt
        self.dueAt = dueAt
        self.isReminded = isReminded
    }

    /// Begun now: a wait of a day has no last day of its own.
    init(at now: Date, after wait: TimeInterval) {
        self.init(askedAt: now, dueAt: now.addingTimeInterval(wait), isReminded: wait <= Self.notice)
    }
}
