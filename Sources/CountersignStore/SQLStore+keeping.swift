import Countersign
import Foundation
import Synchronization

extension SQLStore {
    // MARK: Mail

    package func leaseMail(now: Date, until: Date, limit: Int) async throws -> [OutboxMail] {
        try await database.write { try Outbox.lease(now: now, until: until, limit: limit, in: $0) }
    }

    package func saveMail(_ mail: OutboxMail) async throws {
        try await database.write { try Outbox.save(mail, in: $0) }
    }

    package func mail(_ id: OutboxMail.ID) async throws -> OutboxMail? {
        try await database.read { try Outbox.mail(id, in: $0) }
    }

    package func mails(to account: Account.ID, limit: Int) async throws -> [OutboxMail] {
        try await database.read { try Outbox.mails(to: account, limit: limit, in: $0) }
    }

    package func countsOfMail() async throws -> [OutboxMail.State: Int] {
        try await database.readLong { try Outbox.counts(in: $0) }
    }

    // MARK: Keys and facts

    package func sealingKeys() async throws -> [SealingKey] {
        try await database.read { try Facts.sealingKeys(in: $0) }
    }

    package func fact(_ name: String) async throws -> [UInt8]? {
        try await database.read { try Facts.fact(name, in: $0) }
    }

    package func setFact(_ name: String, to value: [UInt8]?, expected: [UInt8]?) async throws -> Bool {
        try await database.write { try Facts.set(name, to: value, expected: expected, in: $0) }
    }

    /// It goes on where the last page of the column ended, and begins anew when there is nothing more: so a rotation
    /// does not walk over all it has done for each page, and still finds what was written behind it.
    package func sealedValues(
        of column: SealedColumn,
        notUnder keyID: String,
        limit: Int
    ) async throws -> [SealedValue] {
        let place = rotation.withLock { $0[column] ?? "" }
        var page = try await values(of: column, notUnder: keyID, after: place, limit: limit)
        if page.isEmpty, !place.isEmpty {
            page = try await values(of: column, notUnder: keyID, after: "", limit: limit)
        }
        rotation.withLock { [last = page.last?.row] in $0[column] = last }
        return page
    }

    private func values(
        of column: SealedColumn,
        notUnder keyID: String,
        after row: String,
        limit: Int
    ) async throws -> [SealedValue] {
        try await database.readLong {
            try SealedValues.page(of: column, notUnder: keyID, after: row, limit: limit, in: $0)
        }
    }

    package func replaceSealedValue(_ value: SealedValue, with sealed: [UInt8]) async throws -> Bool {
        try await database.write { try SealedValues.replace(value, with: sealed, in: $0) }
    }

    // MARK: Housekeeping

    package func removeExpired(now: Date, limit: Int) async throws -> Int {
        try await database.write { try Housekeeping.removeExpired(now: now, limit: limit, in: $0) }
    }

    package func endEverythingAfterRestore() async throws {
        try await database.write { try Housekeeping.endEverything(in: $0) }
    }
}
