import Foundation

/// What is wrong with what somebody typed to get an account of their own.
package enum JoiningProblem: Error, Sendable, Equatable {
    case email(NameFault)
    case displayName(NameFault)
    case password(PasswordProblem)
}

// What sign-up, the first owner's link and an invitation share.

extension Surroundings {
    /// The address and the name that somebody typed, cleaned, if the password beside them will do too.
    ///
    /// - Throws: `Problems<JoiningProblem>`
    func checkJoining(
        email given: String,
        displayName: String,
        password: String
    ) throws -> (email: EmailAddress, displayName: String) {
        var problems = Problems<JoiningProblem>()
        let email = problems.reading(JoiningProblem.email, try EmailAddress(given))
        let name = problems.reading(JoiningProblem.displayName, try SignInName.cleanedLabel(displayName)) ?? ""
        let words = [email?.text, name, settings.organisationName].compactMap(\.self)
        if let problem = PasswordRules.problem(with: password, words: words, screen: passwordScreen) {
            problems.append(.password(problem))
        }
        guard let email, problems.isEmpty else { throw problems }
        return (email, name)
    }
}

extension SessionGrant {
    /// For whoever has just made the account, and chosen its password.
    init(byMaker account: Account, client: Client, at now: Date, in world: Surroundings) {
        self.init(for: account.id, proof: .ofPassword(at: now), client: client, at: now, in: world)
    }
}
