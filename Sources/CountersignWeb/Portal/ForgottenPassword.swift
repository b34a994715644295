import Countersign
import Foundation
import Hummingbird

// `/password/forgot` and `/password/reset/{token}`: neither gets round the second step

extension Portal {
    @Sendable
    static func showForgotten(_ visitor: Visitor) async throws -> Response {
        try visitor.page(ForgottenPasswordPage(email: visitor.query["email"]))
    }

    @Sendable
    static func sendResetLink(_ visitor: Visitor, _ form: Form) async throws -> Response {
        let name = form["email"].trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty else { return try visitor.again(ForgottenPasswordPage(problems: [.emailMissing])) }
        guard name.utf8.count <= SignInIdentifier.maximumLength else {
            return try visitor.again(ForgottenPasswordPage(email: name, problems: [.emailShape]))
        }
        do {
            let until = try await PasswordActs(in: visitor.world).forgot(name: name, client: visitor.client)
            var carried = visitor.carried
            carried.name = name
            carried.expiresAt = Int64(until.timeIntervalSince1970)
            return .seeOther("/password/forgot/sent").carrying(carried)
        } catch let tooMany as TooManyMails {
            return try visitor.tooMany(tooMany)
        }
    }

    /// The same words whether there is such an account or not.
    @Sendable
    static func showResetLinkSent(_ visitor: Visitor) async throws -> Response {
        let carried = visitor.carried
        guard let name = carried.name, let expiresAt = carried.expiresAt else { throw Detour(to: "/password/forgot") }
        return try visitor.page(
            ResetLinkSentPage(email: name, expiresAt: Date(timeIntervalSince1970: Double(expiresAt)))
        )
    }

    @Sendable
    static func showReset(_ visitor: Visitor) async throws -> Response {
        try await onLink(visitor) { dossier, _ in
            try visitor.page(page(dossier), for: dossier.account)
        }
    }

    @Sendable
    static func reset(_ visitor: Visitor, _ form: Form) async throws -> Response {
        try await onLink(visitor) { dossier, link in
            let outcome = try await PasswordActs(in: visitor.world)
                .reset(link: link, new: form["new-password"], client: visitor.client)
            switch outcome {
            case .unsuited(let problem):
                return try visitor.again(page(dossier, problems: [.newPassword(problem)]), for: dossier.account)
            case .changed, .wrongCurrent, .wait:
                var carried = Carried()
                carried.name = dossier.account.shownName
                return Response.seeOther("/sign-in").signedOut().telling(SignInPage.Notice.passwordReset)
                    .carrying(carried)
            }
        }
    }

    private static func onLink(
        _ visitor: Visitor,
        _ answer: (Dossier, Token) async throws -> Response
    ) async throws -> Response {
        do {
            let link = try visitor.linkToken()
            return try await answer(try await PasswordActs(in: visitor.world).linked(link).dossier, link)
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.resetPassword, problem)
        } catch CeremonyFault.gone {
            return try visitor.oldLink(.resetPassword, .ended(.used))
        } catch CeremonyFault.closed {
            return try visitor.oldLink(.resetPassword, .ended(.cancelled))
        }
    }

    private static func page(_ dossier: Dossier, problems: [Problem] = []) -> ResetPasswordPage {
        ResetPasswordPage(
            account: dossier.account.shownName,
            hasTwoFactor: !dossier.factors.isEmpty,
            problems: problems
        )
    }
}
