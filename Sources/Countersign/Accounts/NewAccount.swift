import Foundation

/// All that is written when an account comes to be.
package struct NewAccount: Sendable {
    package let account: Account
    package let changes: [Change]

    /// - Parameters:
    ///   - email: where confirmed, it is claimed as a sign-in identifier too; an unconfirmed one reserves nothing.
    package init(
        name: String,
        displayName: String = "",
        email: EmailAddress? = nil,
        emailIsConfirmed: Bool = false,
        passwordHash: String? = nil,
        role: Role = .member,
        appID: App.ID? = nil,
        externalID: String? = nil,
        language: String? = nil,
        organisation: Organisation.ID?,
        at now: Date,
        in world: Surroundings
    ) throws {
        let id: Account.ID = world.makeID()
        let personalKey = try world.workshop.seal(world.random(32), at: .personalKey(of: id))
        account = Account(
            id: id,
            name: name,
            displayName: displayName,
            email: email?.text,
            emailConfirmedAt: email != nil && emailIsConfirmed ? now : nil,
            passwordHash: passwordHash,
            passwordChangedAt: passwordHash == nil ? nil : now,
            role: role,
            appID: appID,
            externalID: externalID,
            language: language,
            personalKey: personalKey,
            createdAt: now
        )
        var changes: [Change] = [.insertAccount(account, organisation: organisation)]
        for identifier in account.identifiers { changes.append(.claim(identifier, id)) }
        self.changes = changes
    }
}

extension Account {
    /// What one can sign in with: the name, and the address once it is confirmed.
    package var identifiers: Set<SignInIdentifier> {
        var identifiers: Set<SignInIdentifier> = [SignInIdentifier(name)]
        if let confirmedEmail { identifiers.insert(SignInIdentifier(confirmedEmail)) }
        return identifiers
    }

    /// What is written where the account is signed in to by other names than before; conditional as `Change.claim` is.
    func identifierChanges(since before: Account) -> [Change] {
        before.identifiers.subtracting(identifiers).map { .release($0, id) }
            + identifiers.subtracting(before.identifiers).map { .claim($0, id) }
    }

    /// What to call the account where people read it.
    package var shownName: String {
        email ?? name
    }
}
