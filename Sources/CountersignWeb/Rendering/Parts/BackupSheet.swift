import CountersignDocuments
import Foundation

/// The words of the sheet of backup codes, which goes out as PDF and as text.
package enum BackupSheet {
    /// - Parameter link: where a new set is made.
    /// - Throws: `BackupCodeSheet.Flaw`
    package static func sheet(
        codes: [String],
        account: String,
        organisation: String,
        madeAt: Date,
        link: String,
        in words: Words
    ) throws -> BackupCodeSheet {
        try BackupCodeSheet(
            language: words.language,
            title: words.text("sheet.title", ["organisation": .text(organisation)]),
            organisation: words.text("sheet.organisation", ["organisation": .text(organisation)]),
            account: words.text("sheet.account", ["account": .text(account)]),
            date: words.text("sheet.date", ["day": .day(madeAt)]),
            introduction: [words.text("sheet.intro")],
            codes: codes,
            howToUse: [words.text("sheet.how"), words.text("sheet.keep")],
            howToMakeNewOnes: [words.text("sheet.new", ["link": .text(link)])],
            madeAt: madeAt
        )
    }

    /// `northwind-sam-example-com-2026-11-21-backup-codes`: found again by organisation, account and day. ASCII, for a
    /// header.
    package static func fileName(organisation: String, account: String, madeAt: Date, in words: Words) -> String {
        let parts = [organisation, account].map(plain) + [words.isoDay(madeAt), "backup-codes"]
        return parts.filter { !$0.isEmpty }.joined(separator: "-")
    }

    private static func plain(_ text: String) -> String {
        let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        var name = ""
        for scalar in folded.unicodeScalars.prefix(60) {
            if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
                name.unicodeScalars.append(scalar)
            } else if !name.isEmpty, !name.hasSuffix("-") {
                name += "-"
            }
        }
        while name.hasSuffix("-") { name.removeLast() }
        return name
    }
}
