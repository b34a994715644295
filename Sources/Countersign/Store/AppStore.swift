import Foundation

/// Apps, their keys, and what was answered to calls with an idempotency key.
package protocol AppStore: Sendable {
    func apiKey(hash: [UInt8]) async throws -> (key: APIKey, app: App)?
    func apps() async throws -> [App]
    func app(_ id: App.ID) async throws -> App?
    func apiKeys() async throws -> [APIKey]

    /// Claims an idempotency key for this caller, in one statement: `.new` to exactly one of all who ask.
    /// An expired answer counts as absent. One whose call was cut off is handed out anew.
    func claimAnswer(_ key: AnswerKey, bodyHash: [UInt8], now: Date, lifetime: TimeInterval) async throws -> AnswerClaim
    /// Gives up a claim whose call came to nothing (a 5xx), so that a repeat is a new call.
    func releaseAnswer(_ key: AnswerKey) async throws
    /// Gives up all claims: for the one server of a database as it starts, when no call of before still runs.
    func releaseAllAnswers() async throws
}
