import Foundation

/// What is wrong with a name or an address that somebody gave.
package enum NameFault: Error, Sendable, Equatable {
    case empty
    case tooLong
    case badCharacters
    /// Not of the shape `name@example.com`.
    case notAnAddress
    /// A name with an `@` must be the account's own address.
    case looksLikeAnotherAddress
}

/// An e-mail address whose shape was checked. Whether it is somebody's own, only a code or link proves.
package struct EmailAddress: Sendable, Equatable {
    package let text: String

    package init(_ given: String) throws(NameFault) {
        let text = given.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= SignInIdentifier.maximumLength else { throw .tooLong }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let domain = parts.last,
            !local.isEmpty, local.utf8.count <= 64, !domain.isEmpty
        else { throw .notAnAddress }
        // The part before the @: what RFC 5322 calls a dot-atom, and letters of any script (RFC 6531).
        guard local.unicodeScalars.allSatisfy(Self.mayStandInLocalPart),
            !local.hasPrefix("."), !local.hasSuffix("."), !local.contains("..")
        else { throw .notAnAddress }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2 || domain == "localhost" else { throw .notAnAddress }
        for label in labels {
            guard !label.isEmpty, label.utf8.count <= 63, !label.hasPrefix("-"), !label.hasSuffix("-"),
                label.unicodeScalars.allSatisfy({ $0 == "-" || Self.isLetterOrDigit($0) })
            else { throw .notAnAddress }
        }
        self.text = text
    }

    /// `s•••@example.com`: enough for its owner to know it again.
    package var masked: String {
        let parts = text.split(separator: "@", maxSplits: 1)
        return "\(parts.first?.prefix(1) ?? "")•••@\(parts.last ?? "")"
    }

    private static func mayStandInLocalPart(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrDigit(scalar) || ".!#$%&'*+/=?^_`{|}~-".unicodeScalars.contains(scalar)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
            || scalar.properties.generalCategory == .spacingMark
    }
}

/// The rules of a sign-in name.
package enum SignInName {
    /// Cleans a name that an app, an owner or the host gives: 1 to 254 characters, nothing invisible.
    package static func cleaned(_ given: String, email: EmailAddress?) throws(NameFault) -> String {
        let name = given.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        guard !name.isEmpty else { throw .empty }
        guard name.unicodeScalars.count <= SignInIdentifier.maximumLength else { throw .tooLong }
        guard name.unicodeScalars.allSatisfy({ VisibleText.isVisible($0) || VisibleText.isSpace($0) })
        else { throw .badCharacters }
        if name.contains("@") {
            guard let email, SignInIdentifier(email.text) == SignInIdentifier(name) else {
                throw .looksLikeAnotherAddress
            }
        }
        return name
    }

    /// Characters that what a person is called, or a label, may have.
    package static let longestLabel = 64

    /// Cleans what a person is called, or a label: may be empty, at most `limit` characters.
    package static func cleanedLabel(_ given: String, limit: Int = longestLabel) throws(NameFault) -> String {
        let label = given.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        guard label.count <= limit, label.utf8.count <= limit * 8 else { throw .tooLong }
        guard label.unicodeScalars.allSatisfy({ VisibleText.isVisibleOrJoiner($0) || VisibleText.isSpace($0) })
        else { throw .badCharacters }
        return label
    }
}
