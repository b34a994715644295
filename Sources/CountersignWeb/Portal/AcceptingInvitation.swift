import Countersign
import Hummingbird

/// `/invitation/{token}`: the mailed link that makes an account.
enum AcceptingInvitation {
    @Sendable
    static func show(_ visitor: Visitor) async throws -> Response {
        do {
            let invitation = try await Invitations(in: visitor.world).linked(visitor.linkToken())
            return try visitor.page(InvitationPage(email: invitation.email, name: invitation.displayName))
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.invitation, problem)
        }
    }

    @Sendable
    static func accept(_ visitor: Visitor, _ form: Form) async throws -> Response {
        do {
            let invitations = Invitations(in: visitor.world)
            let invitation = try await invitations.linked(visitor.linkToken())
            do {
                let made = try await invitations.accept(
                    visitor.linkToken(),
                    displayName: form["name"],
                    password: form["new-password"],
                    language: visitor.words(for: nil).language,
                    client: visitor.client
                )
                return Response.seeOther("/security").signedIn(made.session).carrying(Carried())
            } catch let problems as Problems<Invitations.Problem> {
                // The address is the invitation's; nobody can choose another here.
                return try visitor.again(
                    InvitationPage(
                        email: invitation.email,
                        name: form["name"],
                        problems: problems.list.map(Problem.init)
                    )
                )
            }
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.invitation, problem)
        }
    }
}

extension Problem {
    init(_ problem: Invitations.Problem) {
        switch problem {
        case .email(let fault): self = .email(fault)
        case .displayName(let fault): self = .displayName(fault)
        case .password(let problem): self = .newPassword(problem)
        case .hasAccount: self.init(field: nil, "invitation.taken")
        // There is a list to choose from: it was changed meanwhile.
        case .unknownOrganisation: self.init(field: nil, "invitation.unknownOrganisation")
        }
    }
}
