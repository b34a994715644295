import Countersign

/// The lanes of accounts' guards, and the throttles of those who are not known yet.
enum Guards {
    private static let ofAccount: SQL = "SELECT lane, state FROM lane WHERE account_id = $1"

    static func lanes(of account: Account.ID, in connection: any Connection) throws -> [String: String] {
        try connection.rows(ofAccount, [Value(account)]).reduce(into: [:]) { lanes, row in
            lanes[try row.text(0)] = try row.text(1)
        }
    }

    private static let accounts: SQL = """
        SELECT DISTINCT account_id FROM lane WHERE account_id > $1 ORDER BY account_id LIMIT $2
        """

    static func accounts(after: Account.ID?, limit: Int, in connection: any Connection) throws -> [Account.ID] {
        try connection.rows(accounts, [.text(after?.rawValue ?? ""), Value(limit)]).map { try $0.id(0) }
    }

    private static let save: SQL = """
        INSERT INTO lane (account_id, lane, state, waits_until) VALUES ($1, $2, $3, $4)
        ON CONFLICT (account_id, lane) DO UPDATE SET state = excluded.state, waits_until = excluded.waits_until
        """
    private static let remove: SQL = "DELETE FROM lane WHERE account_id = $1 AND lane = $2"

    static func save(lane: String, state: String?, of account: Account.ID, in connection: any Connection) throws {
        if let state {
            let until = Lane(rawValue: lane) == .common ? SecondStepGuards.pausedUntil(common: state) : nil
            try connection.execute(save, [Value(account), .text(lane), .text(state), Value(until)])
        } else {
            try connection.execute(remove, [Value(account), .text(lane)])
        }
    }

    // MARK: Throttles

    private static let byName: SQL = """
        SELECT name, version, state, expires_at FROM throttle WHERE name IN ($1, $2, $3, $4)
        """

    static func throttles(_ keys: [String], in connection: any Connection) throws -> [String: Throttle] {
        var found: [String: Throttle] = [:]
        // A statement has a fixed number of places; those to spare repeat a name.
        for start in stride(from: 0, to: keys.count, by: 4) {
            let names = (0..<4).map { Value.text(keys[min(start + $0, keys.count - 1)]) }
            for row in try connection.rows(byName, names) {
                let throttle = Throttle(
                    key: try row.text(0),
                    version: try row.integer(1),
                    state: try row.text(2),
                    expiresAt: try row.date(3)
                )
                found[throttle.key] = throttle
            }
        }
        return found
    }

    private static let insert: SQL = """
        INSERT INTO throttle (name, version, state, expires_at) VALUES ($1, 1, $2, $3)
        ON CONFLICT (name) DO NOTHING
        """
    private static let update: SQL = """
        UPDATE throttle SET version = version + 1, state = $3, expires_at = $4 WHERE name = $1 AND version = $2
        """

    static func save(_ throttle: Throttle, in connection: any Connection) throws {
        let values = [Value.text(throttle.state), Value(throttle.expiresAt)]
        let changed =
            if throttle.version == 0 {
                try connection.execute(insert, [.text(throttle.key)] + values)
            } else {
                try connection.execute(update, [.text(throttle.key), .integer(throttle.version)] + values)
            }
        try Refusal.unless(changed, else: .stale)
    }
}
