import Countersign
import CountersignDocuments
import Hummingbird

/// The sheet of backup codes to keep, while the codes may be read: `….pdf` and `….txt`.
enum BackupCodeFiles {
    @Sendable
    static func pdf(_ person: Renewing) async throws -> Response {
        let (sheet, name) = try sheet(of: person)
        return .download(try sheet.pdf(), type: "application/pdf", name: "\(name).pdf")
    }

    @Sendable
    static func text(_ person: Renewing) async throws -> Response {
        let (sheet, name) = try sheet(of: person)
        return .download(Array(sheet.text().utf8), type: "text/plain; charset=utf-8", name: "\(name).txt")
    }

    private static func sheet(of person: Renewing) throws -> (BackupCodeSheet, name: String) {
        guard let (_, sheet) = try person.unsavedBackupCodes() else { throw PageFault.notFound }
        let name = BackupSheet.fileName(
            organisation: person.world.settings.organisationName,
            account: person.account.shownName,
            madeAt: sheet.madeAt,
            in: person.visitor.words(for: person.account)
        )
        return (sheet, name)
    }
}

extension SessionContext {
    /// The set that this session made, as long as it may read it.
    func unsavedBackupCodes() throws -> (set: BackupCodeSet, sheet: BackupCodeSheet)? {
        guard let set = dossier.backupCodes,
            let codes = try BackupCodeActs(in: world).shown(to: session, dossier)
        else { return nil }
        let sheet = try BackupSheet.sheet(
            codes: codes,
            account: account.shownName,
            organisation: world.settings.organisationName,
            madeAt: set.createdAt,
            link: "\(world.settings.publicURL)/security/two-factor/backup-codes",
            in: visitor.words(for: account)
        )
        return (set, sheet)
    }
}
