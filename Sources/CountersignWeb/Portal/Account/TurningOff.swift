import Countersign
import Hummingbird

/// `/security/two-factor/off`: turns it off, asks staff to, or says why nobody does.
enum TurningOff {
    @Sendable
    static func show(_ person: FreshlySignedIn) async throws -> Response {
        guard !person.dossier.factors.isEmpty else { return .seeOther("/security") }
        if case .allowed = rule(person) { try person.provingMoreThanMail() }
        guard case .byStaff(let source) = rule(person) else { return try person.page(page(person)) }
        if let open = try await SupportActs(in: person.world).openWish(of: person.account.id) {
            return try person.page(AskedToTurnOffPage(reference: open.reference, organisation: name(source, person)))
        }
        return try person.page(AskToTurnOffPage(organisation: name(source, person)))
    }

    @Sendable
    static func turnOff(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        guard !person.dossier.factors.isEmpty else { return .seeOther("/security") }
        if case .byStaff(let source) = rule(person) { return try await ask(person, form, name(source, person)) }
        try person.provingMoreThanMail()
        let isOff = try await FactorActs(in: person.world)
            .turnOff(person.account.id, client: person.client, actor: person.actor)
        return isOff
            ? .seeOther("/security").telling(Flash.turnedOff) : try person.page(page(person), .conflict)
    }

    private static func ask(_ person: FreshlySignedIn, _ form: Form, _ organisation: String) async throws -> Response {
        do {
            let reason = try SupportReason(category: .other, text: form["reason"], identity: .elsewhere)
            _ = try await SupportActs(in: person.world)
                .askToTurnOff(person.account.id, reason: reason, client: person.client)
            return .seeOther("/security/two-factor/off")
        } catch let problems as Problems<SupportReason.Problem> {
            return try person.again(
                AskToTurnOffPage(
                    organisation: organisation,
                    reason: form["reason"],
                    problems: problems.list.map { Problem.turnOff($0) }
                )
            )
        }
    }

    private static func rule(_ person: FreshlySignedIn) -> FactorActs.TurningOff {
        FactorActs(in: person.world).turningOff(person.dossier, at: person.world.now())
    }

    private static func name(_ source: PolicySource, _ person: FreshlySignedIn) -> String {
        person.world.name(of: source)
    }

    private static func page(_ person: FreshlySignedIn) -> TurnOffPage {
        let refusal: TurnOffPage.Refusal? =
            switch rule(person) {
            case .allowed, .byStaff: nil
            case .required(let source): TurnOffPage.Refusal(.required, by: name(source, person))
            case .byNobody(let source): TurnOffPage.Refusal(.nobody, by: name(source, person))
            }
        return TurnOffPage(
            refusal: refusal,
            factors: person.dossier.factors.compactMap { try? ChangingFactors.named($0) },
            hasBackupCodes: person.dossier.backupCodes != nil
        )
    }
}

extension Problem {
    /// What is wrong with a reason to turn two-factor off.
    static func turnOff(_ problem: SupportReason.Problem) -> Problem {
        switch problem {
        case .textTooLong:
            Problem(field: "reason", "problems.turnOff.long", ["count": .number(SupportReason.longestText)])
        case .badCharacters: Problem(field: "reason", "problems.turnOff.characters")
        case .textTooShort, .categoryMissing, .identityMissing, .ticketTooLong:
            Problem(field: "reason", "problems.turnOff.short", ["count": .number(SupportReason.shortestText)])
        }
    }
}
