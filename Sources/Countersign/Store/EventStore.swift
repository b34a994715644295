import Foundation

/// The audit log and its chain.
package protocol EventStore: Sendable {
    /// Sealed events of one account, newest first, before `before` (a position; nil for the newest), with those
    /// not yet sealed first of all.
    func events(of account: Account.ID, before: Int64?, limit: Int) async throws -> [StoredEvent]
    /// Sealed events after a position, in order.
    func events(after position: Int64, limit: Int) async throws -> [StoredEvent]
    /// A page of the sealed events that a query shows, newest first.
    func events(_ query: EventQuery) async throws -> EventsFound
    /// Events that have no position yet, oldest id first.
    func unsealedEvents(limit: Int) async throws -> [StoredEvent]
    func chainHead() async throws -> ChainHead?
    /// Gives the events their positions and moves the head, if the head is still `expected`: so two nodes cannot both.
    /// - Returns: false if the head had moved; then nothing was written.
    func seal(
        _ sealed: [SealedPosition],
        from expected: ChainHead?,
        to head: ChainHead,
        checkpoint: String?
    ) async throws -> Bool
    /// Signed checkpoints as text lines, in order of position, after a position.
    func checkpoints(after position: Int64, limit: Int) async throws -> [(position: Int64, line: String)]
    /// The position of the last checkpoint that was stored at or before a moment and still has events before it; nil if none.
    func lastCheckpoint(before moment: Date) async throws -> Int64?
    /// Removes events up to a position that has a checkpoint, at most `limit` in this step, oldest first. The checkpoint stays.
    /// - Returns: how many went.
    func removeEvents(through position: Int64, limit: Int) async throws -> Int
    /// Accounts created before `createdBefore` whose second step failed at or after `since`.
    func countOfFailingAccounts(since: Date, createdBefore: Date) async throws -> Int
}
