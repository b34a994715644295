import Countersign
import Hummingbird

// `/sign-in/email`: a code that was mailed, or a backup code in the same field

extension Portal {
    @Sendable
    static func showEmailCode(_ half: HalfSignedIn) async throws -> Response {
        let desk = try half.emailDesk()
        guard try await desk.isAnswerable() else { return .seeOther("/sign-in/wait") }
        return try half.page(try await desk.page())
    }

    /// With a code it is the answer; without one it is the button that opens this way, and sends.
    @Sendable
    static func answerEmailCode(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        let desk = try half.emailDesk(form)
        guard form.has("code") else {
            return desk.isOpen ? try await desk.open() : .seeOther("/sign-in/wait")
        }
        let shown = try await desk.page()
        if let answer = try await AskingForBypassCode.answer(half, inAnotherField: form["code"]) { return answer }
        switch TypedEmailCode(form["code"], isLong: shown.sent?.isLong == true) {
        case .slip(let slip):
            guard desk.isOpen else { return .seeOther("/sign-in/wait") }
            return try half.again(try await desk.page(problem: slip))
        case .answer(let given, let isBackupCode):
            let kind: Kind? = isBackupCode ? nil : .email
            return try await half.answer(given, of: kind, on: nil, remembering: form) { rejected in
                if let (problem, tries) = try await desk.problem(of: rejected, isBackupCode: isBackupCode) {
                    return try half.again(try await desk.page(problem: problem, triesLeft: tries))
                }
                return isBackupCode ? try half.wait(desk.ways.spentPage()) : .seeOther("/sign-in/wait")
            }
        }
    }

    @Sendable
    static func sendEmailCodeAgain(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        let desk = try half.emailDesk()
        return desk.isOpen ? try await desk.sendAgain() : .seeOther("/sign-in/wait")
    }
}

extension HalfSignedIn {
    fileprivate func emailDesk(_ form: Form? = nil) throws -> EmailCodeDesk<HalfSignedIn> {
        let ways = try ways()
        // Its factor went since the password was given.
        guard ways.factor(chosen: nil, kind: .email) != nil else { throw Detour(to: "/sign-in/methods") }
        return EmailCodeDesk(
            person: self,
            account: dossier.account,
            door: .signIn(signIn),
            ways: ways,
            purpose: .signIn,
            remember: rememberBox(isTicked: form?.remembers ?? false)
        )
    }
}
