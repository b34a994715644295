import Foundation

/// Changing an account: what an app, the host or its owner says of it.
extension AccountActs {
    /// What may be changed of an account; nil leaves it as it is.
    package struct Patch: Sendable {
        package var name: String?
        package var displayName: String?
        package var email: String??
        package var externalID: String??
        package var password: String?
        package var isDisabled: Bool?

        package init() {}
    }

    /// - Parameters:
    ///   - emailIsConfirmed: whether a new address counts as proved; an app's word does not prove it.
    ///   - client: whose browser it was; nil for an app and the host.
    /// - Throws: `Problems<Problem>`, `HashingBusy`, `CeremonyFault`
    package func change(
        _ id: Account.ID,
        _ patch: Patch,
        emailIsConfirmed: Bool = false,
        client: Client? = nil,
        actor: Event.Actor
    ) async throws -> Account {
        let hash: String? =
            if let password = patch.password {
                try await hashed(password, for: id)
            } else { nil }
        do {
            return try await world.decide(about: id) { dossier, now in
                try world.refuseAbovePower(dossier.account, for: actor)
                try AccountActs.refuseFrozen(dossier.account, for: actor)
                let before = dossier.account
                var patching = Patching(before)
                try patching.apply(patch, confirmingEmailAt: emailIsConfirmed ? now : nil)
                if let hash { patching.setPassword(hash, at: now) }
                if let isDisabled = patch.isDisabled { patching.setState(isDisabled: isDisabled) }
                var account = patching.account
                if account == before { return Decision(account) }
                if account.email != before.email, account.confirmedEmail == nil,
                    dossier.factors.contains(where: { world.methods.of($0.kind)?.provesAddress == true })
                {
                    throw Problems(list: [Problem.emailHasCodes])
                }
                var changes = patching.changes(from: before)
                changes.append(
                    try world.event(
                        .accountChanged,
                        about: account,
                        by: actor,
                        from: client,
                        data: ["fields": patching.fields.joined(separator: " ")],
                        at: now
                    )
                )
                changes += try telling(of: patching.fields, before, account, by: actor, from: client, at: now)
                account.revision += 1
                return Decision(account, changes)
            }
        } catch CeremonyFault.taken {
            throw Problems(list: [Problem.nameTaken])
        }
    }

    /// An account that its owner froze is opened by support and by nobody else, and nothing of it changes before: not by
    /// being disabled and enabled either.
    ///
    /// - Throws: `CeremonyFault.closed`
    static func refuseFrozen(_ account: Account, for actor: Event.Actor) throws {
        if case .app = actor, account.state == .frozen { throw CeremonyFault.closed }
    }

    /// What the person did not do themselves, or would want to know that somebody did.
    private func telling(
        of fields: [String],
        _ before: Account,
        _ account: Account,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        var changes: [Change] = []
        if fields.contains("password") { changes += try world.tell(account, .passwordSet, from: client, at: now) }
        if fields.contains("email"), before.confirmedEmail != nil, before.emailIdentifier != account.emailIdentifier {
            changes += try world.tell(before, .emailChanged, from: client, at: now)
        }
        // What an app calls its own people is its own matter.
        if fields.contains("display_name"), case .member = actor {
            changes += try world.tell(
                account,
                .nameChanged,
                from: client,
                facts: ["old_name": before.displayName],
                at: now
            )
        }
        return changes
    }

    private func hashed(_ password: String, for id: Account.ID) async throws -> String {
        guard let account = try await world.store.dossier(of: id)?.account else { throw CeremonyFault.unknownAccount }
        let words = [account.name, account.email ?? "", account.displayName]
        if let problem = PasswordRules.problem(with: password, words: words, screen: world.passwordScreen) {
            throw Problems(list: [Problem.password(problem)])
        }
        return try await world.hash(chosen: password, for: .known)
    }
}

/// An account with changes on it that are not written yet, and what they were.
private struct Patching {
    private(set) var account: Account
    /// What was said anew, by its names in the API.
    private(set) var fields: [String] = []
    /// Whoever is signed in got in by what holds no longer.
    private var endsAccess = false

    init(_ account: Account) {
        self.account = account
    }

    /// - Parameter confirmedAt: when a new address was proved; nil if it was not.
    /// - Throws: `Problems<AccountActs.Problem>`
    mutating func apply(_ patch: AccountActs.Patch, confirmingEmailAt confirmedAt: Date?) throws {
        typealias Problem = AccountActs.Problem
        var problems = Problems<Problem>()
        if let given = patch.email {
            var email: EmailAddress?
            if let given { email = problems.reading(Problem.email, try EmailAddress(given)) }
            if problems.isEmpty { setEmail(email, confirmedAt: confirmedAt) }
        }
        if let given = patch.name {
            let own = account.email
            let name = problems.reading(
                Problem.name,
                try SignInName.cleaned(given, email: own.map { text throws(NameFault) in try EmailAddress(text) })
            )
            if let name { set(\.name, to: name, "name") }
        }
        if let given = patch.displayName {
            let name = problems.reading(Problem.displayName, try SignInName.cleanedLabel(given))
            if let name { set(\.displayName, to: name, "display_name") }
        }
        if let given = patch.externalID {
            let id = problems.reading(
                Problem.externalID,
                try given.map { text throws(NameFault) in try AccountActs.cleanedExternalID(text) }
            )
            if let id { set(\.externalID, to: id, "external_id") }
        }
        try problems.throwIfAny()
    }

    mutating func setPassword(_ hash: String, at now: Date) {
        account.passwordChangedAt = now
        set(\.passwordHash, to: hash, "password")
        endsAccess = true
    }

    /// Nothing happens to an account that is in that state; a frozen one is not disabled.
    mutating func setState(isDisabled: Bool) {
        guard isDisabled != (account.state == .disabled) else { return }
        set(\.state, to: isDisabled ? .disabled : .active, "state")
        if isDisabled { endsAccess = true }
    }

    /// What is to be written, the names that one signs in with among it.
    func changes(from before: Account) -> [Change] {
        var changes: [Change] = []
        if endsAccess {
            changes += [
                .endSessions(of: account.id, except: nil), .endSignIns(of: account.id),
                .removeDevices(of: account.id, except: nil),
            ]
        }
        if account.email != before.email {
            // Whoever reads the mail of before has no say any more.
            changes += [
                .endChallenges(of: account.id, for: .resetPassword, .cancelled),
                .endChallenges(of: account.id, for: .changeEmail, .cancelled),
            ]
        }
        return changes + [.saveAccount(account)] + account.identifierChanges(since: before)
    }

    private mutating func setEmail(_ email: EmailAddress?, confirmedAt: Date?) {
        guard email?.text != account.email else { return }
        let isSame = email.map { SignInIdentifier($0.text) } == account.email.map(SignInIdentifier.init)
        // A name that is the address follows it, or it would be somebody else's before long.
        if account.name.contains("@"), let email { account.name = email.text }
        // In other letters it is the address that was proved.
        if !isSame { account.emailConfirmedAt = email == nil ? nil : confirmedAt }
        set(\.email, to: email?.text, "email")
    }

    private mutating func set<Value>(_ field: WritableKeyPath<Account, Value>, to value: Value, _ name: String) {
        account[keyPath: field] = value
        fields.append(name)
    }
}

extension Account {
    /// Its address as one signs in with it, proved or not.
    fileprivate var emailIdentifier: SignInIdentifier? { email.map { SignInIdentifier($0) } }
}
