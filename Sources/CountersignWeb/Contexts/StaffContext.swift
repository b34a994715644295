import Countersign

/// Somebody of the staff in the console, with a fresh proof or not.
package protocol StaffContext: SessionContext {
    /// What waits for the staff.
    var openRequests: OpenRequests { get }
}

/// Somebody of the staff: a role above `member`, in a session that was proved by a factor of their own: more than a
/// password and a mail, and no code that only lets them back in.
package struct Staff: StaffContext {
    package let inSession: InSession
    /// Told beside the navigation.
    package let openRequests: OpenRequests

    private init(_ session: InSession, _ openRequests: OpenRequests) {
        inSession = session
        self.openRequests = openRequests
    }

    package static func established(by visitor: Visitor) async throws -> Staff {
        let person = try await SignedIn.established(by: visitor)
        guard person.account.role > .member else { throw PageFault.refused }
        let world = visitor.world
        guard world.hasStrongerThanWeak(person.dossier, at: world.now()) else { throw PageFault.needsStrongFactor }
        guard person.inSession.hasStaffProof else { throw visitor.detour(to: "/security/confirm") }
        let account = person.account
        let readable = Role.allCases.filter { role in
            Authority.allows(.openPerson, by: account.role, to: role).isAllowed
        }
        let requests = try await world.store.countOpenRequests(
            at: world.now(),
            about: Set(readable),
            orBy: Event.Actor.member(account.id).rawValue
        )
        return Staff(person.inSession, requests)
    }
}

/// Staff who proved themselves within the last ten minutes: to open a person, to export, and for every change.
package struct FreshStaff: StaffContext {
    package let inSession: InSession
    package let openRequests: OpenRequests

    private init(_ staff: Staff) {
        inSession = staff.inSession
        openRequests = staff.openRequests
    }

    package static func established(by visitor: Visitor) async throws -> FreshStaff {
        let staff = try await Staff.established(by: visitor)
        guard staff.inSession.isFresh else { throw visitor.detour(to: "/security/confirm") }
        return FreshStaff(staff)
    }
}

extension StaffContext {
    package var role: Role { account.role }

    /// Whether this member of staff may do that, to that person if it is done to one.
    package func may(_ act: StaffAct, to person: Account? = nil) -> Bool {
        Authority.allows(act, by: role, to: person?.role, isSelf: person?.id == account.id).isAllowed
    }

    /// - Throws: `PageFault.refused` where they may not; `.morePower` where the person's role alone forbids it.
    package func demand(_ act: StaffAct, to person: Account? = nil) throws {
        switch Authority.allows(act, by: role, to: person?.role, isSelf: person?.id == account.id) {
        case .allowed: return
        case .refused(.morePower): throw PageFault.morePower
        case .refused: throw PageFault.refused
        }
    }

    /// The account in the path.
    ///
    /// - Throws: `PageFault.notFound`
    package func person() async throws -> Dossier {
        guard let dossier = try await world.store.dossier(of: Account.ID(parameters["id"])) else {
            throw PageFault.notFound
        }
        return dossier
    }
}
