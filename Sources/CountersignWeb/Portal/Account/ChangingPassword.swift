import Countersign
import Hummingbird

/// `/security/password`
enum ChangingPassword {
    @Sendable
    static func show(_ person: FreshlySignedIn) async throws -> Response {
        try person.page(ChangePasswordPage(account: person.account.shownName))
    }

    @Sendable
    static func change(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let current = form["password"]
        let new = form["new-password"]
        var problems: [Problem] = []
        if current.isEmpty { problems.append(.passwordMissing) }
        if new.isEmpty {
            problems.append(.newPasswordMissing)
        } else if new == current {
            problems.append(.newPasswordSame)
        }
        guard problems.isEmpty else { return try again(person, problems) }
        let outcome = try await PasswordActs(in: person.world)
            .change(person.session, current: current, new: new, client: person.client)
        switch outcome {
        case .changed: return .seeOther("/security").telling(Flash.passwordChanged)
        case .wrongCurrent: return try again(person, [.passwordWrong])
        case .unsuited(let problem): return try again(person, [.newPassword(problem)])
        case .wait(let wait):
            return try person.wait(
                WaitPage(wait, tryAgainPath: "/security/password", purpose: .confirm(returnTo: "/security/password"))
            )
        }
    }

    private static func again(_ person: FreshlySignedIn, _ problems: [Problem]) throws -> Response {
        try person.again(ChangePasswordPage(account: person.account.shownName, problems: problems))
    }
}

/// `/security/name`: what the person is called.
enum ChangingName {
    @Sendable
    static func show(_ person: SignedIn) async throws -> Response {
        try person.page(ChangeNamePage(value: person.account.displayName))
    }

    @Sendable
    static func change(_ person: SignedIn, _ form: Form) async throws -> Response {
        var patch = AccountActs.Patch()
        patch.displayName = form["name"]
        do {
            _ = try await AccountActs(in: person.world)
                .change(person.account.id, patch, client: person.client, actor: person.actor)
            return .seeOther("/security").telling(Flash.nameChanged)
        } catch let problems as Problems<AccountActs.Problem> {
            let shown = problems.list.compactMap { problem -> Problem? in
                if case .displayName(let fault) = problem { .displayName(fault) } else { nil }
            }
            return try person.again(ChangeNamePage(value: form["name"], problems: shown))
        }
    }
}
