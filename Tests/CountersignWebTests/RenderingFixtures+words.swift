import Countersign
import Foundation

@testable import CountersignWeb

/// The pages of owners' own words.
extension Fixtures {
    private static let sample = SampleMail(
        organisation: "Northwind",
        host: "id.northwind.example",
        publicURL: "https://id.northwind.example",
        name: hostile,
        now: now
    )

    private static func languages(_ shown: String = "en") throws -> WordLanguages {
        WordLanguages(all: try Shared.catalogues().choices, shown: shown)
    }

    static func words() throws -> [Fixture] {
        let rows = try WordArea.all.enumerated().map { number, area in
            let title = sample.title(of: area, in: try Shared.words())
            return WordsPage.Row(
                area: area,
                subject: title?.subject,
                lead: title?.lead,
                isChanged: number.isMultiple(of: 3)
            )
        }
        let one = WordLanguages(all: [LanguagePage.Language(tag: "en", name: "English")], shown: "en")
        return [
            staff("console-words", WordsPage(rows: rows, languages: try languages("de"), flash: .wordsSaved)),
            staff("console-words-one-language", WordsPage(rows: rows, languages: one, flash: nil)),
        ] + (try areas()) + (try states())
    }

    /// Every area as we say it.
    private static func areas() throws -> [Fixture] {
        try WordArea.all.map { staff("console-words-\($0.id)", try page($0)) }
    }

    private static func states() throws -> [Fixture] {
        let code = WordArea.mail(.secondStepCode)
        let saved = ["mail.secondStepCode.subject": hostile, "mail.secondStepCode.lead": "{code} <b>"]
        var typed = try page(code, saved: saved, typed: ["mail.secondStepCode.lead": hostile])
        typed.isPreview = true
        typed.confirmPath = "/security/confirm?return=/admin/settings/words/email-second-step-code"
        var overtaken = try page(code, saved: saved, typed: ["mail.secondStepCode.lead": hostile], isOvertaken: true)
        overtaken.problems = [Problem(field: nil, "console.words.changedMeanwhile")]
        return [
            staff("console-words-own", try page(code, saved: saved)),
            staff("console-words-read", try page(.apps, saved: ["apps.hint": hostile], mayChange: false)),
            staff("console-words-preview", typed),
            staff("console-words-overtaken", overtaken),
            staff("console-words-problems", try problems()),
        ]
    }

    /// One problem a field, of every kind.
    private static func problems() throws -> WordAreaPage {
        let faults: [EditableText.Problem] = [
            .tooLong, .blankNotClosed, .noSuchBlank(hostile), .tags, .missing(["a"]), .missing(["a", "code"]),
        ]
        var page = try page(.topic(.newPhone))
        page.problems = zip(page.fields, faults).map { Problem($1, field: $0.id, of: $0.text) }
        let spam = try self.page(.topic(.email)).fields.first { !$0.text.blanks.isEmpty }?.text
        if let spam { page.problems.append(Problem(.noSuchBlank("x"), field: page.fields[7].id, of: spam)) }
        return page
    }

    private static func page(
        _ area: WordArea,
        saved: [String: String] = [:],
        typed: [String: String]? = nil,
        isOvertaken: Bool = false,
        mayChange: Bool = true
    ) throws -> WordAreaPage {
        let ours = try Shared.words().catalogue
        let previews = try ["en", "de"].map { tag in
            WordAreaPage.Preview(tag: tag, name: tag, mails: sample.mails(of: area, in: try Shared.words(tag)))
        }
        return WordAreaPage(
            area: area,
            subject: sample.title(of: area, in: try Shared.words())?.subject,
            languages: try languages(),
            fields: WordAreaPage.Field.all(of: area, in: ours, saved: saved, typed: typed, isOvertaken: isOvertaken),
            mark: "0123456789abcdef",
            mayChange: mayChange,
            previews: area.group == .mail ? previews : []
        )
    }
}
