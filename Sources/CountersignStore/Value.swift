import Countersign

/// A value on its way to or from a database, bound with its type: a text that looks like a number stays a text.
package enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    package init(_ integer: Int64?) {
        self = integer.map { .integer($0) } ?? .null
    }

    package init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }

    package init(_ bytes: [UInt8]?) {
        self = bytes.map { .bytes($0) } ?? .null
    }

    /// The word for its type in messages.
    var typeName: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .text: "a text"
        case .bytes: "bytes"
        }
    }
}

extension [Value] {
    /// PostgreSQL cannot store NUL in a text and SQLite's tools stop reading there, so neither gets one.
    func checkStorable() throws {
        for case .text(let text) in self where text.utf8.contains(0) {
            throw StoreFailure.unstorable("a text must not contain the character NUL")
        }
    }
}
