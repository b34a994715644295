import Countersign
import CountersignDocuments
import Hummingbird

/// One authenticator app being set up: a first one, one more, or one in place of another.
struct AppSetup<Person: SessionContext>: Sendable {
    let person: Person
    /// The factor that stops when this one is confirmed.
    let replacing: Factor?
    /// Where "Choose a different way" or "Cancel" leads.
    let otherPath: String

    enum Outcome: Sendable {
        /// To be shown: the page again, or another.
        case answer(Response)
        /// It can no longer be confirmed: it ran out, or is finished.
        case ended
        case confirmed(Factor, madeBackupCodes: Bool)
    }

    /// The setup that was begun before, or a new one.
    func open() async throws -> Enrolment.Begun {
        try await Enrolment(in: person.world).open(
            kind: .totp,
            label: replacing?.label ?? "",
            replacing: replacing?.id,
            for: person.account.id,
            browser: person.enrolmentBrowser,
            client: person.client,
            actor: person.actor
        )
    }

    func unfinished() async throws -> Enrolment.Begun? {
        try await Enrolment(in: person.world).resumed(
            kind: .totp,
            for: person.dossier,
            replacing: replacing?.id,
            browser: person.enrolmentBrowser
        )
    }

    func page(
        _ begun: Enrolment.Begun,
        nickname: String? = nil,
        problem: AppCodeProblem? = nil,
        nameProblem: AppSetupPage.NameProblem? = nil
    ) throws -> AppSetupPage {
        let settings = try person.world.codeSettings(of: begun.draft)
        let request = Enrolment(in: person.world).request(for: person.account)
        let uri = begun.shown[TOTPMethod.Shown.uri] ?? ""
        return AppSetupPage(
            mode: mode,
            setup: begun.draft.id.rawValue,
            qr: try QRCode(uri),
            key: ShownSecret(begun.shown[TOTPMethod.Shown.secret] ?? ""),
            uri: ShownSecret(uri),
            account: request.accountName,
            issuer: request.issuer,
            digits: settings.digits,
            period: settings.period,
            platform: Browser(userAgent: person.client.userAgent).platform,
            nickname: nickname ?? begun.draft.label,
            isRenewed: begun.isRenewed,
            problem: problem,
            nameProblem: nameProblem,
            otherPath: otherPath
        )
    }

    /// Judges what was sent.
    func confirm(_ form: Form) async throws -> Outcome {
        // Run out while it was looked at: there is a new code to scan, and the one that was typed is of no use.
        guard let begun = try await unfinished() else { return .ended }
        let nickname = form["nickname"]
        let name = name(nickname)
        let given: Given
        switch TypedAppCode(form["code"], digits: try person.world.codeSettings(of: begun.draft).digits) {
        case .slip(let problem):
            return .answer(try again(begun, nickname, problem, name.problem))
        case .answer(_, isBackupCode: true):
            return .answer(try again(begun, nickname, .shape, name.problem))
        case .answer(let answer, isBackupCode: false):
            given = answer
        }
        if let problem = name.problem { return .answer(try again(begun, nickname, nil, problem)) }
        let outcome = try await Enrolment(in: person.world).finish(
            begun.draft.id,
            of: person.account.id,
            given: given,
            label: name.label,
            session: person.session,
            browser: person.enrolmentBrowser,
            client: person.client,
            actor: person.actor
        )
        switch outcome {
        case .confirmed(let factor, let backupCodes):
            return .confirmed(factor, madeBackupCodes: backupCodes != nil)
        case .rejected(_, triesLeft: ...0):
            return .answer(try again(try await open(), nickname, .tooManyAtSetup, nil))
        case .rejected(let rejection, _):
            return .answer(try again(begun, nickname, AppCodeProblem(atSetup: rejection), nil))
        case .unrecognised:
            return .answer(try again(begun, nickname, .shape, nil))
        case .draftEnded:
            return .ended
        }
    }

    private func again(
        _ begun: Enrolment.Begun,
        _ nickname: String,
        _ problem: AppCodeProblem?,
        _ nameProblem: AppSetupPage.NameProblem?
    ) throws -> Response {
        try person.again(try page(begun, nickname: nickname, problem: problem, nameProblem: nameProblem))
    }

    private var mode: AppSetupPage.Mode {
        if replacing != nil { return .moving }
        // Whoever has lost all earlier ways has none to tell this one apart from.
        let isOnly =
            person.dossier.factors.isEmpty || person.session.recoveryID != nil
            || person.dossier.mustSetUpAgain(person.session)
        return isOnly ? .first : .another
    }

    private func name(_ given: String) -> (label: String, problem: AppSetupPage.NameProblem?) {
        do {
            let label = try SignInName.cleanedLabel(given)
            return (label, label.isEmpty && mode == .another ? .missing : nil)
        } catch {
            switch error {
            case .tooLong: return ("", .tooLong)
            case .empty, .badCharacters, .notAnAddress, .looksLikeAnotherAddress: return ("", .characters)
            }
        }
    }
}

extension AppCodeProblem {
    /// While an app is set up its key is the person's own, so that the clock's error is told at once.
    init(atSetup rejection: Rejection) {
        switch rejection.hint {
        case .clockIsOff(let seconds): self = .clockIsOff(seconds: seconds)
        case .clockMayBeWrong: self = .clockMayBeWrong
        case .justRunOut: self = .justRunOut
        case .usedOn, .otherBrowser, .keyMayBeCopied, .wrongAddress, .modelNotAllowed, nil:
            switch rejection.reason {
            case .alreadyUsed: self = .alreadyUsed
            case .unavailable: self = .unavailable
            case .wrongCode, .expired, .challengeEnded, .noFactor, .locked: self = .wrongAtSetup
            }
        }
    }
}
