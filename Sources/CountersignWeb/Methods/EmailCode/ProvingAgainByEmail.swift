import Countersign
import Hummingbird

// `/security/confirm/email`

extension ProvingAgain {
    @Sendable
    static func showEmailCode(_ person: InSession) async throws -> Response {
        let (desk, wait) = try await emailDesk(person)
        if let wait { return try person.wait(wait) }
        return try person.page(try await desk.page())
    }

    /// With a code it is the answer; without one it is the button that opens this way, and sends.
    @Sendable
    static func giveEmailCode(_ person: InSession, _ form: Form) async throws -> Response {
        let (desk, wait) = try await emailDesk(person)
        guard form.has("code") else {
            if let wait { return try person.wait(wait) }
            return try await desk.open()
        }
        let shown = try await desk.page()
        switch TypedEmailCode(form["code"], isLong: shown.sent?.isLong == true) {
        case .slip(let slip):
            if let wait { return try person.wait(wait) }
            return try person.again(try await desk.page(problem: slip))
        case .answer(let given, let isBackupCode):
            return try await person.prove(by: given, of: isBackupCode ? nil : .email, on: nil) { rejected, ways in
                if let (problem, tries) = try await desk.problem(of: rejected, isBackupCode: isBackupCode) {
                    return try person.again(try await desk.page(problem: problem, triesLeft: tries))
                }
                if isBackupCode { return try person.wait(ways.spentPage(for: person.purpose)) }
                return try ways.waitPage(for: person.purpose).map { try person.wait($0) }
                    ?? .seeOther(person.purpose.methodsPath)
            }
        }
    }

    @Sendable
    static func sendEmailCodeAgain(_ person: InSession, _ form: Form) async throws -> Response {
        let (desk, wait) = try await emailDesk(person)
        if let wait { return try person.wait(wait) }
        return try await desk.sendAgain()
    }

    private static func emailDesk(
        _ person: InSession
    ) async throws -> (desk: EmailCodeDesk<InSession>, wait: WaitPage?) {
        let ways = try await person.ways()
        guard ways.factor(chosen: nil, kind: .email) != nil else { throw Detour(to: person.proofPath) }
        let browser = try await person.visitor.knownBrowser(of: person.account.id)
        let desk = EmailCodeDesk(
            person: person,
            account: person.account,
            door: .session(person.session, browser: browser),
            ways: ways,
            purpose: person.purpose
        )
        return (desk, desk.isOpen ? nil : ways.waitPage(for: person.purpose))
    }
}
