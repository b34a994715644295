import Countersign
import Foundation

extension People {
    private static let allStaff: SQL =
        "SELECT " + columns
            + """
            , (SELECT MAX(last_seen_at) FROM session WHERE account_id = page.account_id)
            FROM (SELECT id AS account_id FROM account WHERE role <> 'member')
            """
        + joined + " ORDER BY page.account_id"

    /// Everybody with a role: few, so all at once.
    static func staff(at now: Date, in connection: any Connection) throws -> [StaffSummary] {
        try connection.rows(allStaff).map { row in
            let person = try person(row, at: now)
            let seen = try row.dateIfAny(11)
            return StaffSummary(
                person: person,
                lastActiveAt: [person.lastSignInAt, seen].compactMap(\.self).max()
            )
        }
    }
}
