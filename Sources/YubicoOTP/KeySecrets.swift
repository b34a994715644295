import Foundation

/// What a key and its validator share: the AES key, and the private id inside every code. Prints as `•••`, compares in
/// constant time, and is not `Codable`: to store it, say so with `@StoredKeySecrets`, and seal the outcome.
package struct KeySecrets: Sendable, Equatable {
    package static let privateIDLengthInBytes = 6
    package static let aesKeyLengthInBytes = 16

    package let privateID: [UInt8]
    package let aesKey: [UInt8]

    package init(privateID: some Collection<UInt8>, aesKey: some Collection<UInt8>) throws(FormatError) {
        guard privateID.count == Self.privateIDLengthInBytes else { throw .privateID }
        guard aesKey.count == Self.aesKeyLengthInBytes else { throw .aesKey }
        self.privateID = Array(privateID)
        self.aesKey = Array(aesKey)
    }

    /// Takes both as Yubico's tools show them.
    package init(
        hexadecimalPrivateID privateID: some StringProtocol,
        aesKey: some StringProtocol
    ) throws(FormatError) {
        guard let privateID = Hexadecimal.decode(privateID, bytes: Self.privateIDLengthInBytes) else {
            throw .privateID
        }
        guard let aesKey = Hexadecimal.decode(aesKey, bytes: Self.aesKeyLengthInBytes) else { throw .aesKey }
        try self.init(privateID: privateID, aesKey: aesKey)
    }

    package static func == (one: KeySecrets, other: KeySecrets) -> Bool {
        areEqual(one.privateID + one.aesKey, other.privateID + other.aesKey)
    }

    /// Looks at every byte whatever it finds, so that the time says nothing.
    static func areEqual(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(one, other) { difference |= left ^ right }
        return difference == 0
    }

    /// Which of the two is not what it should be. Never holds either.
    package enum FormatError: Error, Equatable, CustomStringConvertible {
        case privateID
        case aesKey

        package var description: String {
            switch self {
            case .privateID: "a private id is 12 hexadecimal digits (6 bytes)"
            case .aesKey: "an AES key is 32 hexadecimal digits (16 bytes)"
            }
        }
    }
}

extension KeySecrets: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Marks the one place where a key's secrets may be written out: a property of a value that is sealed before it is
/// stored. The encoded form is Base64 of the private id and the AES key, one after the other.
@propertyWrapper
package struct StoredKeySecrets: Codable, Sendable, Equatable {
    package let wrappedValue: KeySecrets

    package init(wrappedValue: KeySecrets) {
        self.wrappedValue = wrappedValue
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let length = KeySecrets.privateIDLengthInBytes
        guard
            let data = Data(base64Encoded: try container.decode(String.self)),
            let secrets = try? KeySecrets(privateID: data.prefix(length), aesKey: data.dropFirst(length))
        else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a key's secrets in Base64")
        }
        wrappedValue = secrets
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(wrappedValue.privateID + wrappedValue.aesKey).base64EncodedString())
    }
}
