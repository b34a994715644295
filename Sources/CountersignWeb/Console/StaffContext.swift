import Countersign

/// Somebody of the staff in the console, with a fresh proof or not.
package protocol StaffContext: SessionContext {}

extension Staff: StaffContext {}
extension FreshStaff: StaffContext {}

extension StaffContext {
    package var role: Role { account.role }

    /// - Throws: `PageFault.refused` for everybody else.
    package func demand(_ roles: Role...) throws {
        guard roles.contains(role) else { throw PageFault.refused }
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
