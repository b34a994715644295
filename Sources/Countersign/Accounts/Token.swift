import Crypto
import Foundation

/// 256 random bits that only its holder has: a session's cookie, an API key, a mailed link. We keep the hash.
package struct Token: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// URL-safe text without padding, 43 characters.
    package let text: String

    /// - Parameter random: gives that many bytes from a cryptographic source.
    package init(random: (Int) -> [UInt8]) {
        text = Data(random(32)).base64URLText
    }

    /// A token that somebody showed us; nil if it cannot be one.
    package init?(shown text: String) {
        guard text.utf8.count == 43,
            text.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    || $0 == 0x5F
            })
        else { return nil }
        self.text = text
    }

    /// What is kept in its place (SHA-256; the token itself has all the entropy it needs).
    package var hash: [UInt8] {
        [UInt8](SHA256.hash(data: Data(text.utf8)))
    }

    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Data {
    /// RFC 4648 §5, without padding.
    package var base64URLText: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
