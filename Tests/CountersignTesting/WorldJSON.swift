import Foundation

/// JSON as tests write and read it: `["name": "ada", "confirmed": true]`.
package enum WorldJSON: Sendable, Equatable, Codable {
    case null
    case bool(Bool)
    case number(Int)
    case text(String)
    case list([WorldJSON])
    case object([String: WorldJSON])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([WorldJSON].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: WorldJSON].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }

    /// The same bytes for the same value.
    package var data: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return try encoder.encode(self)
        }
    }

    // MARK: Reading

    package subscript(_ name: String) -> WorldJSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    package var text: String? { if case .text(let text) = self { text } else { nil } }
    package var number: Int? { if case .number(let number) = self { number } else { nil } }
    package var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    package var list: [WorldJSON]? { if case .list(let list) = self { list } else { nil } }
    package var names: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }
    package var members: [String: WorldJSON] { if case .object(let members) = self { members } else { [:] } }
}

extension WorldJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral, ExpressibleByStringInterpolation
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: WorldJSON...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, WorldJSON)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
    package init(nilLiteral: ()) { self = .null }
}
