import Foundation

/// The bytes that app and server share. Prints as `•••`, compares in constant time, and is not `Codable`: to store it,
/// say so with `@StoredSecret`, and seal the outcome.
package struct SharedSecret: Sendable, Equatable {
    package static let longestInBytes = 1024

    package let bytes: [UInt8]

    package init(_ bytes: some Collection<UInt8>) throws(LengthError) {
        guard 1...Self.longestInBytes ~= bytes.count else { throw LengthError() }
        self.bytes = Array(bytes)
    }

    /// The secret as people copy it: Base32 without padding.
    package var base32: String { Base32.encode(bytes) }

    package static func == (one: SharedSecret, other: SharedSecret) -> Bool {
        guard one.bytes.count == other.bytes.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(one.bytes, other.bytes) { difference |= left ^ right }
        return difference == 0
    }

    /// An empty secret would let everybody in, and an endless one is no secret but an attack.
    package struct LengthError: Error, Equatable, CustomStringConvertible {
        package var description: String { "a secret has 1 to \(SharedSecret.longestInBytes) bytes" }
    }
}

extension SharedSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Marks the one place where a secret may be written out: a property of a value that is sealed before it is stored.
/// Its encoded form is Base64.
@propertyWrapper
package struct StoredSecret: Codable, Sendable, Equatable {
    package let wrappedValue: SharedSecret

    package init(wrappedValue: SharedSecret) {
        self.wrappedValue = wrappedValue
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let data = Data(base64Encoded: text), let secret = try? SharedSecret(data) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a secret in Base64")
        }
        wrappedValue = secret
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(wrappedValue.bytes).base64EncodedString())
    }
}
