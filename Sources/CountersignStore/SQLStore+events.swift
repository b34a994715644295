import Countersign
import Foundation

extension SQLStore {
    package func events(of account: Account.ID, before: Int64?, limit: Int) async throws -> [StoredEvent] {
        try await database.read { try Events.events(of: account, before: before, limit: limit, in: $0) }
    }

    package func events(after position: Int64, limit: Int) async throws -> [StoredEvent] {
        try await database.readLong { try Events.events(after: position, limit: limit, in: $0) }
    }

    package func unsealedEvents(limit: Int) async throws -> [StoredEvent] {
        try await database.readLong { try Events.unsealed(limit: limit, in: $0) }
    }

    package func chainHead() async throws -> ChainHead? {
        try await database.read { try EventChain.head(in: $0) }
    }

    package func seal(
        _ sealed: [SealedPosition],
        from expected: ChainHead?,
        to head: ChainHead,
        checkpoint: String?
    ) async throws -> Bool {
        try await database.write { connection in
            guard try EventChain.move(from: expected, to: head, in: connection) else { return false }
            try EventChain.place(sealed, in: connection)
            if let checkpoint {
                try EventChain.insertCheckpoint(checkpoint, at: head, after: expected, in: connection)
            }
            return true
        }
    }

    package func checkpoints(after position: Int64, limit: Int) async throws -> [(position: Int64, line: String)] {
        try await database.readLong { try EventChain.checkpoints(after: position, limit: limit, in: $0) }
    }

    package func lastCheckpoint(before moment: Date) async throws -> Int64? {
        try await database.read { try EventChain.lastCheckpoint(before: moment, in: $0) }
    }

    package func removeEvents(through position: Int64, limit: Int) async throws -> Int {
        try await database.write { try Events.remove(through: position, limit: limit, in: $0) }
    }

    package func countOfFailingAccounts(since: Date, createdBefore: Date) async throws -> Int {
        try await database.readLong {
            try Events.countOfFailingAccounts(since: since, createdBefore: createdBefore, in: $0)
        }
    }
}
