import Countersign
import Hummingbird

/// `/security/recovery/cancel`: somebody asked to get in without the second step, and who is signed in says no.
enum CancellingRecovery {
    static let path = "/security/recovery/cancel"

    /// What still waits, or was granted and not used.
    static func open(of person: SignedIn) async throws -> RecoveryRequest? {
        guard person.dossier.hasOpenRecovery else { return nil }
        let now = person.world.now()
        return try await person.world.store.recoveries(of: person.account.id)
            .first { $0.state.isOpen && now < $0.expiresAt }
    }

    @Sendable
    static func cancel(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await Recovery(in: person.world).cancelAll(of: person.account.id, client: person.client)
        return .seeOther("/security").telling(Flash.recoveryCancelled)
    }
}
