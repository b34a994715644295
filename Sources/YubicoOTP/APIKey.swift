import Crypto
import Foundation

/// The secret that a validation client and its server sign messages with. Prints as `•••`, compares in constant time.
package struct APIKey: Sendable, Equatable {
    /// Yubico gives out 20 bytes. What is much shorter can be guessed from one signed message.
    package static let allowedLengthInBytes = 10...128

    package let bytes: [UInt8]

    package init(_ bytes: some Collection<UInt8>) throws(FormatError) {
        guard Self.allowedLengthInBytes ~= bytes.count else { throw .length }
        self.bytes = Array(bytes)
    }

    /// Takes the key as it is given out.
    package init(base64 text: String) throws(FormatError) {
        guard text.utf8.count <= 256, let data = Data(base64Encoded: text) else { throw .notBase64 }
        try self.init(data)
    }

    /// The key as it is given out. For the one time that it is shown.
    package var base64: String { Data(bytes).base64EncodedString() }

    package static func == (one: APIKey, other: APIKey) -> Bool {
        KeySecrets.areEqual(one.bytes, other.bytes)
    }

    /// Why a text is no key. Never holds the text itself.
    package enum FormatError: Error, Equatable, CustomStringConvertible {
        case notBase64
        case length

        package var description: String {
            switch self {
            case .notBase64: "an API key is written in Base64"
            case .length:
                "an API key has \(APIKey.allowedLengthInBytes.lowerBound)"
                    + " to \(APIKey.allowedLengthInBytes.upperBound) bytes"
            }
        }
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
