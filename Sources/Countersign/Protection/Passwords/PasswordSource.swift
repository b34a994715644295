import Foundation

/// Where a password is checked: our own hashes now, a directory or another provider later. The rules never see the column.
package protocol PasswordSource: Sendable {
    /// - Parameter account: nil for a name that nobody has; costs and answers as a wrong password.
    func check(_ password: String, of account: Account?, for caller: HashingCaller) async throws -> PasswordCheck
}

/// Passwords that are kept here, as PHC strings.
package struct OwnPasswords: PasswordSource {
    let hasher: any PasswordHasher

    package init(hasher: any PasswordHasher) {
        self.hasher = hasher
    }

    package func check(
        _ password: String,
        of account: Account?,
        for caller: HashingCaller
    ) async throws -> PasswordCheck {
        try await hasher.verify(
            password.precomposedStringWithCanonicalMapping,
            against: account?.passwordHash,
            for: caller
        )
    }
}

/// What a look at a password found.
package enum PasswordCheck: Sendable, Equatable {
    case right
    /// Right, under settings that are no longer ours: hash it anew.
    case rightButOutdated
    case wrong

    package var isRight: Bool { self != .wrong }
}
