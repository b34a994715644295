import Countersign
import Hummingbird

/// `/security/email/confirm/{token}`: the link in either mail, on any device. Opening it only shows; its button acts.
enum AgreeingByLink {
    @Sendable
    static func show(_ visitor: Visitor) async throws -> Response {
        do {
            let (_, newEmail, agreed) = try await EmailActs(in: visitor.world).linked(try visitor.linkToken())
            guard !agreed else { return try visitor.page(EmailChangeAgreedPage(outcome: .waitingForOther)) }
            return try visitor.page(EmailChangeLinkPage(newEmail: newEmail))
        } catch ChallengeProblem.ended(.used) where visitor.flash == .emailChanged {
            // Just now, by the button of this page.
            return try visitor.page(EmailChangeAgreedPage(outcome: .changed))
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.changeEmail, problem)
        }
    }

    @Sendable
    static func agree(_ visitor: Visitor, _ form: Form) async throws -> Response {
        do {
            let token = try visitor.linkToken()
            let outcome = try await EmailActs(in: visitor.world).confirm(link: token, client: visitor.client)
            let back = Response.seeOther("/security/email/confirm/\(token.text)")
            switch outcome {
            case .changed: return back.telling(Flash.emailChanged)
            case .waitingForOther: return back
            case .taken: return try visitor.page(EmailChangeAgreedPage(outcome: .taken), .conflict)
            }
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.changeEmail, problem)
        }
    }
}
