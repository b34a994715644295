import Countersign
import Foundation

/// Policies as they were saved, the newest of an organisation in force.
enum Policies {
    private static let columns: SQL =
        "p.organisation_id, p.version, p.policy, p.saved_by, p.saved_at, p.note, p.reverts_to"

    private static func version(_ row: Row) throws -> PolicyVersion {
        let policy: Policy
        do {
            policy = try Policy(json: row.text(2))
        } catch let failure as StoreFailure {
            throw failure
        } catch {
            // Never passed over: to go on without a rule that cannot be read would be to lift it.
            throw StoreFailure.corrupt("the policy of an organisation cannot be read: \(error)")
        }
        return PolicyVersion(
            organisationID: try row.id(0),
            version: try row.integer(1),
            policy: policy,
            savedBy: try row.text(3),
            savedAt: try row.date(4),
            note: try row.text(5),
            revertsTo: try row.integerIfAny(6)
        )
    }

    private static let inForce: SQL =
        "SELECT " + columns
            + """
             FROM organisation o JOIN policy_version p ON p.organisation_id = o.id AND p.version = o.policy_version
            ORDER BY o.id
            """

    static func inForce(in connection: any Connection) throws -> [PolicyVersion] {
        try connection.rows(inForce).map(version)
    }

    private static let one: SQL =
        "SELECT " + columns + " FROM policy_version p WHERE p.organisation_id = $1 AND p.version = $2"

    static func policy(
        of organisation: Organisation.ID,
        version number: Int64,
        in connection: any Connection
    ) throws -> PolicyVersion? {
        try connection.row(one, [Value(organisation), .integer(number)]).map(version)
    }

    private static let history: SQL =
        "SELECT " + columns
            + """
             FROM policy_version p WHERE p.organisation_id = $1 AND p.version < $2 ORDER BY p.version DESC LIMIT $3
            """

    static func history(
        of organisation: Organisation.ID,
        before: Int64?,
        limit: Int,
        in connection: any Connection
    ) throws -> [PolicyVersion] {
        try connection.rows(history, [Value(organisation), .integer(before ?? .max), Value(limit)]).map(version)
    }

    private static let putInForce: SQL =
        "UPDATE organisation SET policy_version = $2 WHERE id = $1 AND policy_version = $2 - 1"
    private static let insert: SQL = """
        INSERT INTO policy_version (organisation_id, version, policy, saved_by, saved_at, note, reverts_to)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """

    /// Of two who edit the same version, the second one is told.
    static func save(_ version: PolicyVersion, in connection: any Connection) throws {
        let values = [Value(version.organisationID), Value.integer(version.version)]
        try Refusal.unless(try connection.execute(putInForce, values), else: .stale)
        try connection.execute(
            insert,
            values + [
                .text(try version.policy.json), .text(version.savedBy), Value(version.savedAt), .text(version.note),
                Value(version.revertsTo),
            ]
        )
    }

    // MARK: Reminders

    private static let noteReminder: SQL = """
        INSERT INTO policy_reminder (account_id, stop_at, days_before, sent_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (account_id, stop_at, days_before) DO NOTHING
        """

    static func noteReminder(
        of account: Account.ID,
        stop: Date,
        days: Int,
        at date: Date,
        in connection: any Connection
    ) throws {
        let values = [Value(account), Value(stop), Value(days), Value(date)]
        try Refusal.unless(try connection.execute(noteReminder, values), else: .gone)
    }
}
