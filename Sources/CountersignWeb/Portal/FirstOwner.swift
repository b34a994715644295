import Countersign
import Hummingbird

// `/first-owner/{token}`: the link that the first start prints

extension Portal {
    @Sendable
    static func showFirstOwner(_ visitor: Visitor) async throws -> Response {
        do {
            _ = try await FirstOwner(in: visitor.world).check(visitor.linkToken())
            return try visitor.page(FirstOwnerPage())
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.firstOwner, problem)
        }
    }

    @Sendable
    static func makeFirstOwner(_ visitor: Visitor, _ form: Form) async throws -> Response {
        func again(_ problems: [Problem]) throws -> Response {
            try visitor.again(FirstOwnerPage(email: form["email"], name: form["name"], problems: problems))
        }
        do {
            let made = try await FirstOwner(in: visitor.world).make(
                link: visitor.linkToken(),
                email: form["email"],
                displayName: form["name"],
                password: form["new-password"],
                language: visitor.words(for: nil).language,
                client: visitor.client
            )
            return Response.seeOther("/security").signedIn(made.session).carrying(Carried())
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.firstOwner, problem)
        } catch let problems as Problems<FirstOwner.Problem> {
            return try again(problems.list.map(Problem.init))
        } catch CeremonyFault.taken {
            return try again([.emailTaken])
        }
    }
}
