import Countersign

// Sessions that lack something, on the way to it.

/// A session whose account must have a second factor that it has not: it gets nothing but the way to one, now or from a
/// day that is in sight.
package struct MustEnrol: SessionContext {
    package let inSession: InSession
    /// When it gets nothing else, and why; nil where the person was let in because all earlier factors are lost, or where
    /// support asked for a new one.
    package let stop: Stop?

    private init(_ session: InSession, _ stop: Stop?) {
        inSession = session
        self.stop = stop
    }

    package static func established(by visitor: Visitor) async throws -> MustEnrol {
        let session = try await InSession.established(by: visitor)
        if session.session.recoveryID != nil || session.dossier.mustSetUpAgain(session.session) {
            return MustEnrol(session, nil)
        }
        guard let stop = visitor.world.stop(of: session.dossier, at: visitor.world.now()) else {
            throw Detour(to: "/security")
        }
        return MustEnrol(session, stop)
    }
}

/// Somebody who may add a factor now: freshly signed in, or let in for nothing else.
package struct Enrolling: SessionContext {
    package let inSession: InSession

    private init(_ session: InSession) {
        inSession = session
    }

    /// - Throws: `EnrolmentFault` on the pages of a kind that policy does not let this account add.
    package static func established(by visitor: Visitor) async throws -> Enrolling {
        let session = try await InSession.established(by: visitor)
        let world = visitor.world
        guard
            session.isFresh || world.mayEnrolWhileSuspended(session.session, session.dossier, at: world.now())
        else { throw visitor.detour(to: "/security/confirm") }
        // Nobody types into a form that the rules have closed meanwhile.
        if let kind = KindPages.all.first(where: { $0.holds(visitor.path) })?.kind {
            try Enrolment(in: world).refuseEnded(kind, of: session.dossier)
        }
        return Enrolling(session)
    }

    /// Whether this is the first factor, demanded by policy.
    package var isRequired: Bool { inSession.mustEnrol }
}

/// A session on the way to new backup codes: what there is before there are some, and what anybody signed in may see.
package struct Renewing: SessionContext {
    package let inSession: InSession

    private init(_ session: InSession) {
        inSession = session
    }

    package static func established(by visitor: Visitor) async throws -> Renewing {
        let session = try await InSession.established(by: visitor)
        guard !session.mustEnrol else { throw visitor.detour(to: "/setup") }
        return Renewing(session)
    }

    /// - Throws: `Detour`, to the proof that a new set takes.
    func proved() throws {
        guard inSession.isFresh else { throw visitor.detour(to: "/security/confirm") }
    }
}
