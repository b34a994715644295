import Countersign
import Hummingbird

/// `/security/two-factor/app/{id}/move`: the old phone works until the new one does.
enum MovingToNewPhone {
    /// What will happen; or, once begun, the QR code to scan.
    @Sendable
    static func show(_ person: FreshlySignedIn) async throws -> Response {
        let old = try person.factor(.totp)
        let setup = setup(of: person, from: old)
        guard let begun = try await setup.unfinished() else { return try person.page(MovePhonePage(label: old.label)) }
        return try person.page(try setup.page(begun))
    }

    /// "Start", or the code of the new phone.
    @Sendable
    static func goOn(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let old = try person.factor(.totp)
        let setup = setup(of: person, from: old)
        guard form.has("code") else {
            _ = try await setup.open()
            return .seeOther(path(old, "move"))
        }
        switch try await setup.confirm(form, at: path(old, "move")) {
        case .answer(let response): return response
        case .confirmed(let new, _): return .seeOther(path(new, "moved"))
        }
    }

    /// `/security/two-factor/app/{id}/moved`: of the new one.
    @Sendable
    static func done(_ person: SignedIn) async throws -> Response {
        _ = try person.factor(.totp)
        return try person.page(PhoneMovedPage())
    }

    private static func path(_ factor: Factor, _ act: String) -> String {
        "/security/two-factor/app/\(PageFrame.encoded(factor.id.rawValue))/\(act)"
    }

    private static func setup(of person: FreshlySignedIn, from old: Factor) -> AppSetup<FreshlySignedIn> {
        AppSetup(person: person, replacing: old, otherPath: "/security")
    }
}
