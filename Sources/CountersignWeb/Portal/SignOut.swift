import Countersign
import Hummingbird

// `/sign-out`

extension Portal {
    @Sendable
    static func showSignOut(_ person: InSession) async throws -> Response {
        try person.page(SignOutPage(account: person.account.shownName))
    }

    @Sendable
    static func signOut(_ person: InSession, _ form: Form) async throws -> Response {
        try await SessionActs(in: person.world).signOut(person.session, client: person.visitor.client)
        return Response.seeOther("/sign-in").signedOut().telling(SignInPage.Notice.signedOut).carrying(Carried())
    }
}
