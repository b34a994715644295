import Countersign
import Foundation
import Hummingbird

/// `/sign-in/lost/…`: the way back in for who has no second step left. Asked for after the password, confirmed by a mailed
/// code, followed on a page of its own, cancelled by a link of each mail.
enum AskingForHelp {
    /// Browsers keep what lets them in for as long as a request may take.
    private static let cookieLifetime = 60 * 24 * 3600

    // MARK: Asking

    @Sendable
    static func show(_ half: HalfSignedIn) async throws -> Response {
        if let open = try await openRequest(half) { return .seeOther("/sign-in/lost/\(open.reference)") }
        guard half.dossier.account.confirmedEmail != nil else { return .seeOther("/sign-in/lost") }
        var said: RecoveryRequest.Details?
        if let browser = half.visitor.browserToken {
            said = try await Recovery(in: half.world).said(half.signIn, in: browser)
        }
        return try half.page(page(half, reason: said?.reason ?? "", contact: said?.contact ?? ""))
    }

    @Sendable
    static func ask(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        guard let browser = half.visitor.browserToken else { return .seeOther("/sign-in/lost") }
        do {
            try await Recovery(in: half.world).ask(
                half.signIn,
                reason: form["reason"],
                contact: form["contact"],
                browser: browser,
                client: half.visitor.client
            )
            return .seeOther("/sign-in/lost/code")
        } catch let problems as Problems<Recovery.Problem> {
            if problems.list.contains(.noAddress) { return .seeOther("/sign-in/lost") }
            return try half.again(
                page(
                    half,
                    reason: form["reason"],
                    contact: form["contact"],
                    problems.list.compactMap(Problem.init)
                )
            )
        } catch let tooMany as TooManyMails {
            return try half.tooMany(tooMany)
        }
    }

    @Sendable
    static func showCode(_ half: HalfSignedIn) async throws -> Response {
        try half.page(codePage(half))
    }

    @Sendable
    static func giveCode(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        if let slip = TypedMailCode.slip(in: form["code"]) { return try half.again(codePage(half, slip)) }
        guard let browser = half.visitor.browserToken else { return .seeOther("/sign-in/lost") }
        do {
            let begun = try await Recovery(in: half.world).confirm(
                half.signIn,
                code: form["code"],
                browser: browser,
                client: half.visitor.client
            )
            var response = Response.seeOther("/sign-in/lost/\(begun.request.reference)")
            response.setCookie(.recovery, to: begun.token, lifetime: cookieLifetime)
            return response
        } catch let problem as ChallengeProblem {
            return try half.again(codePage(half, shown(problem)))
        }
    }

    private static func shown(_ problem: ChallengeProblem) -> MailCodeProblem {
        switch problem {
        case .wrongCode: .wrong
        case .notACode: .shape
        case .otherBrowser, .unknown, .expired, .ended: .noneLive
        }
    }

    private static func openRequest(_ half: HalfSignedIn) async throws -> RecoveryRequest? {
        guard let token = half.visitor.cookies.token(.recovery) else { return nil }
        return try await half.world.store.recoveries(of: half.dossier.account.id).first {
            $0.state.isOpen && $0.tokenHash == token.hash
        }
    }

    private static func page(
        _ half: HalfSignedIn,
        reason: String,
        contact: String,
        _ problems: [Problem] = []
    ) -> AskForHelpPage {
        AskForHelpPage(
            account: half.dossier.account.shownName,
            email: (half.dossier.account.confirmedEmail.flatMap { try? EmailAddress($0) })?.masked ?? "",
            reason: reason,
            contact: contact,
            problems: problems
        )
    }

    private static func codePage(_ half: HalfSignedIn, _ problem: MailCodeProblem? = nil) -> HelpCodePage {
        HelpCodePage(
            email: (half.dossier.account.confirmedEmail.flatMap { try? EmailAddress($0) })?.masked ?? "",
            problem: problem
        )
    }

    // MARK: Following it

    /// For the browser that asked; to any other it is as good as absent.
    @Sendable
    static func showRequest(_ visitor: Visitor) async throws -> Response {
        let request = try await request(visitor)
        let recovery = Recovery(in: visitor.world)
        guard let standing = try await recovery.standing(of: request) else { throw PageFault.notFound }
        return try visitor.page(
            RecoveryStatusPage(request, standing, details: try recovery.details(of: request))
        )
    }

    @Sendable
    static func takeBack(_ visitor: Visitor, _ form: Form) async throws -> Response {
        let request = try await request(visitor)
        try await Recovery(in: visitor.world).cancel(request, client: visitor.client)
        return .seeOther("/sign-in/lost/\(request.reference)")
    }

    private static func request(_ visitor: Visitor) async throws -> RecoveryRequest {
        guard let token = visitor.cookies.token(.recovery),
            let request = try await Recovery(in: visitor.world)
                .shown(token, reference: visitor.parameters["reference"])
        else { throw PageFault.notFound }
        return request
    }

    // MARK: "Cancel, this wasn’t me"

    @Sendable
    static func showCancel(_ visitor: Visitor) async throws -> Response {
        do {
            let (request, _) = try await Recovery(in: visitor.world).linked(visitor.linkToken())
            return try visitor.page(CancelRecoveryPage(request))
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.recovery, problem)
        }
    }

    @Sendable
    static func cancel(_ visitor: Visitor, _ form: Form) async throws -> Response {
        do {
            try await Recovery(in: visitor.world).cancel(link: visitor.linkToken(), client: visitor.client)
            return .seeOther("/sign-in/lost/cancelled")
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.recovery, problem)
        } catch CeremonyFault.gone {
            return try visitor.oldLink(.recovery, .ended(.used))
        }
    }

    @Sendable
    static func showCancelled(_ visitor: Visitor) async throws -> Response {
        try visitor.page(RecoveryCancelledPage())
    }
}

extension Problem {
    /// Nil for what has a page of its own.
    init?(_ problem: Recovery.Problem) {
        switch problem {
        case .reasonMissing: self.init(field: "reason", "problems.recovery.reasonMissing")
        case .reasonTooLong: self.init(field: "reason", "problems.recovery.tooLong")
        case .contactTooLong: self.init(field: "contact", "problems.recovery.tooLong")
        case .noAddress: return nil
        }
    }
}
