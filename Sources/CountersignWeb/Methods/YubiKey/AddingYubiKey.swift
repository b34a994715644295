import Countersign
import Hummingbird

/// `/security/two-factor/yubikey/new`: a key is set up by touching it.
enum AddingYubiKey {
    @Sendable
    static func show(_ person: Enrolling) async throws -> Response {
        guard person.world.settings.validatesYubiKeys else { return try person.page(notUsed(person)) }
        return try person.page(page(person))
    }

    @Sendable
    static func confirm(_ person: Enrolling, _ form: Form) async throws -> Response {
        guard person.world.settings.validatesYubiKeys else { return try person.page(notUsed(person), .conflict) }
        var nickname = form["nickname"]
        var code = form["code"]
        // Touched with the cursor in the other field.
        if code.isEmpty, TypedYubiKeyCode.looksLikeOne(nickname) { (code, nickname) = (nickname, "") }
        let label: String
        do {
            label = try SignInName.cleanedLabel(nickname)
        } catch {
            return try person.again(page(person, nickname, nameProblem: .label(error)))
        }
        switch TypedYubiKeyCode(code, of: nil) {
        case .slip(let slip): return try person.again(page(person, nickname, slip))
        case .answer(let given): return try await finish(person, given, label)
        }
    }

    private static func finish(_ person: Enrolling, _ given: Given, _ label: String) async throws -> Response {
        let enrolment = Enrolment(in: person.world)
        let begun = try await enrolment.open(
            kind: .yubikey,
            for: person.account.id,
            browser: person.enrolmentBrowser,
            client: person.client,
            actor: person.actor
        )
        do {
            let outcome = try await enrolment.finish(
                begun.draft.id,
                of: person.account.id,
                given: given,
                label: label,
                session: person.session,
                browser: person.enrolmentBrowser,
                client: person.client,
                actor: person.actor
            )
            switch outcome {
            case .confirmed(_, let codes?) where !codes.isEmpty:
                return .seeOther(SavingBackupCodes.path(.setup(.yubikey)))
            case .confirmed:
                return .seeOther(person.afterSetup).telling(.yubiKeyAdded).endingSetup(person)
            case .rejected(let rejection, _):
                return try person.again(page(person, label, YubiKeyProblem(rejection)))
            case .draftEnded, .unrecognised:
                return try person.again(page(person, label, .wrong))
            }
        } catch CeremonyFault.taken {
            return try person.again(page(person, label, .taken))
        }
    }

    private static func page(
        _ person: Enrolling,
        _ nickname: String = "",
        _ problem: YubiKeyProblem? = nil,
        nameProblem: Problem? = nil
    ) -> YubiKeySetupPage {
        YubiKeySetupPage(
            nickname: nickname,
            problem: problem,
            nameProblem: nameProblem,
            otherPath: otherPath(person)
        )
    }

    private static func notUsed(_ person: Enrolling) -> YubiKeyNotUsedPage {
        let passkey = KindPages.offered(to: person.dossier, in: person.world).first {
            $0.kind == KindPages.passkey.kind
        }
        return YubiKeyNotUsedPage(securityKeyPath: passkey?.setUpPath, otherPath: otherPath(person))
    }

    private static func otherPath(_ person: Enrolling) -> String {
        person.isRequired ? "/setup/choose" : "/security/two-factor/new"
    }
}
