import Countersign
import Hummingbird

// `/sign-out`

extension Portal {
    @Sendable
    static func showSignOut(_ person: InSession) async throws -> Response {
        try person.page(
            SignOutPage(account: person.account.shownName, isRemembered: person.visitor.cookies.device != nil)
        )
    }

    @Sendable
    static func signOut(_ person: InSession, _ form: Form) async throws -> Response {
        let isForgotten = form.isTicked("forget")
        try await SessionActs(in: person.world).signOut(
            person.session,
            forgetting: isForgotten ? person.visitor.cookies.device?.device : nil,
            client: person.visitor.client
        )
        return Response.seeOther("/sign-in").signedOut().forgettingDevice(isForgotten).telling(
            SignInPage.Notice.signedOut
        ).carrying(Carried())
    }
}
