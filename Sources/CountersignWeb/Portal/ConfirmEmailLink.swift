import Countersign
import Hummingbird

// `/sign-up/confirm/{token}`: the link in the mail, on any device. Opening it only shows; its button acts.

extension Portal {
    @Sendable
    static func showEmailLink(_ visitor: Visitor) async throws -> Response {
        do {
            let (email, _) = try await SignUp(in: visitor.world).linked(visitor.linkToken())
            return try visitor.page(ConfirmEmailLinkPage(email: email))
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.signUp, problem)
        }
    }

    @Sendable
    static func confirmByLink(_ visitor: Visitor, _ form: Form) async throws -> Response {
        do {
            let made = try await SignUp(in: visitor.world)
                .confirm(link: visitor.linkToken(), browser: visitor.browserToken, client: visitor.client)
            guard let session = made.session else { return .seeOther("/sign-up/confirmed") }
            return confirmed(visitor, email: made.account.shownName, session: session)
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.signUp, problem)
        }
    }

    /// Where the link was opened elsewhere: the other window goes on.
    @Sendable
    static func showEmailConfirmed(_ visitor: Visitor) async throws -> Response {
        try visitor.page(EmailConfirmedPage())
    }
}
