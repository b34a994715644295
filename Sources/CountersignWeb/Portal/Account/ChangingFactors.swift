import Countersign
import Hummingbird

/// `/security/two-factor/factors/{id}/…`: rename it, have it asked for first, remove it.
enum ChangingFactors {
    @Sendable
    static func showRename(_ person: FreshlySignedIn) async throws -> Response {
        let named = try named(try person.factor())
        return try person.page(RenameFactorPage(kind: named.kind, current: named.label))
    }

    @Sendable
    static func rename(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let factor = try person.factor()
        let label: String
        do {
            label = try SignInName.cleanedLabel(form["label"])
            if label.isEmpty { throw NameFault.empty }
        } catch let fault as NameFault {
            return try person.again(
                RenameFactorPage(
                    kind: try named(factor).kind,
                    current: factor.label,
                    value: form["label"],
                    problems: [.label(fault)]
                )
            )
        }
        try await FactorActs(in: person.world)
            .rename(factor.id, of: person.account.id, to: label, client: person.client, actor: person.actor)
        return .seeOther("/security").telling(Flash.renamed)
    }

    @Sendable
    static func prefer(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let factor = try person.factor()
        try await FactorActs(in: person.world)
            .prefer(factor.id, of: person.account.id, client: person.client, actor: person.actor)
        return .seeOther("/security").telling(Flash.preferred)
    }

    @Sendable
    static func showRemove(_ person: FreshlySignedIn) async throws -> Response {
        let factor = try person.factor()
        if case .last = try consequence(of: factor, person) { try person.provingMoreThanMail() }
        return try person.page(try removePage(person, factor))
    }

    @Sendable
    static func remove(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let factor = try person.factor()
        if case .last = try consequence(of: factor, person) { try person.provingMoreThanMail() }
        let outcome = try await FactorActs(in: person.world)
            .remove(factor.id, of: person.account.id, client: person.client, actor: person.actor)
        switch outcome {
        case .removed: return .seeOther("/security").telling(Flash.removed)
        case .needed: return try person.page(try removePage(person, factor), .conflict)
        }
    }

    private static func removePage(_ person: FreshlySignedIn, _ factor: Factor) throws -> RemoveFactorPage {
        RemoveFactorPage(
            try named(factor),
            id: factor.id.rawValue,
            consequence: try consequence(of: factor, person)
        )
    }

    private static func consequence(
        of factor: Factor,
        _ person: FreshlySignedIn
    ) throws -> RemoveFactorPage.Consequence {
        let acts = FactorActs(in: person.world)
        guard acts.mayRemove(factor.id, of: person.dossier, at: person.world.now()) else { return .forbidden }
        let others = try person.dossier.factors.filter { $0.id != factor.id }.map(named)
        return others.isEmpty ? .last : .left(others)
    }

    /// A kind without pages is none of the portal's.
    static func named(_ factor: Factor) throws -> Named {
        guard let kind = KindPages.of(factor.kind) else { throw PageFault.notFound }
        return Named(kind, label: factor.label)
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
