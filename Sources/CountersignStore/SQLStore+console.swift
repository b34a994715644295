import Countersign
import Foundation

// What staff read: lists, each a page of an index.

extension SQLStore {
    package func accounts(_ ids: Set<Account.ID>) async throws -> [Account.ID: Account] {
        ids.isEmpty ? [:] : try await database.read { try Accounts.accounts(ids, in: $0) }
    }

    package func staff() async throws -> [Account] {
        try await database.read { try Accounts.staff(in: $0) }
    }

    package func people(_ query: PeopleQuery, at now: Date) async throws -> PeopleFound {
        try await database.read { try People.found(query, at: now, in: $0) }
    }

    package func lastSignIn(of account: Account.ID) async throws -> Date? {
        try await database.read { try People.lastSignIn(of: account, in: $0) }
    }

    package func staffSummaries(at now: Date) async throws -> [StaffSummary] {
        try await database.read { try People.staff(at: now, in: $0) }
    }

    package func countOfWaiting(at now: Date) async throws -> Int {
        try await database.read { try People.countOfWaiting(at: now, in: $0) }
    }

    package func refreshSummaries(limit: Int) async throws -> Int {
        try await database.write { try Summaries.refresh(limit: limit, in: $0) }
    }

    package func events(_ query: EventQuery) async throws -> EventsFound {
        try await database.readLong { try EventLists.found(query, in: $0) }
    }
}

extension SQLStore {
    package func countPeople() async throws -> [(kinds: [Kind], count: Int)] {
        try await database.readLong { try Counts.people(in: $0) }
    }

    package func standing(at date: Date) async throws -> (accounts: Int, protected: Int) {
        try await database.readLong { try Counts.standing(at: date, in: $0) }
    }

    package func countEvents(of kinds: [Event.Kind], since date: Date) async throws -> [Event.Kind: Int] {
        try await database.readLong { try Counts.events(of: kinds, since: date, in: $0) }
    }

    package func mailFigures(since date: Date) async throws -> Figures.Mail {
        try await database.readLong { try Counts.mail(since: date, in: $0) }
    }

    package func figures(since week: Int64) async throws -> [WeekOfFigures] {
        try await database.read { try Counts.figures(since: week, in: $0) }
    }

    package func saveFigures(_ week: WeekOfFigures) async throws {
        try await database.write { try Counts.save(week, in: $0) }
    }
}
