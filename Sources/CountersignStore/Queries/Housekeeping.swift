import Countersign
import Foundation

/// What is removed without anybody asking for it, and what a restore ends.
enum Housekeeping {
    /// An old link is told for this long that it has run out or was used.
    private static let challengesKept: TimeInterval = 7 * 24 * 3600
    /// A mailed code is told for this long that it has run out.
    private static let issuedKept: TimeInterval = 2 * 3600
    /// Whoever begins a setup anew is told for this long that the earlier one has run out: its entry is still in the app.
    private static let draftsKept: TimeInterval = 7 * 24 * 3600
    /// The page of a request says for this long what became of it.
    private static let recoveriesKept: TimeInterval = 30 * 24 * 3600
    /// The portal and `doctor` show for this long what became of a mail.
    private static let mailKept: TimeInterval = 7 * 24 * 3600

    private static let removeSessions: SQL = """
        DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at <= $1 LIMIT $2)
        """
    private static let removeSignIns: SQL = """
        DELETE FROM sign_in WHERE id IN (SELECT id FROM sign_in WHERE expires_at <= $1 LIMIT $2)
        """
    private static let removeDevices: SQL = """
        DELETE FROM remembered_device WHERE id IN (SELECT id FROM remembered_device WHERE expires_at <= $1 LIMIT $2)
        """
    private static let removeRecoveries: SQL = """
        DELETE FROM recovery_request WHERE id IN (
            SELECT id FROM recovery_request WHERE expires_at <= $1 AND state NOT IN ('waiting', 'approved') LIMIT $2)
        """
    private static let removeSupportRequests: SQL = """
        DELETE FROM support_request WHERE id IN (
            SELECT id FROM support_request WHERE expires_at <= $1 AND state NOT IN ('waiting', 'approved') LIMIT $2)
        """
    private static let removeDrafts: SQL = """
        DELETE FROM draft WHERE id IN (SELECT id FROM draft WHERE expires_at <= $1 LIMIT $2)
        """
    private static let removeAnswers: SQL = """
        DELETE FROM answer WHERE key_hash IN (SELECT key_hash FROM answer WHERE expires_at <= $1 LIMIT $2)
        """
    private static let removeThrottles: SQL = """
        DELETE FROM throttle WHERE name IN (SELECT name FROM throttle WHERE expires_at <= $1 LIMIT $2)
        """
    private static let removeChallenges: SQL = """
        DELETE FROM challenge WHERE id IN (SELECT id FROM challenge WHERE expires_at <= $1 LIMIT $2)
        """
    /// Nobody asks a week later what became of the code or question of a sign-in.
    private static let removeIssued: SQL = """
        DELETE FROM challenge WHERE id IN (
            SELECT id FROM challenge
            WHERE expires_at <= $1 AND purpose IN ('second_step', 'passkey_sign_in') LIMIT $2)
        """
    private static let removeMail: SQL = """
        DELETE FROM outbox WHERE id IN (
            SELECT id FROM outbox WHERE state IN ('accepted', 'refused', 'expired') AND due_at <= $1 AND created_at <= $1
            LIMIT $2)
        """
    /// Codes that may no longer be shown are not kept either.
    private static let forgetShownCodes: SQL = """
        UPDATE backup_code_set SET shown_to = NULL, shown_until = NULL, sealed_codes = NULL WHERE id IN (
            SELECT id FROM backup_code_set WHERE shown_until <= $1 LIMIT $2)
        """

    static func removeExpired(now: Date, limit: Int, in connection: any Connection) throws -> Int {
        let steps: [(SQL, Date)] = [
            (removeSessions, now), (removeSignIns, now), (removeDevices, now), (removeAnswers, now),
            (removeThrottles, now), (forgetShownCodes, now),
            (removeDrafts, now.addingTimeInterval(-draftsKept)),
            (removeIssued, now.addingTimeInterval(-issuedKept)),
            (removeChallenges, now.addingTimeInterval(-challengesKept)),
            (removeRecoveries, now.addingTimeInterval(-recoveriesKept)),
            (removeSupportRequests, now.addingTimeInterval(-recoveriesKept)),
            (removeMail, now.addingTimeInterval(-mailKept)),
        ]
        var removed = 0
        for (statement, moment) in steps where removed < limit {
            removed += try connection.execute(statement, [Value(moment), Value(limit - removed)])
        }
        return removed
    }

    private static let afterRestore: [SQL] = [
        "DELETE FROM session", "DELETE FROM sign_in", "DELETE FROM known_browser", "DELETE FROM remembered_device",
        "DELETE FROM recovery_request", "DELETE FROM support_request",
        // What support gave before may have been taken back since; what it asked for still stands.
        "DELETE FROM measure WHERE kind IN ('suspension', 'bypass_code')",
        // Nothing tells which codes were used since.
        "DELETE FROM backup_code_set",
        "DELETE FROM challenge", "DELETE FROM draft", "DELETE FROM answer",
    ]

    static func endEverything(in connection: any Connection) throws {
        try Accounts.markAsNeedingBackupCodes(in: connection)
        for statement in afterRestore { try connection.execute(statement) }
    }

    /// Changes nothing, and shows that the database can be written.
    private static let touch: SQL = "UPDATE schema_migration SET applied_at = applied_at WHERE number = 1"

    static func check(in connection: any Connection) throws {
        guard try connection.execute(touch) == 1 else { throw StoreFailure.corrupt("the database has no schema") }
    }
}
