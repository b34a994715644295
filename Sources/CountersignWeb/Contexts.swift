import Countersign
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

// Who is asking, as types. A handler takes the one it needs and cannot be called without: each can only be made here, by
// proving what it says.

/// What a page's handler is given.
package protocol PageContext: Sendable {
    var visitor: Visitor { get }

    /// - Throws: `Detour`, to what the visitor needs first.
    static func established(by visitor: Visitor) async throws -> Self
}

/// Sends the visitor to another page first: sign in, confirm, set up.
package struct Detour: Error, Sendable, Equatable {
    package let path: String

    package init(to path: String) {
        self.path = path
    }
}

/// Anybody: a request of which nothing is known.
package struct Visitor: PageContext {
    package let web: Web
    package let request: Request
    package private(set) var parameters = PathParameters()
    /// Set with the answer, if the browser had no visitor cookie.
    private(set) var freshToken: Token?
    let connection: Connection

    init(web: Web, request: Request, connection: Connection) {
        self.web = web
        self.request = request
        self.connection = connection
    }

    package static func established(by visitor: Visitor) async throws -> Visitor { visitor }

    package var visitor: Visitor { self }

    func at(_ parameters: PathParameters) -> Visitor {
        var visitor = self
        visitor.parameters = parameters
        return visitor
    }

    /// The same, with a visitor cookie to come if there is none.
    func anchored() -> Visitor {
        guard cookies.token(.visitor) == nil else { return self }
        var visitor = self
        visitor.freshToken = Token(random: web.world.random)
        return visitor
    }
}

/// A sign-in whose password was right and whose second step is to come.
package struct HalfSignedIn: PageContext {
    package let visitor: Visitor
    package let signIn: SignInUnderWay
    /// With the factors that this sign-in may be answered by.
    package let dossier: Dossier

    fileprivate init(visitor: Visitor, signIn: SignInUnderWay, dossier: Dossier) {
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

/// A session that counts, whatever it may reach: enough to sign out, to choose a language and to prove oneself again.
package struct InSession: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier

    fileprivate init(visitor: Visitor, session: Session, dossier: Dossier) {
        self.visitor = visitor
        self.session = session
        self.dossier = dossier
    }

    package static func established(by visitor: Visitor) async throws -> InSession {
        guard let found = try await visitor.openSession() else { throw visitor.detour(to: "/sign-in") }
        return InSession(visitor: visitor, session: found.session, dossier: found.dossier)
    }

    /// Nothing of the account may be reached before a factor is confirmed.
    package var mustEnrol: Bool { visitor.world.mustEnrol(session, dossier) }

    /// With the factors that count: those that proof again may be given by.
    package var proving: Dossier { visitor.world.atDoor(dossier, signingIn: false, at: visitor.world.now()) }

    package var isFresh: Bool { visitor.world.hasFreshProof(session, dossier, at: visitor.world.now()) }

    /// Signed in with the last backup code just now: nothing else is to be had before there are new ones. Only while the
    /// proof is fresh, for without it none can be made.
    package var mustRenewCodes: Bool {
        guard let set = dossier.backupCodes, set.left == 0, let proved = session.proof.secondFactorAt else {
            return false
        }
        return isFresh && set.codes.contains { $0.usedAt == proved }
    }
}

/// A session whose account must have a second factor that it has not: it gets nothing but the way to one, now or from a
/// day that is in sight.
package struct MustEnrol: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier
    /// When it gets nothing else, and why; nil where the person was let in because all earlier factors are lost, or where
    /// support asked for a new one.
    package let stop: Stop?

    fileprivate init(_ session: InSession, _ stop: Stop?) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
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

/// A session on the way to new backup codes: what there is before there are some, and what anybody signed in may see.
package struct Renewing: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier
    package let isFresh: Bool

    fileprivate init(_ session: InSession) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
        isFresh = session.isFresh
    }

    package static func established(by visitor: Visitor) async throws -> Renewing {
        let session = try await InSession.established(by: visitor)
        guard !session.mustEnrol else { throw visitor.detour(to: "/setup") }
        return Renewing(session)
    }

    /// - Throws: `Detour`, to the proof that a new set takes.
    func proved() throws {
        guard isFresh else { throw visitor.detour(to: "/security/confirm") }
    }
}

/// A session that may reach what is its own.
package struct SignedIn: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier

    fileprivate init(_ session: InSession) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
    }

    package static func established(by visitor: Visitor) async throws -> SignedIn {
        let session = try await InSession.established(by: visitor)
        guard !session.mustEnrol else { throw visitor.detour(to: "/setup") }
        guard !session.mustRenewCodes else { throw Detour(to: Portal.lastCodePath) }
        return SignedIn(session)
    }
}

/// A session that proved itself within the last ten minutes: for all that changes how the account is protected.
package struct FreshlySignedIn: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier

    fileprivate init(_ session: InSession) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
    }

    package static func established(by visitor: Visitor) async throws -> FreshlySignedIn {
        let session = try await InSession.established(by: visitor)
        guard !session.mustEnrol else { throw visitor.detour(to: "/setup") }
        guard !session.mustRenewCodes else { throw Detour(to: Portal.lastCodePath) }
        guard session.isFresh else { throw visitor.detour(to: "/security/confirm") }
        return FreshlySignedIn(session)
    }
}

/// Somebody who may add a factor now: freshly signed in, or let in for nothing else.
package struct Enrolling: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier
    /// Whether this is the first factor, demanded by policy.
    package let isRequired: Bool

    fileprivate init(_ session: InSession) {
        visitor = session.visitor
        self.session = session.session
        dossier = session.dossier
        isRequired = session.mustEnrol
    }

    package static func established(by visitor: Visitor) async throws -> Enrolling {
        let session = try await InSession.established(by: visitor)
        let world = visitor.world
        guard
            session.isFresh || world.mayEnrolWhileSuspended(session.session, session.dossier, at: world.now())
        else { throw visitor.detour(to: "/security/confirm") }
        return Enrolling(session)
    }
}

/// Somebody of the staff: a role above `member`, in a session that was proved with more than a password and a mail.
package struct Staff: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier
    /// What waits for the staff: told beside the navigation.
    package let openRequests: OpenRequests

    fileprivate init(_ person: SignedIn, _ openRequests: OpenRequests) {
        visitor = person.visitor
        session = person.session
        dossier = person.dossier
        self.openRequests = openRequests
    }

    package static func established(by visitor: Visitor) async throws -> Staff {
        let person = try await SignedIn.established(by: visitor)
        guard person.dossier.account.role > .member else { throw PageFault.refused }
        let world = visitor.world
        guard world.hasStrongerThanWeak(person.dossier, at: world.now()) else { throw PageFault.needsStrongFactor }
        guard world.hasStrongProof(person.session) else { throw visitor.detour(to: "/security/confirm") }
        return Staff(person, try await world.store.countOpenRequests(at: world.now()))
    }
}

/// Staff who proved themselves within the last ten minutes: to open a person, to export, and for every change.
package struct FreshStaff: PageContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier
    package let openRequests: OpenRequests

    package static func established(by visitor: Visitor) async throws -> FreshStaff {
        let staff = try await Staff.established(by: visitor)
        guard visitor.world.hasFreshProof(staff.session, staff.dossier, at: visitor.world.now()) else {
            throw visitor.detour(to: "/security/confirm")
        }
        return FreshStaff(staff)
    }

    private init(_ staff: Staff) {
        visitor = staff.visitor
        session = staff.session
        dossier = staff.dossier
        openRequests = staff.openRequests
    }
}
