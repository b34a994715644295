import Countersign
import Hummingbird
import HummingbirdCore
import NIOCore
import WebAuthn

// `/sign-in/passkey`: nobody is known before the answer, and the answer is both factors

extension Portal {
    /// What the page's script hands to the browser, as a suggestion or when the button is pressed.
    @Sendable
    static func askForPasskey(_ visitor: Visitor, _ form: Form) async throws -> Response {
        guard let browser = visitor.browserToken else { throw PageFault.notFound }
        do {
            let question = try await SignIn(in: visitor.world)
                .askForPasskey(browser: browser, client: visitor.client)
            return visitor.options(question.id.rawValue, question.shown)
        } catch let wait as TooManyQuestions {
            // The script says that it did not work, and the password still does.
            return Response(status: .tooManyRequests, type: "application/json", body: ByteBuffer(string: "{}"))
                .retryAfter(wait.until, now: visitor.world.now())
        }
    }

    /// A reload of what a form answered.
    @Sendable
    static func backToSignIn(_ visitor: Visitor) async throws -> Response { .seeOther("/sign-in") }

    @Sendable
    static func signInByPasskey(_ visitor: Visitor, _ form: Form) async throws -> Response {
        guard let sent = SentPasskey(form), let browser = visitor.browserToken else {
            return try again(
                visitor,
                form,
                visitor.problem(withoutAnswer: form) == nil ? .passkeyRefused : .passkeyAddress
            )
        }
        let outcome = try await SignIn(in: visitor.world).passkey(
            sent.given,
            to: Challenge.ID(sent.challenge),
            browser: browser,
            knownBrowser: visitor.cookies.token(.browser),
            client: visitor.client
        )
        switch outcome {
        case .signedIn(let completed):
            var carried = visitor.carried
            carried.destination = visitor.returnPath(in: form)
            let path =
                completed.account.needsNewBackupCodes
                ? "/security/two-factor/backup-codes/new" : carried.destination?.text ?? "/security"
            return Response.seeOther(path).signedIn(completed.session, browser: completed.browserToken)
                .carrying(carried)
        case .unknown(let handle):
            let id = visitor.world.settings.passkeys.relyingParty(publicURL: visitor.world.settings.publicURL)
            return try again(visitor, form, .passkeyUnknown, .unknown(relyingParty: id.id, credential: handle))
        case .refused:
            return try again(visitor, form, .passkeyRefused)
        case .closed(let account):
            return try visitor.closed(account.id, account.state == .frozen ? .frozen : .disabled)
        }
    }

    private static func again(
        _ visitor: Visitor,
        _ form: Form,
        _ notice: SignInPage.Notice,
        _ signal: PasskeySignal? = nil
    ) throws -> Response {
        try visitor.again(
            SignInPage(
                notice: notice,
                canSignUp: SignUp(in: visitor.world).isOpen,
                returnTo: visitor.returnPath(in: form)?.text,
                signal: signal
            )
        )
    }
}
