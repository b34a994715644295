import Countersign

/// A sign-in whose password was right and whose second step is to come.
package struct HalfSignedIn: PageContext {
    package let visitor: Visitor
    package let signIn: SignInUnderWay
    /// With the factors that this sign-in may be answered by.
    package let dossier: Dossier

    private init(visitor: Visitor, signIn: SignInUnderWay, dossier: Dossier) {
        self.visitor = visitor
        self.signIn = signIn
        self.dossier = dossier
    }

    package static func established(by visitor: Visitor) async throws -> HalfSignedIn {
        guard let token = visitor.cookies.token(.signIn),
            let (signIn, dossier) = try await visitor.world.store.signIn(tokenHash: token.hash),
            visitor.world.now() < signIn.expiresAt, dossier.account.state == .active
        else { throw visitor.detour(to: "/sign-in") }
        let world = visitor.world
        let now = world.now()
        let seen = world.atDoor(dossier, signingIn: true, at: now)
        let standing = try world.standing(seen, at: now, from: visitor.client)
        return HalfSignedIn(visitor: visitor, signIn: signIn, dossier: standing)
    }
}
