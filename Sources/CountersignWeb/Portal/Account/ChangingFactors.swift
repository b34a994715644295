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
        if isLast(factor, person) { try person.provingMoreThanMail() }
        return try person.page(try removePage(person, factor))
    }

    @Sendable
    static func remove(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let factor = try person.factor()
        if isLast(factor, person) { try person.provingMoreThanMail() }
        let outcome = try await FactorActs(in: person.world)
            .remove(factor.id, of: person.account.id, client: person.client, actor: person.actor)
        switch outcome {
        case .removed: return .seeOther("/security").telling(Flash.removed)
        case .needed: return try person.page(try removePage(person, factor), .conflict)
        }
    }

    private static func isLast(_ factor: Factor, _ person: FreshlySignedIn) -> Bool {
        !person.dossier.factors.contains { $0.id != factor.id }
            && FactorActs(in: person.world).mayRemove(factor.id, of: person.dossier, at: person.world.now())
    }

    private static func removePage(_ person: FreshlySignedIn, _ factor: Factor) throws -> RemoveFactorPage {
        let others = try person.dossier.factors.filter { $0.id != factor.id }.map(named)
        let mayRemove = FactorActs(in: person.world).mayRemove(factor.id, of: person.dossier, at: person.world.now())
        let consequence: RemoveFactorPage.Consequence =
            if !mayRemove {
                .forbidden
            } else if !others.isEmpty {
                .left(others)
            } else {
                .last
            }
        return RemoveFactorPage(try named(factor), id: factor.id.rawValue, consequence: consequence)
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
