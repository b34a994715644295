import Countersign
import Hummingbird

/// `/security/devices`: the account's sessions.
///
/// To end them takes no fresh proof: it protects, and whoever has lost a phone needs it most.
enum SignedInBrowsers {
    @Sendable
    static func show(_ person: SignedIn) async throws -> Response {
        let sessions = try await SessionActs(in: person.world).all(of: person.account.id)
        let own = sessions.filter { $0.id == person.session.id }
        let others = sessions.filter { $0.id != person.session.id }
        return try person.page(
            DevicesPage(
                sessions: (own + others).map { session in
                    DevicesPage.Session(
                        id: session.id.rawValue,
                        browser: Browser(userAgent: session.client.userAgent),
                        place: session.client.address,
                        signedInAt: session.createdAt,
                        lastSeenAt: session.lastSeenAt,
                        isThisBrowser: session.id == person.session.id
                    )
                },
                flash: person.flash
            )
        )
    }

    @Sendable
    static func end(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await SessionActs(in: person.world)
            .end(Session.ID(person.parameters["id"]), of: person.account.id, client: person.client)
        return .seeOther("/security/devices").telling(Flash.signedOutDevice)
    }

    @Sendable
    static func endOthers(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await SessionActs(in: person.world).endOthers(keeping: person.session, client: person.client)
        return .seeOther("/security/devices").telling(Flash.signedOutOthers)
    }

    @Sendable
    static func endAll(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await SessionActs(in: person.world).endAll(of: person.session, client: person.client)
        return Response.seeOther("/sign-in").signedOut()
            .telling(SignInPage.Notice.signedOutEverywhere).carrying(Carried())
    }
}
