import Countersign
import Hummingbird

/// `/security/two-factor/backup-codes`: shown until they are saved, then never again; and a new set.
enum SavingBackupCodes {
    /// The page, saying why it is shown.
    static func path(_ occasion: BackupCodesPage.Occasion) -> String {
        let path = "/security/two-factor/backup-codes"
        return switch occasion {
        case .setup(let kind): "\(path)?after=\(kind.rawValue)"
        case .newSet: "\(path)?after=new"
        case .again: path
        }
    }

    @Sendable
    static func show(_ person: Renewing) async throws -> Response {
        guard let (set, sheet) = try person.unsavedBackupCodes() else { return try showState(person) }
        return try person.page(
            BackupCodesPage(
                sheet,
                set: set.id,
                occasion: occasion(person.visitor.query),
                skipPath: person.afterSetup
            )
        )
    }

    /// What a query or a form says of it.
    private static func occasion(_ fields: Form) -> BackupCodesPage.Occasion {
        switch fields["after"] {
        case "new": .newSet
        case let kind: KindPages.of(Kind(rawValue: kind)).map { BackupCodesPage.Occasion.setup($0.kind) } ?? .again
        }
    }

    /// "Finish": with the tick, nobody can read them again. Only those that stood on the page: another tab may have made
    /// a set since.
    @Sendable
    static func finish(_ person: Renewing, _ form: Form) async throws -> Response {
        let shown = BackupCodeSet.ID(form["set"])
        guard let (set, sheet) = try person.unsavedBackupCodes() else {
            let isReplaced = person.dossier.backupCodes?.id != shown
            return isReplaced ? Response.seeOther(path(.again)).telling(.codesReplaced) : .seeOther(path(.again))
        }
        let flaw: BackupCodesPage.Flaw? =
            set.id != shown ? .replaced : form.isTicked("saved") ? nil : .notTicked
        if let flaw {
            return try person.again(
                BackupCodesPage(
                    sheet,
                    set: set.id,
                    occasion: occasion(form),
                    flaw: flaw,
                    skipPath: person.afterSetup
                )
            )
        }
        // Another was made in this very moment: its page says so.
        guard try await BackupCodeActs(in: person.world).saved(shown, by: person.session) else {
            return Response.seeOther(path(.again)).telling(.codesReplaced)
        }
        if case .setup = occasion(form) {
            let next = await person.offering(to: person.account.id, before: person.afterSetup)
            // What was wanted before the setup is carried on past the offer.
            if next == Offering.path { return Response.seeOther(next).telling(.codesSaved) }
        }
        return Response.seeOther(person.afterSetup).telling(.codesSaved).endingSetup(person)
    }

    /// `…/new`: asks first, for the old codes stop working.
    @Sendable
    static func askForNew(_ person: Renewing) async throws -> Response {
        try person.proved()
        guard person.dossier.mayHaveBackupCodes else { return .seeOther("/security/two-factor/new") }
        return try person.page(
            NewBackupCodesPage(
                unused: person.dossier.backupCodes?.left ?? 0,
                isAfterRestore: person.dossier.needsNewBackupCodes,
                cancelPath: "/security"
            )
        )
    }

    @Sendable
    static func makeNew(_ person: Renewing, _ form: Form) async throws -> Response {
        try person.proved()
        guard person.dossier.mayHaveBackupCodes else { return .seeOther("/security/two-factor/new") }
        _ = try await BackupCodeActs(in: person.world).make(
            for: person.account.id,
            session: person.session,
            client: person.client,
            actor: person.actor
        )
        return .seeOther(path(.newSet))
    }

    private static func showState(_ person: Renewing) throws -> Response {
        let set = person.dossier.backupCodes
        return try person.page(
            BackupCodesShownPage(
                shownAt: set?.createdAt,
                left: set?.left ?? 0,
                used: (set?.codes ?? []).compactMap { code in
                    code.usedAt.map { BackupCodesShownPage.Used(number: code.number, at: $0) }
                },
                flash: person.flash,
                isAfterRestore: person.dossier.needsNewBackupCodes
            )
        )
    }
}
