import Foundation

/// Why a password cannot be taken.
package enum PasswordProblem: String, Error, Sendable, Equatable, CaseIterable {
    case empty
    case tooShort = "too_short"
    case tooLong = "too_long"
    /// Among common or breached ones.
    case common
    /// Made of the sign-in name, the address or the service's name.
    case madeOfName = "made_of_name"
}

/// What a password must be: 12 to 256 characters of any kind, counted after NFC as code points (NIST SP 800-63B
/// §3.1.1.2).
package enum PasswordRules {
    package static let length = 12...256

    package static func problem(
        with password: String,
        words: [String],
        screen: any PasswordScreen
    ) -> PasswordProblem? {
        // Bytes first: counting characters of a megabyte is work, and none of it could be a password.
        guard password.utf8.count <= length.upperBound * 16 else { return .tooLong }
        let normalised = password.precomposedStringWithCanonicalMapping
        if normalised.isEmpty { return .empty }
        let count = normalised.unicodeScalars.count
        if count < length.lowerBound { return .tooShort }
        if count > length.upperBound { return .tooLong }
        if screen.isCommon(normalised) { return .common }
        if screen.isMade(normalised, of: words.filter { !$0.isEmpty }) { return .madeOfName }
        return nil
    }
}
