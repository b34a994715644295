import Foundation

/// Making an account for somebody, as an app or the host does.
extension AccountActs {
    /// What is asked for; nil leaves a field out.
    package struct Request: Sendable {
        package var name: String
        package var displayName = ""
        package var email: String?
        /// Only the host may say so; an app's word is unconfirmed until a code or link proves it.
        package var emailIsConfirmed = false
        package var externalID: String?
        package var password: String?
        package var role = Role.member
        /// Nil for the first one.
        package var organisation: Organisation.ID?

        package init(name: String) {
            self.name = name
        }
    }

    /// - Throws: `Problems<Problem>`, `HashingBusy`
    package func create(
        _ request: Request,
        appID: App.ID?,
        actor: Event.Actor,
        storing: @Sendable (Account, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Account {
        let checked = try checked(request)
        let hash: String? =
            if let password = request.password {
                try await world.hash(chosen: password, for: .known)
            } else { nil }
        let now = world.now()
        var organisation = request.organisation
        if organisation == nil { organisation = try await world.store.organisations().first?.id }
        let new = try NewAccount(
            name: checked.name,
            displayName: checked.displayName,
            email: checked.email,
            emailIsConfirmed: request.emailIsConfirmed,
            passwordHash: hash,
            role: request.role,
            appID: appID,
            externalID: checked.externalID,
            organisation: organisation,
            at: now,
            in: world
        )
        let event = try world.event(
            .accountCreated,
            about: new.account,
            by: actor,
            data: ["role": new.account.role.rawValue],
            personal: ["name": new.account.name],
            at: now
        )
        do {
            try await world.commit(new.changes + [event] + storing(new.account, now))
        } catch CeremonyFault.taken {
            throw Problems(list: [try await whatIsTaken(new.account)])
        }
        return new.account
    }

    private func checked(
        _ request: Request
    ) throws -> (name: String, email: EmailAddress?, displayName: String, externalID: String?) {
        var problems = Problems<Problem>()
        var email: EmailAddress?
        if let given = request.email { email = problems.reading(Problem.email, try EmailAddress(given)) }
        let name = problems.reading(Problem.name, try SignInName.cleaned(request.name, email: email)) ?? ""
        let displayName =
            problems.reading(Problem.displayName, try SignInName.cleanedLabel(request.displayName)) ?? ""
        var externalID: String?
        if let given = request.externalID {
            externalID = problems.reading(Problem.externalID, try Self.cleanedExternalID(given))
        }
        if let password = request.password {
            let words = [name, email?.text ?? "", displayName]
            if let problem = PasswordRules.problem(with: password, words: words, screen: world.passwordScreen) {
                problems.append(.password(problem))
            }
        }
        try problems.throwIfAny()
        return (name, email, displayName, externalID)
    }

    private func whatIsTaken(_ account: Account) async throws -> Problem {
        if try await world.store.dossier(named: SignInIdentifier(account.name)) != nil { return .nameTaken }
        if let email = account.confirmedEmail,
            try await world.store.dossier(named: SignInIdentifier(email)) != nil
        {
            return .emailTaken
        }
        return .externalIDTaken
    }
}
