import Countersign
import Hummingbird

/// `/security/two-factor/app/{id}/move`: the old phone works until the new one does.
enum MovingToNewPhone {
    private static let eventsLookedAt = 60

    /// What will happen; or, once begun, the QR code to scan.
    @Sendable
    static func show(_ person: FreshlySignedIn) async throws -> Response {
        guard let old = try? person.factor(.totp) else { return try await moved(person) }
        let setup = setup(of: person, from: old)
        guard let begun = try await setup.unfinished() else { return try person.page(MovePhonePage(label: old.label)) }
        return try person.page(try setup.page(begun))
    }

    /// "Start", or the code of the new phone.
    @Sendable
    static func goOn(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        guard let old = try? person.factor(.totp) else { return try await moved(person) }
        let setup = setup(of: person, from: old)
        guard form.has("code") else {
            _ = try await setup.open()
            return .seeOther(path(old, "move"))
        }
        switch try await setup.confirm(form) {
        case .answer(let response): return response
        case .ended: return .seeOther(path(old, "move"))
        case .confirmed(let new, _): return .seeOther(path(new, "moved"))
        }
    }

    /// `/security/two-factor/app/{id}/moved`: of the new one.
    @Sendable
    static func done(_ person: SignedIn) async throws -> Response {
        _ = try person.factor(.totp)
        return try person.page(PhoneMovedPage())
    }

    /// It was finished in another tab, or by the first of two presses: on to where that led.
    private static func moved(_ person: FreshlySignedIn) async throws -> Response {
        let old = person.parameters["id"]
        let events = try await person.world.store.events(of: person.account.id, before: nil, limit: eventsLookedAt)
        let move = events.first { $0.event.kind == .factorMoved && $0.event.data["replaces"] == old }
        guard let id = move?.event.data["factor"],
            let new = person.dossier.factors.first(where: { $0.id.rawValue == id })
        else { throw PageFault.notFound }
        return .seeOther(path(new, "moved"))
    }

    private static func path(_ factor: Factor, _ act: String) -> String {
        "/security/two-factor/app/\(PageFrame.encoded(factor.id.rawValue))/\(act)"
    }

    private static func setup(of person: FreshlySignedIn, from old: Factor) -> AppSetup<FreshlySignedIn> {
        AppSetup(person: person, replacing: old, otherPath: "/security")
    }
}
