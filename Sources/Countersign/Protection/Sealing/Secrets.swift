import Foundation

/// A value that must not come into logs, messages or dumps: it prints as `•••`, whatever prints it.
///
/// Only `revealed` gives it away, which is easy to search for. Memory is not wiped: Swift copies as it likes.
package protocol Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable,
    CustomPlaygroundDisplayConvertible
{
    associatedtype Value
    var revealed: Value { get }
}

extension Secret {
    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    /// Without children, so that neither `dump` nor a test's failure message walks into it.
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
    package var playgroundDescription: Any { "•••" }
}

/// Secret bytes: a key, a seed, a token. Coded as base64, for states that are sealed as a whole.
package struct SecretBytes: Secret, Codable {
    package let revealed: [UInt8]

    package init(_ bytes: [UInt8]) {
        revealed = bytes
    }

    package init(from decoder: any Decoder) throws {
        revealed = [UInt8](try decoder.singleValueContainer().decode(Data.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(revealed))
    }
}

extension SecretBytes: Equatable {
    package static func == (left: SecretBytes, right: SecretBytes) -> Bool {
        ConstantTime.areEqual(left.revealed, right.revealed)
    }
}

/// Secret text: a password, a code, a link with a token.
package struct SecretText: Secret, Codable {
    package let revealed: String

    package init(_ text: String) {
        revealed = text
    }

    package init(from decoder: any Decoder) throws {
        revealed = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(revealed)
    }
}

extension SecretText: Equatable {
    package static func == (left: SecretText, right: SecretText) -> Bool {
        ConstantTime.areEqual(Array(left.revealed.utf8), Array(right.revealed.utf8))
    }
}

/// Comparison whose time tells nothing about where two secrets differ. That their lengths differ it does tell.
package enum ConstantTime {
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(left, right) { difference |= one ^ other }
        return difference == 0
    }
}
