import Foundation

/// Accounts as apps and the host make, change and remove them.
package struct AccountActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    package enum Problem: Error, Sendable, Equatable {
        case name(NameFault)
        case email(NameFault)
        case displayName(NameFault)
        case externalID(NameFault)
        case password(PasswordProblem)
        case nameTaken
        case emailTaken
        case externalIDTaken
    }

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
                try await world.hasher.hash(password.precomposedStringWithCanonicalMapping, for: .known)
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

    /// - Throws: `Problems<Problem>`, `CeremonyFault`
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
                let before = dossier.account
                var account = before
                var fields: [String] = []
                try apply(patch, to: &account, confirmed: emailIsConfirmed ? now : nil, fields: &fields)
                var changes: [Change] = []
                if let hash {
                    account.passwordHash = hash
                    account.passwordChangedAt = now
                    fields.append("password")
                    changes += [
                        .endSessions(of: id, except: nil), .endSignIns(of: id), .removeDevices(of: id, except: nil),
                    ]
                }
                if let isDisabled = patch.isDisabled, isDisabled != (account.state == .disabled) {
                    account.state = isDisabled ? .disabled : .active
                    fields.append("state")
                    if isDisabled {
                        changes += [
                            .endSessions(of: id, except: nil), .endSignIns(of: id),
                            .removeDevices(of: id, except: nil),
                        ]
                    }
                }
                if account == before { return Decision(account) }
                changes.append(.saveAccount(account))
                for gone in before.identifiers.subtracting(account.identifiers) { changes.append(.release(gone, id)) }
                for new in account.identifiers.subtracting(before.identifiers) { changes.append(.claim(new, id)) }
                changes.append(
                    try world.event(
                        .accountChanged,
                        about: account,
                        by: actor,
                        from: client,
                        data: ["fields": fields.joined(separator: " ")],
                        at: now
                    )
                )
                changes += try telling(of: fields, before, account, by: actor, from: client, at: now)
                account.revision += 1
                return Decision(account, changes)
            }
        } catch CeremonyFault.taken {
            throw Problems(list: [Problem.nameTaken])
        }
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
        if fields.contains("email"), before.confirmedEmail != nil {
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

    package func remove(_ id: Account.ID, actor: Event.Actor) async throws {
        try await world.decide(about: id) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            let event = try world.event(.accountDeleted, about: dossier.account, by: actor, at: now)
            return Decision((), [event, .removeAccount(id)])
        }
    }

    /// Ends all waits. Refilling the budgets is a second decision, with a reason.
    package func unlock(
        _ id: Account.ID,
        refillingBudgets: Bool,
        reason: String,
        actor: Event.Actor
    ) async throws {
        try await world.decide(about: id) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            var guards = try world.guards(of: dossier)
            guards.unlock(refillingBudgets: refillingBudgets)
            var changes = guards.changedRows.map { Change.saveLane(id, lane: $0.lane, state: $0.state) }
            changes.append(
                try world.event(
                    .accountUnlocked,
                    about: dossier.account,
                    by: actor,
                    data: ["budget": refillingBudgets ? "true" : "false", "reason": String(reason.prefix(200))],
                    at: now
                )
            )
            changes += try world.tell(dossier.account, .unlocked, from: nil, at: now)
            return Decision((), changes)
        }
    }

    /// By the host: a frozen account becomes one that can be signed in to.
    package func unfreeze(_ id: Account.ID, actor: Event.Actor) async throws {
        try await world.decide(about: id) { dossier, now in
            guard dossier.account.state == .frozen else { return Decision(()) }
            var account = dossier.account
            account.state = .active
            return Decision(
                (),
                [.saveAccount(account), try world.event(.accountUnfrozen, about: account, by: actor, at: now)]
                    + (try world.tell(account, .accountUnfrozen, from: nil, at: now))
            )
        }
    }

    private func hashed(_ password: String, for id: Account.ID) async throws -> String {
        guard let account = try await world.store.dossier(of: id)?.account else { throw CeremonyFault.unknownAccount }
        let words = [account.name, account.email ?? "", account.displayName]
        if let problem = PasswordRules.problem(with: password, words: words, screen: world.passwordScreen) {
            throw Problems(list: [Problem.password(problem)])
        }
        return try await world.hasher.hash(password.precomposedStringWithCanonicalMapping, for: .known)
    }

    private func apply(
        _ patch: Patch,
        to account: inout Account,
        confirmed: Date?,
        fields: inout [String]
    ) throws {
        var problems: [Problem] = []
        if let given = patch.email {
            var email: EmailAddress?
            if let given {
                do { email = try EmailAddress(given) } catch { problems.append(.email(error)) }
            }
            if problems.isEmpty, email?.text != account.email {
                // A name that is the address follows it, or it would be somebody else's before long.
                if account.name.contains("@"), let email { account.name = email.text }
                account.email = email?.text
                account.emailConfirmedAt = email == nil ? nil : confirmed
                fields.append("email")
            }
        }
        if let given = patch.name {
            do {
                let email = try account.email.map { text throws(NameFault) in try EmailAddress(text) }
                account.name = try SignInName.cleaned(given, email: email)
                fields.append("name")
            } catch {
                problems.append(.name(error))
            }
        }
        if let given = patch.displayName {
            do {
                account.displayName = try SignInName.cleanedLabel(given)
                fields.append("display_name")
            } catch {
                problems.append(.displayName(error))
            }
        }
        if let given = patch.externalID {
            do {
                account.externalID = try given.map { text throws(NameFault) in try Self.cleanedExternalID(text) }
                fields.append("external_id")
            } catch {
                problems.append(.externalID(error))
            }
        }
        if !problems.isEmpty { throw Problems(list: problems) }
    }

    private func checked(
        _ request: Request
    ) throws -> (name: String, email: EmailAddress?, displayName: String, externalID: String?) {
        var problems: [Problem] = []
        var email: EmailAddress?
        if let given = request.email {
            do { email = try EmailAddress(given) } catch { problems.append(.email(error)) }
        }
        var name = ""
        do { name = try SignInName.cleaned(request.name, email: email) } catch { problems.append(.name(error)) }
        var displayName = ""
        do {
            displayName = try SignInName.cleanedLabel(request.displayName)
        } catch {
            problems.append(.displayName(error))
        }
        var externalID: String?
        if let given = request.externalID {
            do { externalID = try Self.cleanedExternalID(given) } catch { problems.append(.externalID(error)) }
        }
        if let password = request.password {
            let words = [name, email?.text ?? "", displayName]
            if let problem = PasswordRules.problem(with: password, words: words, screen: world.passwordScreen) {
                problems.append(.password(problem))
            }
        }
        if !problems.isEmpty { throw Problems(list: problems) }
        return (name, email, displayName, externalID)
    }

    private static func cleanedExternalID(_ given: String) throws(NameFault) -> String {
        let text = try SignInName.cleanedLabel(given, limit: 128)
        guard !text.isEmpty else { throw .empty }
        return text
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
