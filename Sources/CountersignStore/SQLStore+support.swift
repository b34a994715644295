import Countersign
import Foundation

extension SQLStore {
    package func liveMeasures(
        _ kind: Measure.Kind,
        at now: Date,
        after: Measure?,
        limit: Int
    ) async throws -> [Measure] {
        try await database.readLong { try Measures.live(kind, at: now, after: after, limit: limit, in: $0) }
    }

    package func countOfLiveMeasures(_ kind: Measure.Kind, at now: Date) async throws -> Int {
        try await database.readLong { try Measures.countLive(kind, at: now, in: $0) }
    }

    package func endedMeasures(at now: Date, limit: Int) async throws -> [Measure] {
        try await database.readLong { try Measures.ended(at: now, limit: limit, in: $0) }
    }

    package func supportRequest(reference: String) async throws -> SupportRequest? {
        try await database.read { try SupportRequests.request(reference: reference, in: $0) }
    }

    package func supportRequests(of account: Account.ID) async throws -> [SupportRequest] {
        try await database.read { try SupportRequests.requests(of: account, in: $0) }
    }

    package func openSupportRequests(
        _ kind: SupportRequest.Kind,
        at now: Date,
        limit: Int
    ) async throws -> [SupportRequest] {
        try await database.readLong { try SupportRequests.open(kind, at: now, limit: limit, in: $0) }
    }

    package func runOutSupportRequests(at now: Date, limit: Int) async throws -> [SupportRequest] {
        try await database.readLong { try SupportRequests.runOut(at: now, limit: limit, in: $0) }
    }

    package func closedSupportRequests(_ kind: SupportRequest.Kind, limit: Int) async throws -> [SupportRequest] {
        try await database.readLong { try SupportRequests.closed(kind, limit: limit, in: $0) }
    }

    package func countOpenRequests(
        at now: Date,
        about roles: Set<Role>,
        orBy asker: String
    ) async throws -> OpenRequests {
        try await database.readLong { connection in
            var counts = try SupportRequests.countOpen(at: now, about: roles, orBy: asker, in: connection)
            counts.gettingIn = try Recoveries.countWaiting(at: now, about: roles, in: connection)
            return counts
        }
    }
}
