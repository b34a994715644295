import Countersign

/// Somebody with a session, whatever it may reach.
package protocol SessionContext: PageContext {
    var inSession: InSession { get }
}

extension SessionContext {
    package var visitor: Visitor { inSession.visitor }
    package var session: Session { inSession.session }
    package var dossier: Dossier { inSession.dossier }
    package var account: Account { dossier.account }

    /// What a setup that is begun here is bound to, also over the next sign-in; the session where there is no such cookie.
    package var enrolmentBrowser: [UInt8] { visitor.browserToken?.hash ?? session.tokenHash }
}

/// A session that counts, whatever it may reach: enough to sign out, to choose a language and to prove oneself again.
package struct InSession: SessionContext {
    package let visitor: Visitor
    package let session: Session
    package let dossier: Dossier

    private init(visitor: Visitor, session: Session, dossier: Dossier) {
        self.visitor = visitor
        self.session = session
        self.dossier = dossier
    }

    package static func established(by visitor: Visitor) async throws -> InSession {
        guard let found = try await visitor.openSession() else { throw visitor.detour(to: "/sign-in") }
        return InSession(visitor: visitor, session: found.session, dossier: found.dossier)
    }

    package var inSession: InSession { self }

    /// Nothing of the account may be reached before a factor is confirmed.
    package var mustEnrol: Bool { visitor.world.mustEnrol(session, dossier) }

    /// With the factors that count: those that proof again may be given by.
    package var proving: Dossier { visitor.world.atDoor(dossier, signingIn: false, at: visitor.world.now()) }

    /// Enough for the console, if its owner is of the staff.
    package var hasStaffProof: Bool { visitor.world.hasStaffProof(session, dossier, at: visitor.world.now()) }

    /// The password proves something beside what mailed codes do, where they are all there is.
    package var mayProveByPassword: Bool {
        proving.factors.isEmpty || !visitor.world.hasStrongerThanWeak(dossier, at: visitor.world.now())
    }

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
