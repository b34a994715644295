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
        switch try await setup(of: person).confirm(form, at: path) {
        case .answer(let response): response
        case .confirmed(_, madeBackupCodes: true): .seeOther(SavingBackupCodes.path(.setup(.totp)))
        case .confirmed(_, madeBackupCodes: false):
            .seeOther(person.afterSetup).telling(.appAdded).endingSetup(person)
        }
    }

    private static func setup(of person: Enrolling) -> AppSetup<Enrolling> {
        AppSetup(
            person: person,
            replacing: nil,
            otherPath: person.isRequired ? "/setup/choose" : "/security/two-factor/new"
        )
    }
}
