/// The text of one statement with `$1`-style parameters, the same for both databases.
///
/// It is made from literals only, so nothing that somebody sent can become part of it. Keep each in a `static let`:
/// then its hash is computed once.
package struct SQL: Sendable, Hashable, ExpressibleByStringLiteral {
    package let text: String
    /// Whether drivers keep it prepared; a migration's statements run once and are not worth it.
    let isKept: Bool
    private let hash: Int

    package init(stringLiteral text: StaticString) {
        self.init(text: text.description, isKept: true)
    }

    private init(text: String, isKept: Bool) {
        self.text = text
        self.isKept = isKept
        hash = text.hashValue
    }

    /// A statement put together at run time, of a migration or by a test. Never from what somebody sent.
    package static func once(_ text: String) -> SQL {
        SQL(text: text, isKept: false)
    }

    /// Joins two pieces, such as a list of columns that several statements share.
    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(text: left.text + right.text, isKept: left.isKept && right.isKept)
    }

    /// `($1, $2), ($3, $4)`: the places of that many rows.
    ///
    /// - Parameter before: how many places there are before these.
    static func places(rows: Int, columns: Int, after before: Int = 0) -> SQL {
        let text = (0..<rows).map { row in
            "(" + (1...columns).map { "$\(before + row * columns + $0)" }.joined(separator: ", ") + ")"
        }
        return SQL(text: text.joined(separator: ", "), isKept: true)
    }

    /// The same query so many times, joined by `UNION ALL`, with `$#` as a place of its own in each.
    static func union(of count: Int, _ query: StaticString, from first: Int) -> SQL {
        let text = (0..<count).map { query.description.replacing("$#", with: "$\(first + $0)") }
        return SQL(text: text.joined(separator: " UNION ALL "), isKept: true)
    }

    /// `$7`
    static func place(_ number: Int) -> SQL {
        SQL(text: "$\(number)", isKept: true)
    }

    /// `others3`: one of several columns that are alike; of an empty name, the number itself.
    static func numbered(_ name: StaticString, _ number: Int) -> SQL {
        SQL(text: "\(name.description)\(number)", isKept: true)
    }

    /// The highest number after a `$`: how many values it wants.
    var parameterCount: Int {
        text.split(separator: "$", omittingEmptySubsequences: false).dropFirst()
            .map { Int($0.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
            .max() ?? 0
    }

    package static func == (left: SQL, right: SQL) -> Bool {
        left.hash == right.hash && left.text == right.text
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}
