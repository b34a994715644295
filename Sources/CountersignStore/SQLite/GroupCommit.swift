import Countersign
import Foundation

/// One write that waits for its turn, with the type of its result hidden.
struct PendingWrite: Sendable {
    /// Runs the body. Its result is handed out by the returned closure, once that is durable.
    let perform: @Sendable (any Connection) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void

    init<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result,
        _ continuation: CheckedContinuation<Result, any Error>
    ) {
        perform = { connection in
            let result = try body(connection)
            return { continuation.resume(returning: result) }
        }
        fail = { continuation.resume(throwing: $0) }
    }
}

/// The one writer of an SQLite database: takes all writes that wait, runs each under a savepoint, commits once.
///
/// A flush to the disk is what a write costs, and a group shares one. Nobody is answered before that commit has
/// returned: not those that succeeded, and not those that failed, for they may have failed over what another one of
/// the group wrote and what the commit then could not keep.
final class GroupCommit: Sendable {
    /// A group holds the writer and everybody in it waits for its last.
    private static let largestGroup = 256

    private let waiting = Mailbox<PendingWrite>(limit: 20_000)
    private let end = ThreadsEnd(count: 1)
    let counter: CommitCounter

    /// - Parameter endSnapshots: called when what readers still hold open is of no use any more.
    init(
        faults: Faults?,
        counter: CommitCounter,
        endSnapshots: @escaping @Sendable () -> Void,
        makeSession: @escaping @Sendable () -> SQLiteSession
    ) {
        self.counter = counter
        let thread = Thread { [waiting, end, counter] in
            let session = makeSession()
            let log = session.writeAheadLog()
            while let group = waiting.takeAll(limit: Self.largestGroup) {
                Self.commit(group, in: session, faults: faults) { isDurable in
                    counter.groupEnded(operations: isDurable ? group.count : nil)
                    endSnapshots()
                }
                guard log.isLong else { continue }
                endSnapshots()
                log.fold()
                // SQLite begins the log anew only if nobody has been reading it since before all of it was folded.
                endSnapshots()
            }
            session.forget(log)
            session.close()
            end.reached()
        }
        thread.name = "sqlite-writer"
        thread.stackSize = 1 << 20
        thread.start()
    }

    deinit {
        waiting.close()
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let write = PendingWrite(body, continuation)
            if !waiting.put(write) {
                write.fail(Mailbox<PendingWrite>.refusal)
            }
        }
    }

    func close() async {
        waiting.close()
        await end.wait()
    }

    private static func commit(
        _ group: [PendingWrite],
        in session: SQLiteSession,
        faults: Faults?,
        ended: (_ isDurable: Bool) -> Void
    ) {
        do {
            let answers = try session.run { connection in
                do {
                    try connection.control(.beginToWrite)
                    let answers = try group.map { try perform($0, in: connection) }
                    try faults?.pass()
                    try connection.control(.commit)
                    try faults?.pass()
                    return answers
                } catch {
                    // A commit that fails leaves the transaction open, with everything in it.
                    connection.rollbackIfNeeded()
                    throw error
                }
            }
            ended(true)
            for answer in answers { answer() }
        } catch {
            // What failed last of all may have been the answer to a commit that is there.
            ended(false)
            let failure = error as? StoreFailure ?? .unavailable("the commit failed: \(error)")
            for write in group { write.fail(failure) }
        }
    }

    /// - Returns: what to tell the caller once the group is durable.
    /// - Throws: only what ends the whole group.
    private static func perform(
        _ write: PendingWrite,
        in connection: SQLiteConnection
    ) throws -> @Sendable () -> Void {
        try connection.control(.save)
        connection.failure = nil
        do {
            let answer = try write.perform(connection)
            if let failure = connection.failure { throw failure }
            try connection.control(.release)
            return answer
        } catch {
            // SQLite has rolled back all of the group by itself: nothing of it may be called done.
            guard connection.isInsideTransaction else { throw error }
            try connection.control(.rollbackToSave)
            try connection.control(.release)
            let error = error
            return { write.fail(error) }
        }
    }
}
