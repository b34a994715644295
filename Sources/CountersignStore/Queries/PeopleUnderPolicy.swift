import Countersign
import Foundation

/// People of an organisation by what policy looks at: role, kinds of factor, other organisations, hour of joining, and
/// until when support has exempted them.
enum PeopleUnderPolicy {
    /// What is told apart, each with a bit of its own in one of several numbers: kinds of factor in the first, other
    /// organisations in the rest. Their names never meet.
    private struct Bits {
        let kinds: [Kind]
        let others: [Organisation.ID]

        private static let perNumber = 62

        init(_ question: PeopleQuestion) {
            kinds = question.kinds
            others = question.others
        }

        /// How many numbers the other organisations take.
        var parts: Int { (others.count + Self.perNumber - 1) / Self.perNumber }

        /// Rows of name, part and bit. They come in few lengths, so that there are few statements to prepare.
        var rows: Int { (kinds.count + others.count + 15) / 16 * 16 }

        var values: [Value] {
            var values: [Value] = []
            for (index, kind) in kinds.enumerated() {
                values += [.text(kind.rawValue), .integer(0), .integer(1 << Int64(index))]
            }
            for (index, id) in others.enumerated() {
                values += [
                    .text(id.rawValue), .integer(Int64(1 + index / Self.perNumber)),
                    .integer(1 << Int64(index % Self.perNumber)),
                ]
            }
            let rest = rows - kinds.count - others.count
            return values + Array(repeating: [.text(""), .integer(-1), .integer(0)], count: rest).flatMap(\.self)
        }

        func kinds(in number: Int64) -> Set<Kind> {
            Set(kinds.indices.filter { number & 1 << Int64($0) != 0 }.map { kinds[$0] })
        }

        func others(in numbers: [Int64]) -> Set<Organisation.ID> {
            Set(
                others.indices.filter { numbers[$0 / Self.perNumber] & 1 << Int64($0 % Self.perNumber) != 0 }
                    .map { others[$0] }
            )
        }

        func number(of kinds: Set<Kind>) -> Int64 {
            self.kinds.indices.filter { kinds.contains(self.kinds[$0]) }.reduce(0) { $0 | 1 << Int64($1) }
        }

        func numbers(of others: Set<Organisation.ID>) -> [Int64] {
            var numbers = [Int64](repeating: 0, count: parts)
            for index in self.others.indices where others.contains(self.others[index]) {
                numbers[index / Self.perNumber] |= 1 << Int64(index % Self.perNumber)
            }
            return numbers
        }
    }

    // MARK: Everybody, with what tells them apart

    /// $1 is the organisation, $2 since when people are new, $3 now; the bits follow.
    private static func person(_ bits: Bits) -> SQL {
        var others: SQL = ""
        for part in 0..<bits.parts {
            others =
                others + ", COALESCE((SELECT CAST(SUM(DISTINCT t.bit) AS BIGINT) FROM membership o"
                + " JOIN told_apart t ON t.name = o.organisation_id AND t.part = " + SQL.numbered("", part + 1)
                + " WHERE o.account_id = m.account_id), 0) AS " + SQL.numbered("others", part)
        }
        return "WITH told_apart (name, part, bit) AS (VALUES " + SQL.places(rows: bits.rows, columns: 3, after: 3)
            + """
            ), person AS (
                SELECT m.account_id AS id, a.role AS role,
                    COALESCE((
                        SELECT CAST(SUM(DISTINCT t.bit) AS BIGINT)
                        FROM factor f JOIN told_apart t ON t.name = f.kind AND t.part = 0
                        WHERE f.account_id = m.account_id
                    ), 0) AS kinds,
                    COALESCE((
                        SELECT e.ends_at FROM measure e
                        WHERE e.account_id = m.account_id AND e.kind = 'exemption' AND e.ends_at > $3
                    ), 0) AS exempt,
                    CASE WHEN m.joined_at < $2 THEN 0 ELSE m.joined_at / 3600000 END AS joined
            """ + others
                + """
                     FROM membership m JOIN account a ON a.id = m.account_id
                    WHERE m.organisation_id = $1 AND a.state <> 'disabled'
                )
                """
    }

    /// The columns of a group but its hour of joining.
    private static func columns(_ bits: Bits) -> SQL {
        (0..<bits.parts).reduce("role, kinds, exempt") { $0 + ", " + SQL.numbered("others", $1) }
    }

    private static func values(_ question: PeopleQuestion, _ bits: Bits) -> [Value] {
        [Value(question.organisation), Value(question.newSince), Value(question.now)] + bits.values
    }

    // MARK: Groups

    static func groups(_ question: PeopleQuestion, in connection: any Connection) throws -> [PeopleGroup] {
        let bits = Bits(question)
        let sql: SQL =
            person(bits) + " SELECT joined, COUNT(*), " + columns(bits) + " FROM person GROUP BY joined, "
            + columns(bits)
        return try connection.rows(sql, values(question, bits)).map { row in
            let exempt = try row.integer(4)
            return PeopleGroup(
                role: try row.word(2),
                kinds: bits.kinds(in: try row.integer(3)),
                others: bits.others(in: try (0..<bits.parts).map { try row.integer(5 + $0) }),
                joinedHour: try row.integer(0),
                exemptUntil: exempt == 0 ? nil : try row.date(4),
                count: try row.number(1)
            )
        }
    }

    /// Those of some groups, by id. Who joined earlier than a group of the same kind is stopped no later than it, so the
    /// latest hour of each stands for all.
    static func people(
        in groups: [PeopleGroup],
        of question: PeopleQuestion,
        after: Account.ID?,
        limit: Int,
        in connection: any Connection
    ) throws -> [Account] {
        let bits = Bits(question)
        var latest: [[Value]: Int64] = [:]
        for group in groups {
            let exempt: Value = group.exemptUntil.map { Value($0) } ?? .integer(0)
            let key: [Value] =
                [Value(word: group.role), .integer(bits.number(of: group.kinds)), exempt]
                + bits.numbers(of: group.others).map { .integer($0) }
            latest[key] = max(latest[key] ?? 0, group.joinedHour)
        }
        let wanted = latest.map { [.integer($0.value)] + $0.key }
        guard let first = wanted.first else { return [] }
        let padded = wanted + Array(repeating: first, count: (16 - wanted.count % 16) % 16)
        let before = 3 + 3 * bits.rows
        let last = before + first.count * padded.count
        let same = (0..<bits.parts).reduce("" as SQL) {
            $0 + " AND w." + SQL.numbered("others", $1) + " = p." + SQL.numbered("others", $1)
        }
        let sql: SQL =
            person(bits) + ", wanted (joined, " + columns(bits) + ") AS (SELECT DISTINCT * FROM (VALUES "
            + SQL.places(rows: padded.count, columns: first.count, after: before)
            + ") AS listed) SELECT p.id FROM person p WHERE p.id > " + SQL.place(last + 1)
            + " AND EXISTS (SELECT 1 FROM wanted w WHERE w.role = p.role AND w.kinds = p.kinds"
            + " AND w.exempt = p.exempt" + same + " AND p.joined <= w.joined) ORDER BY p.id LIMIT "
            + SQL.place(last + 2)
        let ids = try connection.rows(
            sql,
            values(question, bits) + padded.flatMap { $0 } + [.text(after?.rawValue ?? ""), Value(limit)]
        )
        return try ids.compactMap { try Accounts.account($0.id(0), in: connection)?.account }
    }
}
