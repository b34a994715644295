import Foundation

/// What somebody signs in with, folded so that two spellings of one name are one: NFC, case folding, no space around.
///
/// Names and confirmed addresses share one table; each belongs to at most one account.
package struct SignInIdentifier: Hashable, Sendable, CustomStringConvertible {
    package let folded: String

    /// At most 254 characters, as in an e-mail address (RFC 5321 §4.5.3.1.3 allows 256 octets with its brackets).
    package static let maximumLength = 254

    package init(_ text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        folded =
            trimmed.precomposedStringWithCanonicalMapping
            .folding(options: .caseInsensitive, locale: nil)
            .precomposedStringWithCanonicalMapping
    }

    package var description: String { folded }
}
