import Countersign
import Foundation
import Hummingbird

/// `/security/confirm`: proof again, before anything about the protection changes; then back to where one was going.
///
/// With a second factor if there is one: a password alone proves nothing new then.
enum ProvingAgain {
    /// On to the best way.
    @Sendable
    static func start(_ person: InSession) async throws -> Response {
        if person.isFresh, person.hasStaffProof || !person.purpose.isForConsole {
            return .seeOther(person.cameFrom)
        }
        return .seeOther(person.proofPath)
    }

    @Sendable
    static func methods(_ person: InSession) async throws -> Response {
        guard !person.proving.factors.isEmpty else { return .seeOther(person.purpose.path("password")) }
        return try person.page(MethodsPage(ways: try await person.ways().all, purpose: person.purpose))
    }

    /// After proof in a tab of its own: what was to be done waits in another.
    @Sendable
    static func done(_ person: InSession) async throws -> Response {
        guard person.isFresh else { return .seeOther(CodePurpose.inAnotherTab) }
        return try person.page(ConfirmedPage())
    }

    // MARK: The password, where there is no second factor

    @Sendable
    static func showPassword(_ person: InSession) async throws -> Response {
        guard person.mayProveByPassword else { return .seeOther(person.proofPath) }
        return try person.page(ConfirmPasswordPage(account: person.account.shownName))
    }

    @Sendable
    static func givePassword(_ person: InSession, _ form: Form) async throws -> Response {
        guard person.mayProveByPassword else { return .seeOther(person.proofPath) }
        let name = person.account.shownName
        guard !form["password"].isEmpty else {
            return try person.again(ConfirmPasswordPage(account: name, problems: [.passwordMissing]))
        }
        let outcome = try await ProveAgain(in: person.world)
            .password(person.session, password: form["password"], client: person.client)
        switch outcome {
        case .proved: return .seeOther(person.cameFrom)
        case .wait(let wait):
            return try person.wait(
                WaitPage(wait, tryAgainPath: person.purpose.path("password"), purpose: person.purpose)
            )
        case .wrongPassword, .rejected:
            return try person.again(ConfirmPasswordPage(account: name, problems: [.passwordWrong]))
        }
    }

    // MARK: A backup code

    @Sendable
    static func showBackupCode(_ person: InSession) async throws -> Response {
        guard !person.proving.factors.isEmpty else { return .seeOther(person.purpose.path("password")) }
        guard !person.purpose.isForConsole else { return .seeOther(person.purpose.methodsPath) }
        return try person.page(backupCodePage(person))
    }

    @Sendable
    static func giveBackupCode(_ person: InSession, _ form: Form) async throws -> Response {
        guard !person.purpose.isForConsole else { return .seeOther(person.purpose.methodsPath) }
        if let slip = BackupCodePage.Problem(slipIn: form["backup"]) {
            return try person.again(backupCodePage(person, slip))
        }
        return try await person.prove(by: .text(form["backup"]), on: nil) { rejected, ways in
            guard let problem = BackupCodePage.Problem(rejected) else {
                return try person.wait(ways.spentPage(for: person.purpose))
            }
            return try person.again(backupCodePage(person, problem))
        }
    }

    private static func backupCodePage(_ person: InSession, _ problem: BackupCodePage.Problem? = nil) -> BackupCodePage
    {
        BackupCodePage(
            account: person.account.shownName,
            left: person.dossier.backupCodes?.left,
            problem: problem,
            purpose: person.purpose
        )
    }
}

extension InSession {
    /// Where the person was going.
    var cameFrom: String { visitor.returnPath()?.text ?? "/security" }

    var purpose: CodePurpose { .confirm(returnTo: cameFrom) }

    func ways() async throws -> SecondStepWays {
        let browser = try await visitor.knownBrowser(of: account.id)
        return try SecondStepWays(
            proving,
            at: .session(session, browser: browser),
            isForConsole: purpose.isForConsole,
            in: world
        )
    }

    /// Has an answer judged; a right one leads back to where the person was going.
    ///
    /// - Parameter refused: what the page says otherwise, with the ways as they were before.
    func prove(
        by given: Given,
        of kind: Kind? = nil,
        on factor: Factor?,
        refused: (SecondStep.Rejected, SecondStepWays) async throws -> Response
    ) async throws -> Response {
        do {
            let outcome = try await ProveAgain(in: world).answer(
                session,
                given: given,
                kind: kind,
                factorID: factor?.id,
                browser: try await visitor.knownBrowser(of: account.id),
                client: client
            )
            switch outcome {
            case .proved: return .seeOther(cameFrom)
            case .rejected(let rejected): return try await refused(rejected, try await ways())
            case .wrongPassword, .wait: return .seeOther(proofPath)
            }
        } catch let tooMany as TooManyTries {
            return try wait(
                WaitPage(reason: .network, until: tooMany.until, tryAgainPath: visitor.path, purpose: purpose)
            )
        }
    }
}
