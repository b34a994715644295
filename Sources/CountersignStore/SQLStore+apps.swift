import Countersign
import Foundation

extension SQLStore {
    package func apiKey(hash: [UInt8]) async throws -> (key: APIKey, app: App)? {
        try await database.read { connection in
            guard let key = try APIKeys.key(hash: hash, in: connection),
                let app = try Apps.app(key.appID, in: connection)
            else { return nil }
            return (key, app)
        }
    }

    package func apps() async throws -> [App] {
        try await database.read { try Apps.all(in: $0) }
    }

    package func app(_ id: App.ID) async throws -> App? {
        try await database.read { try Apps.app(id, in: $0) }
    }

    package func apiKeys() async throws -> [APIKey] {
        try await database.read { try APIKeys.all(in: $0) }
    }

    package func claimAnswer(
        _ key: AnswerKey,
        bodyHash: [UInt8],
        now: Date,
        lifetime: TimeInterval
    ) async throws -> AnswerClaim {
        try await database.write {
            try Answers.claim(key, bodyHash: bodyHash, now: now, lifetime: lifetime, in: $0)
        }
    }

    package func releaseAllAnswers() async throws {
        try await database.write { try Answers.releaseAll(in: $0) }
    }

    package func releaseAnswer(_ key: AnswerKey) async throws {
        try await database.write { try Answers.release(key, in: $0) }
    }
}
