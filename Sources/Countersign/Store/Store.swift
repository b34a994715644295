/// Everything that is kept. `CountersignStore` meets it over SQLite and PostgreSQL; one contract suite holds for both.
///
/// Rules load values, decide, and hand back a `Commit`. Nothing else writes what decides about an account.
/// Every function throws `StoreFailure` when the database cannot answer.
package protocol Store: AccountStore, PeopleStore, OrganisationStore, SignInStore, SupportStore, AppStore, YubiKeyStore,
    EventStore, MailStore, ServerStore
{
    /// Writes all changes in one transaction, or none.
    ///
    /// With `commit.account` its first statement raises that account's revision if it is still the one expected;
    /// otherwise nothing is written and the answer is `.stale`. It returns only once the commit is durable.
    func commit(_ commit: Commit) async throws -> CommitOutcome
}

/// The database could not do what was asked. The edge answers 503, or 500 where the data itself is at fault.
package enum StoreFailure: Error, Sendable, Equatable {
    /// Full disk, lost connection, locked file: refuse, and try again later. Nothing is known to be written.
    case unavailable(String)
    /// A value that cannot be stored, such as a text with NUL; the caller's fault.
    case unstorable(String)
    /// What was read is not what was written.
    case corrupt(String)
    /// A newer schema, another server on the same file, an unknown kind of database: stops the start.
    case refused(String)
    case unsupported(String)
}
