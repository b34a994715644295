/// A statement broke a rule of the schema; which one, in the same words for both databases.
package struct ConstraintFailure: Error, Sendable, Equatable {
    package enum Rule: Sendable {
        /// Two rows would be alike in what must be unique.
        case unique
        /// A row would point to one that is not there.
        case foreignKey
        /// A column's own condition, NOT NULL among them.
        case check
    }

    package let rule: Rule
    /// `account.name`, `factor.kind, factor.handle`, …; known for `unique` only, and empty otherwise.
    package let columns: String

    package init(_ rule: Rule, columns: String = "") {
        self.rule = rule
        self.columns = columns
    }
}
