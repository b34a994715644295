import Countersign

/// Somebody of the staff in the console, with a fresh proof or not.
package protocol StaffContext: SessionContext {
    /// What waits for the staff.
    var openRequests: OpenRequests { get }
}

extension Staff: StaffContext {}
extension FreshStaff: StaffContext {}

extension StaffContext {
    package var role: Role { account.role }

    /// Whether this member of staff may do that, to that person if it is done to one.
    package func may(_ act: StaffAct, to person: Account? = nil) -> Bool {
        Authority.allows(act, by: role, to: person?.role, isSelf: person?.id == account.id).isAllowed
    }

    /// - Throws: `PageFault.refused` where they may not.
    package func demand(_ act: StaffAct, to person: Account? = nil) throws {
        guard may(act, to: person) else { throw PageFault.refused }
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
