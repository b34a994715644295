import Countersign
import Foundation

/// People of an organisation by what policy looks at: role, kinds of factor, other organisations, day of joining.
enum PeopleUnderPolicy {
    private static let millisecondsOfADay: Int64 = 86_400_000

    /// What is told apart, each with a bit of its own: kinds of factor and other organisations, whose names never meet.
    ///
    /// $1 is the organisation, $2 since when people are new, $3 whether other organisations are looked at; the bits
    /// follow.
    private static func person(bits: Int) -> SQL {
        "WITH told_apart (name, bit) AS (VALUES " + SQL.places(rows: bits, columns: 2, after: 3)
            + """
            ), person AS (
                SELECT m.account_id AS id, a.role AS role,
                    COALESCE((
                        SELECT CAST(SUM(DISTINCT t.bit) AS BIGINT) FROM factor f JOIN told_apart t ON t.name = f.kind
                        WHERE f.account_id = m.account_id
                    ), 0) AS kinds,
                    CASE WHEN $3 = 0 THEN 0 ELSE COALESCE((
                        SELECT CAST(SUM(DISTINCT t.bit) AS BIGINT)
                        FROM membership o JOIN told_apart t ON t.name = o.organisation_id
                        WHERE o.account_id = m.account_id
                    ), 0) END AS others,
                    CASE WHEN m.joined_at < $2 THEN 0 ELSE m.joined_at / 86400000 END AS joined
                FROM membership m JOIN account a ON a.id = m.account_id
                WHERE m.organisation_id = $1 AND a.state <> 'disabled'
            )
            """
    }

    /// The list of bits comes in few lengths, so that there are few statements to prepare.
    private struct Bits {
        let kinds: [Kind]
        let others: [Organisation.ID]

        /// More would not fit into a number.
        static let most = 62

        init(_ question: PeopleQuestion) throws {
            kinds = question.kinds
            others = question.others
            guard kinds.count + others.count <= Self.most else {
                throw StoreFailure.unsupported("more than \(Self.most) organisations with rules of their own")
            }
        }

        var count: Int { (kinds.count + others.count + 15) / 16 * 16 }

        var values: [Value] {
            let names = kinds.map(\.rawValue) + others.map(\.rawValue)
            return (0..<count).flatMap { index -> [Value] in
                names.indices.contains(index)
                    ? [.text(names[index]), .integer(1 << Int64(index))] : [.text(""), .integer(0)]
            }
        }

        func kinds(in bits: Int64) -> Set<Kind> {
            Set(kinds.indices.filter { bits & 1 << Int64($0) != 0 }.map { kinds[$0] })
        }

        func others(in bits: Int64) -> Set<Organisation.ID> {
            Set(others.indices.filter { bits & 1 << Int64($0 + kinds.count) != 0 }.map { others[$0] })
        }

        func bits(of kinds: Set<Kind>) -> Int64 {
            self.kinds.indices.filter { kinds.contains(self.kinds[$0]) }.reduce(0) { $0 | 1 << Int64($1) }
        }

        func bits(of others: Set<Organisation.ID>) -> Int64 {
            self.others.indices.filter { others.contains(self.others[$0]) }
                .reduce(0) { $0 | 1 << Int64($1 + self.kinds.count) }
        }
    }

    private static func values(_ question: PeopleQuestion, _ bits: Bits) -> [Value] {
        [Value(question.organisation), Value(question.newSince), Value(!question.others.isEmpty)] + bits.values
    }

    static func groups(_ question: PeopleQuestion, in connection: any Connection) throws -> [PeopleGroup] {
        let bits = try Bits(question)
        let sql: SQL =
            person(bits: bits.count)
            + " SELECT role, kinds, others, joined, COUNT(*) FROM person GROUP BY role, kinds, others, joined"
        return try connection.rows(sql, values(question, bits)).map { row in
            PeopleGroup(
                role: try row.word(0),
                kinds: bits.kinds(in: try row.integer(1)),
                others: bits.others(in: try row.integer(2)),
                joinedDay: try row.integer(3),
                count: try row.number(4)
            )
        }
    }

    /// Those of some groups, by id. Who joined earlier than a group of the same kind is stopped no later than it, so the
    /// latest day of each stands for all.
    static func people(
        in groups: [PeopleGroup],
        of question: PeopleQuestion,
        after: Account.ID?,
        limit: Int,
        in connection: any Connection
    ) throws -> [Account] {
        let bits = try Bits(question)
        var latest: [[Value]: Int64] = [:]
        for group in groups {
            let key: [Value] = [
                Value(word: group.role), .integer(bits.bits(of: group.kinds)), .integer(bits.bits(of: group.others)),
            ]
            latest[key] = max(latest[key] ?? 0, group.joinedDay)
        }
        let wanted = latest.map { $0.key + [.integer($0.value)] }
        guard let first = wanted.first else { return [] }
        let padded = wanted + Array(repeating: first, count: (16 - wanted.count % 16) % 16)
        let before = 3 + 2 * bits.count
        let last = before + 4 * padded.count
        let sql: SQL =
            person(bits: bits.count) + ", wanted (role, kinds, others, joined) AS (SELECT DISTINCT * FROM (VALUES "
            + SQL.places(rows: padded.count, columns: 4, after: before)
            + ") AS listed) SELECT p.id FROM person p WHERE p.id > " + SQL.place(last + 1)
            + " AND EXISTS (SELECT 1 FROM wanted w WHERE w.role = p.role AND w.kinds = p.kinds"
            + " AND w.others = p.others AND p.joined <= w.joined) ORDER BY p.id LIMIT " + SQL.place(last + 2)
        let ids = try connection.rows(
            sql,
            values(question, bits) + padded.flatMap { $0 } + [.text(after?.rawValue ?? ""), Value(limit)]
        )
        return try ids.compactMap { try Accounts.account($0.id(0), in: connection)?.account }
    }
}
