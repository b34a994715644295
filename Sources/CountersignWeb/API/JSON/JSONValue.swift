/// A JSON text that was read: nothing but what the API's bodies hold.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    /// With a fraction or an exponent, or too large for any field of ours.
    case otherNumber
    case text(String)
    case array([JSONValue])
    case object([Member])

    /// One field of an object; no name stands there twice.
    struct Member: Sendable, Equatable {
        let name: String
        let value: JSONValue
    }

    /// For messages: "must be a text, not a number".
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .otherNumber: "a number"
        case .text: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// What is wrong with a text that should be JSON, and where.
struct JSONFault: Error, Sendable, Equatable {
    let reason: Reason
    /// In bytes, from 0.
    let position: Int

    /// What stands at the position.
    enum Reason: Sendable, Equatable {
        case endsEarly
        case unexpected
        case trailing
        case tooDeep
        case tooMany
        case twice(String)
        case notUTF8
        case control
        case badEscape
        case badNumber
    }
}
