import Countersign

/// A session that may reach what is its own.
package struct SignedIn: SessionContext {
    package let inSession: InSession

    private init(_ session: InSession) {
        inSession = session
    }

    package static func established(by visitor: Visitor) async throws -> SignedIn {
        let session = try await InSession.established(by: visitor)
        guard !session.mustEnrol else { throw visitor.detour(to: "/setup") }
        guard !session.mustRenewCodes else { throw Detour(to: Portal.lastCodePath) }
        return SignedIn(session)
    }
}

/// A session that proved itself within the last ten minutes: for all that changes how the account is protected.
package struct FreshlySignedIn: SessionContext {
    package let inSession: InSession

    private init(_ session: InSession) {
        inSession = session
    }

    package static func established(by visitor: Visitor) async throws -> FreshlySignedIn {
        let session = try await SignedIn.established(by: visitor).inSession
        guard session.isFresh else { throw visitor.detour(to: "/security/confirm") }
        return FreshlySignedIn(session)
    }
}

extension FreshlySignedIn {
    /// Before the last factor goes: a mailed code alone does not take it away.
    func provingMoreThanMail() throws {
        guard visitor.world.needsPasswordToo(session, dossier, at: visitor.world.now()) else { return }
        throw visitor.detour(to: "/security/confirm/password")
    }
}
