import Countersign
import Hummingbird

/// `/sign-in/yubikey` and `/security/confirm/yubikey`: touch the key.
enum AskingYubiKey {
    // MARK: Signing in

    @Sendable
    static func show(_ half: HalfSignedIn) async throws -> Response {
        guard half.dossier.hasYubiKey else { return .seeOther(half.firstPath) }
        return try half.page(page(half))
    }

    @Sendable
    static func answer(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        guard half.dossier.hasYubiKey else { return .seeOther(half.firstPath) }
        switch TypedYubiKeyCode(form["code"], of: half.dossier.factors) {
        case .slip(let slip): return try half.again(page(half, slip, remembers: form.remembers))
        case .answer(let given):
            return try await half.answer(given, of: .yubikey, on: nil, remembering: form) { rejected in
                try half.again(page(half, YubiKeyProblem(rejected.rejection), remembers: form.remembers))
            }
        }
    }

    /// What was typed into the field of an app's code, if a key of this account typed it. Nil otherwise.
    static func answer(
        _ half: HalfSignedIn,
        inAppField form: Form,
        refused: (YubiKeyProblem) throws -> Response
    ) async throws -> Response? {
        let text = form["code"]
        guard half.dossier.hasYubiKey, case .answer(let given) = TypedYubiKeyCode(text, of: half.dossier.factors) else {
            return nil
        }
        return try await half.answer(given, of: .yubikey, on: nil, remembering: form) {
            try refused(YubiKeyProblem($0.rejection))
        }
    }

    // MARK: Proving oneself again

    @Sendable
    static func showAgain(_ person: InSession) async throws -> Response {
        guard person.dossier.hasYubiKey else { return .seeOther(person.proofPath) }
        return try person.page(page(person.dossier, person.purpose))
    }

    @Sendable
    static func answerAgain(_ person: InSession, _ form: Form) async throws -> Response {
        guard person.dossier.hasYubiKey else { return .seeOther(person.proofPath) }
        switch TypedYubiKeyCode(form["code"], of: person.dossier.factors) {
        case .slip(let slip): return try person.again(page(person.dossier, person.purpose, slip))
        case .answer(let given):
            return try await person.prove(by: given, of: .yubikey, on: nil) { rejected, _ in
                try person.again(page(person.dossier, person.purpose, YubiKeyProblem(rejected.rejection)))
            }
        }
    }

    /// As above, within a session.
    static func answer(
        _ person: InSession,
        inAppField text: String,
        refused: (YubiKeyProblem) throws -> Response
    ) async throws -> Response? {
        guard person.dossier.hasYubiKey, case .answer(let given) = TypedYubiKeyCode(text, of: person.dossier.factors)
        else { return nil }
        return try await person.prove(by: given, of: .yubikey, on: nil) { rejected, _ in
            try refused(YubiKeyProblem(rejected.rejection))
        }
    }

    private static func page(
        _ half: HalfSignedIn,
        _ problem: YubiKeyProblem? = nil,
        remembers: Bool = false
    ) -> YubiKeyPage {
        YubiKeyPage(
            account: half.dossier.account.shownName,
            problem: problem,
            remember: half.rememberBox(isTicked: remembers)
        )
    }

    private static func page(
        _ dossier: Dossier,
        _ purpose: CodePurpose,
        _ problem: YubiKeyProblem? = nil
    ) -> YubiKeyPage {
        YubiKeyPage(account: dossier.account.shownName, problem: problem, purpose: purpose)
    }
}
