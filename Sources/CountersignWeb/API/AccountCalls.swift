import Countersign

/// `/accounts`: what an app can do with the accounts in its reach.
enum AccountCalls {
    @Sendable
    static func create(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: ["name", "display_name", "email", "external_id", "password"])
        var request = AccountActs.Request(name: try fields.requiredText("name", atMost: SignInIdentifier.maximumLength))
        request.displayName = try fields.text("display_name", atMost: SignInName.longestLabel) ?? ""
        request.email = try fields.text("email", atMost: SignInIdentifier.maximumLength)
        request.externalID = try fields.text("external_id", atMost: AccountActs.longestExternalID)
        request.password = try fields.text("password")
        // A key that reaches one organisation makes accounts there: elsewhere they would be out of its reach at once.
        if case .organisation(let id) = caller.key.reach { request.organisation = id }
        do {
            let account = try await AccountActs(in: caller.world).create(
                request,
                appID: caller.app.id,
                actor: caller.actor,
                storing: { account, _ in try keeping.changes(keeping: .created(.account(account))) }
            )
            return keeping.answer(else: .created(.account(account)))
        } catch let problems as Problems<AccountActs.Problem> {
            throw APIProblem(problems.list)
        }
    }

    /// By name or confirmed address. None is an empty list, and no error.
    @Sendable
    static func find(_ caller: Caller) async throws -> CallAnswer {
        guard let name = caller.query["name"] else { throw APIProblem.badParameter("name", "is missing") }
        let found = try await caller.dossierIfAny(named: name)?.account
        return .ok(
            .object { json in
                json.array("accounts") { json in
                    if let found { json.element { $0.account(found) } }
                }
            }
        )
    }

    /// By what the app itself calls it.
    @Sendable
    static func showExternal(_ caller: Caller) async throws -> CallAnswer {
        let id = caller.visitor.parameters["external_id"]
        guard let account = try await caller.world.store.account(externalID: id, of: caller.app.id),
            try await caller.key.reaches(account, in: caller.world)
        else { throw APIProblem.noSuchAccount }
        return .ok(.account(account))
    }

    @Sendable
    static func show(_ caller: Caller) async throws -> CallAnswer {
        .ok(.account(try await caller.dossier().account))
    }

    @Sendable
    static func change(_ caller: Caller, _ body: JSONValue) async throws -> CallAnswer {
        let fields = try JSONFields(
            body,
            known: ["name", "display_name", "email", "external_id", "password", "disabled"]
        )
        let account = try await caller.changeableDossier().account
        var patch = AccountActs.Patch()
        patch.name = try fields.text("name", atMost: SignInIdentifier.maximumLength)
        patch.displayName = try fields.clearableText("display_name", atMost: SignInName.longestLabel).map { $0 ?? "" }
        patch.email = try fields.clearableText("email", atMost: SignInIdentifier.maximumLength)
        patch.externalID = try fields.clearableText("external_id", atMost: AccountActs.longestExternalID)
        patch.password = try fields.text("password")
        patch.isDisabled = try fields.bool("disabled")
        do {
            let changed = try await AccountActs(in: caller.world).change(account.id, patch, actor: caller.actor)
            return .ok(.account(changed))
        } catch let problems as Problems<AccountActs.Problem> {
            throw APIProblem(problems.list)
        }
    }

    @Sendable
    static func remove(_ caller: Caller) async throws -> CallAnswer {
        let account = try await caller.changeableDossier().account
        try await AccountActs(in: caller.world).remove(account.id, actor: caller.actor)
        return .done
    }

    /// Ends the waits after wrong codes; the budget only where that is asked for, with a reason.
    @Sendable
    static func unlock(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: ["refill_budget", "reason"])
        let refill = try fields.bool("refill_budget") ?? false
        let reason = try fields.text("reason") ?? ""
        if refill, reason.isEmpty {
            throw APIProblem.unacceptable([FieldProblem("reason", "is needed to refill the budget")])
        }
        guard reason.unicodeScalars.count <= 200 else {
            throw APIProblem.unacceptable([FieldProblem("reason", "is longer than 200 characters")])
        }
        let account = try await caller.changeableDossier().account
        try await AccountActs(in: caller.world).unlock(
            account.id,
            refillingBudgets: refill,
            reason: reason,
            actor: caller.actor
        )
        return .done
    }
}

extension APIProblem {
    /// All that is wrong with an account's fields at once: 422 for what could never be taken, else 409 for what stands
    /// against something that the server holds.
    init(_ problems: [AccountActs.Problem]) {
        let fields = problems.map(FieldProblem.init)
        self = problems.allSatisfy(\.isConflict) ? .conflict(fields) : .unacceptable(fields)
    }
}

extension FieldProblem {
    fileprivate init(_ problem: AccountActs.Problem) {
        switch problem {
        case .name(let fault): self.init("name", Self.words(for: fault, most: "254 characters"))
        case .email(let fault): self.init("email", Self.words(for: fault, most: "254 bytes"))
        case .displayName(let fault): self.init("display_name", Self.words(for: fault, most: "64 characters"))
        case .externalID(let fault): self.init("external_id", Self.words(for: fault, most: "128 characters"))
        case .password(let problem): self.init("password", Self.words(for: problem))
        case .nameTaken: self.init("name", "belongs to another account")
        case .emailTaken: self.init("email", "belongs to another account")
        case .emailHasCodes:
            self.init(
                "email",
                "gets this account’s codes by e-mail; remove that factor first, or let the person change it"
            )
        case .externalIDTaken: self.init("external_id", "belongs to another account of this app")
        }
    }

    private static func words(for fault: NameFault, most: String) -> String {
        switch fault {
        case .empty: "is empty"
        case .tooLong: "is longer than \(most)"
        case .badCharacters: "has invisible or control characters"
        case .notAnAddress: "is no e-mail address"
        case .looksLikeAnotherAddress: "has an @; only the account's own e-mail address may"
        }
    }

    private static func words(for problem: PasswordProblem) -> String {
        switch problem {
        case .empty: "is empty"
        case .tooShort: "is shorter than \(PasswordRules.length.lowerBound) characters"
        case .tooLong: "is longer than \(PasswordRules.length.upperBound) characters"
        case .common: "is one of the passwords that everybody tries first"
        case .madeOfName: "is made of the account's own names"
        }
    }
}
