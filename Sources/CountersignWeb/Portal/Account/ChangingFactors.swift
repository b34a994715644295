import Countersign
import Hummingbird

/// `/security/two-factor/app/{id}/…`: rename it, have it asked for first, remove it.
enum ChangingFactors {
    @Sendable
    static func showRename(_ person: FreshlySignedIn) async throws -> Response {
        try person.page(RenameFactorPage(current: try person.factor(.totp).label))
    }

    @Sendable
    static func rename(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let factor = try person.factor(.totp)
        let label: String
        do {
            label = try SignInName.cleanedLabel(form["label"])
            if label.isEmpty { throw NameFault.empty }
        } catch let fault as NameFault {
            return try person.again(
                RenameFactorPage(current: factor.label, value: form["label"], problems: [.label(fault)])
            )
        }
        try await FactorActs(in: person.world)
            .rename(factor.id, of: person.account.id, to: label, client: person.client, actor: person.actor)
        return .seeOther("/security").telling(Flash.renamed)
    }

    @Sendable
    static func prefer(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let factor = try person.factor(.totp)
        try await FactorActs(in: person.world)
            .prefer(factor.id, of: person.account.id, client: person.client, actor: person.actor)
        return .seeOther("/security").telling(Flash.preferred)
    }

    @Sendable
    static func showRemove(_ person: FreshlySignedIn) async throws -> Response {
        try person.page(removePage(person, try person.factor(.totp)))
    }

    @Sendable
    static func remove(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let factor = try person.factor(.totp)
        let outcome = try await FactorActs(in: person.world)
            .remove(factor.id, of: person.account.id, client: person.client, actor: person.actor)
        switch outcome {
        case .removed: return .seeOther("/security").telling(Flash.removed)
        case .needed: return try person.page(removePage(person, factor), .conflict)
        }
    }

    private static func removePage(_ person: FreshlySignedIn, _ factor: Factor) -> RemoveFactorPage {
        let others = person.dossier.factors.filter { $0.id != factor.id }.map(\.label)
        let consequence: RemoveFactorPage.Consequence =
            if !others.isEmpty {
                .left(others)
            } else {
                FactorActs(in: person.world).mayBeWithout ? .last : .forbidden
            }
        return RemoveFactorPage(id: factor.id.rawValue, label: factor.label, consequence: consequence)
    }
}

/// `/security/two-factor/off`
enum TurningOff {
    @Sendable
    static func show(_ person: FreshlySignedIn) async throws -> Response {
        guard !person.dossier.factors.isEmpty else { return .seeOther("/security") }
        return try person.page(page(person))
    }

    @Sendable
    static func turnOff(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        guard !person.dossier.factors.isEmpty else { return .seeOther("/security") }
        let isOff = try await FactorActs(in: person.world)
            .turnOff(person.account.id, client: person.client, actor: person.actor)
        return isOff
            ? .seeOther("/security").telling(Flash.turnedOff) : try person.page(page(person), .conflict)
    }

    private static func page(_ person: FreshlySignedIn) -> TurnOffPage {
        TurnOffPage(
            isForbidden: !FactorActs(in: person.world).mayBeWithout,
            apps: person.dossier.factors.map(\.label),
            hasBackupCodes: person.dossier.backupCodes != nil
        )
    }
}

extension Problem {
    static func label(_ fault: NameFault) -> Problem {
        switch fault {
        case .empty: labelMissing
        case .tooLong: labelTooLong
        case .badCharacters, .notAnAddress, .looksLikeAnotherAddress: labelCharacters
        }
    }
}
