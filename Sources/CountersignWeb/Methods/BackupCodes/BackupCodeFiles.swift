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
        guard let set = person.dossier.backupCodes,
            let codes = try BackupCodeActs(in: person.world).shown(to: person.session, person.dossier)
        else { throw PageFault.notFound }
        let settings = person.world.settings
        let words = person.visitor.words(for: person.account)
        let account = person.account.shownName
        let sheet = try BackupSheet.sheet(
            codes: codes,
            account: account,
            organisation: settings.organisationName,
            madeAt: set.createdAt,
            link: "\(settings.publicURL)/security/two-factor/backup-codes",
            in: words
        )
        let name = BackupSheet.fileName(
            organisation: settings.organisationName,
            account: account,
            madeAt: set.createdAt,
            in: words
        )
        return (sheet, name)
    }
}
