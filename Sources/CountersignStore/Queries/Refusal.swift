import Countersign

/// A condition of a commit does not hold: thrown so that all of the commit is undone, and answered as its outcome.
struct Refusal: Error {
    let outcome: CommitOutcome

    init(_ outcome: CommitOutcome) {
        self.outcome = outcome
    }

    /// Throws unless the statement found what it was to change.
    static func unless(_ changed: Int, else outcome: CommitOutcome) throws {
        if changed == 0 { throw Refusal(outcome) }
    }
}
