import Foundation

/// Keys and facts of the server, and housekeeping.
package protocol ServerStore: Sendable {
    /// The keys that the database has seen, with what they encrypt to; never the keys themselves.
    func sealingKeys() async throws -> [SealingKey]
    /// One of the server's own facts: which key seals, the alarm, … Those whose name begins with `sealed.` hold sealed
    /// values and are among `sealedValues(of: .fact)`.
    func fact(_ name: String) async throws -> [UInt8]?
    /// Sets a fact if it is still `expected` (nil: absent). - Returns: whether it was.
    func setFact(_ name: String, to value: [UInt8]?, expected: [UInt8]?) async throws -> Bool
    /// A page of sealed values of one column whose key is not `keyID`, for rotation.
    func sealedValues(of column: SealedColumn, notUnder keyID: String, limit: Int) async throws -> [SealedValue]
    /// Replaces one sealed value if it is unchanged. - Returns: whether it was.
    func replaceSealedValue(_ value: SealedValue, with sealed: [UInt8]) async throws -> Bool

    /// Removes what has run out (sessions, sign-ins, devices, drafts, challenges, answers, throttles, finished mail), in a small step.
    /// - Returns: how many rows were removed; call again while it is not 0.
    func removeExpired(now: Date, limit: Int) async throws -> Int
    /// Writes a consistent copy of the database to a file that must not exist. SQLite only; others throw `.unsupported`.
    func backup(to path: String) async throws
    /// What restoring an older state asks for, in one transaction: ends sessions, sign-ins, known browsers, remembered devices, challenges, drafts
    /// and stored answers, marks every account as needing new backup codes. TOTP marks are moved by the rules.
    func endEverythingAfterRestore() async throws
    /// All accounts that have factors, page by page, for the rules that touch every one.
    func accountsWithFactors(after: Account.ID?, limit: Int) async throws -> [Account.ID]
    /// All accounts that are frozen or disabled, by id, after `after`.
    func closedAccounts(after: Account.ID?, limit: Int) async throws -> [Account.ID]
    /// All accounts of which something is counted against guessing, by id, after `after`.
    func accountsWithLanes(after: Account.ID?, limit: Int) async throws -> [Account.ID]
    /// Whether the database answers and can be written; cheap.
    func check() async throws
    /// Operations and durable commits since the start, for metrics.
    var commitCounts: (operations: Int, commits: Int) { get }
}
