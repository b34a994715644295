import Countersign
import Hummingbird

/// `/security/two-factor/app/new`
enum AddingApp {
    private static let path = "/security/two-factor/app/new"

    @Sendable
    static func show(_ person: Enrolling) async throws -> Response {
        let setup = setup(of: person)
        return try person.page(try setup.page(try await setup.open()))
    }

    @Sendable
    static func confirm(_ person: Enrolling, _ form: Form) async throws -> Response {
        if let isUnsaved = try await finishedBefore(person, form) { return done(person, madeBackupCodes: isUnsaved) }
        switch try await setup(of: person).confirm(form) {
        case .answer(let response): return response
        case .ended:
            // The first of two presses may have finished it while this one waited.
            let isUnsaved = try await finishedBefore(person, form)
            return isUnsaved.map { done(person, madeBackupCodes: $0) } ?? .seeOther(path)
        case .confirmed(_, let madeBackupCodes): return done(person, madeBackupCodes: madeBackupCodes)
        }
    }

    private static func done(_ person: Enrolling, madeBackupCodes: Bool) -> Response {
        madeBackupCodes
            ? .seeOther(SavingBackupCodes.path(.setup(.totp)))
            : .seeOther(person.afterSetup).telling(.appAdded).endingSetup(person)
    }

    /// Whether the setup that a form was about is finished, in another tab or by an earlier press, and backup codes
    /// wait to be saved: then it goes on to where that led. Nil if it is not finished.
    private static func finishedBefore(_ person: Enrolling, _ form: Form) async throws -> Bool? {
        guard let dossier = try await person.world.store.dossier(of: person.account.id),
            dossier.factors.contains(where: { $0.id.rawValue == form["setup"] })
        else { return nil }
        return try BackupCodeActs(in: person.world).shown(to: person.session, dossier) != nil
    }

    private static func setup(of person: Enrolling) -> AppSetup<Enrolling> {
        AppSetup(
            person: person,
            replacing: nil,
            otherPath: person.isRequired ? "/setup/choose" : "/security/two-factor/new"
        )
    }
}
