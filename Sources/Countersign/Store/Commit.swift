/// What is written together. The account, if named, must still be at the revision that the decision was made on.
package struct Commit: Sendable {
    package var account: (id: Account.ID, revision: Int64)?
    package var changes: [Change]

    package init(account: (id: Account.ID, revision: Int64)? = nil, changes: [Change]) {
        self.account = account
        self.changes = changes
    }
}

package enum CommitOutcome: Sendable, Equatable {
    /// Durable.
    case committed
    /// The account (or a throttle) was changed by somebody else meanwhile: load and decide again.
    case stale
    /// Something that the commit consumes was consumed before: it counts once.
    case gone
    /// A sign-in identifier, an external id or a handle belongs to another account.
    case taken
}
