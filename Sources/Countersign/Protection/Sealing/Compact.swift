import Foundation

/// A value with a written form of its own, for what every verification opens and seals. Elsewhere JSON will do, which
/// takes longer than all other work on a code together.
package protocol Compact: Codable {
    var compactBytes: [UInt8] { get }
    /// - Throws: for anything but what `compactBytes` gives.
    init(compactBytes: [UInt8]) throws
}

/// Inside something that is JSON it is those bytes, so that there is one form to keep readable.
extension Compact {
    package init(from decoder: any Decoder) throws {
        try self.init(compactBytes: [UInt8](decoder.singleValueContainer().decode(Data.self)))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(compactBytes))
    }
}

/// Reads what `LengthPrefixed` wrote, field by field, to the last byte.
struct LengthPrefixedReader {
    private var rest: ArraySlice<UInt8>

    /// The bytes are of another purpose, cut off or continued, or a field holds what it cannot.
    struct Malformed: Error, Equatable {}

    init(_ bytes: [UInt8], purpose: String) throws(Malformed) {
        rest = bytes[...]
        guard try text() == purpose else { throw Malformed() }
    }

    mutating func text() throws(Malformed) -> String {
        guard let text = String(validating: try slice(), as: UTF8.self) else { throw Malformed() }
        return text
    }

    mutating func bytes() throws(Malformed) -> [UInt8] {
        Array(try slice())
    }

    mutating func number() throws(Malformed) -> Int64 {
        guard rest.count >= 8 else { throw Malformed() }
        let pattern = rest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        rest = rest.dropFirst(8)
        return Int64(bitPattern: pattern)
    }

    /// How many fields follow: never more than there are bytes for.
    mutating func count() throws(Malformed) -> Int {
        let number = try number()
        guard 0...Int64(rest.count) ~= number else { throw Malformed() }
        return Int(number)
    }

    func end() throws(Malformed) {
        guard rest.isEmpty else { throw Malformed() }
    }

    private mutating func slice() throws(Malformed) -> ArraySlice<UInt8> {
        let count = try count()
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
