import Countersign
import Foundation
import Hummingbird

/// `/admin/settings/words`: what apps, pages of help and mails say, in owners' own words.
enum ChangingWords {
    @Sendable
    static func list(_ staff: Staff) async throws -> Response {
        try staff.demand(.seeSettings)
        let languages = try languages(staff, staff.visitor.query)
        let sample = SampleMail(staff)
        let reader = staff.ourWords
        let own = staff.world.settingsBox.words[languages.shown]
        let changed = Set(own.keys.compactMap { key in staff.web.catalogues.area(of: key, in: languages.shown)?.id })
        let rows = WordArea.all.map { area in
            let title = sample.title(of: area, in: reader)
            return WordsPage.Row(
                area: area,
                subject: title?.subject,
                lead: title?.lead,
                isChanged: changed.contains(area.id)
            )
        }
        return try staff.page(WordsPage(rows: rows, languages: languages, flash: staff.flash))
    }

    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.demand(.seeSettings)
        let editor = try WordEditor(staff, staff.visitor.query)
        return try staff.page(editor.page(flash: staff.flash))
    }

    /// Saves, or shows what a mail would be. Whoever proved themselves too long ago keeps what they typed.
    @Sendable
    static func save(_ staff: Staff, _ form: Form) async throws -> Response {
        try staff.demand(.changeSettings)
        let editor = try WordEditor(staff, form)
        let typed = editor.typed(in: form)
        do {
            if form.has("preview") {
                return try staff.again(editor.page(typed: typed, checked: try editor.checked(typed)))
            }
            return try await save(typed, of: editor, by: try await FreshStaff.established(by: staff.visitor), form)
        } catch let problems as Problems<SettingWords.Problem> {
            return try staff.again(editor.page(typed: typed, problems: problems.list))
        } catch let detour as Detour where detour.path.hasPrefix("/security/confirm") {
            return try staff.again(editor.page(typed: typed, confirmPath: detour.path))
        }
    }

    private static func save(
        _ typed: [String: String],
        of editor: WordEditor,
        by staff: FreshStaff,
        _ form: Form
    ) async throws -> Response {
        let isGoingBack = form.has("back")
        let outcome = try await SettingWords(in: staff.world).save(
            isGoingBack ? editor.emptied : typed,
            of: editor.texts,
            in: editor.language,
            among: staff.web.catalogues.languages,
            mark: form["mark"],
            by: staff.account,
            from: staff.client
        )
        guard outcome != .changedMeanwhile else {
            return try staff.again(editor.renewed().page(typed: typed, isOvertaken: true))
        }
        return Response.seeOther(editor.languages.path(to: editor.area))
            .telling(isGoingBack ? Flash.wordsAreOurs : Flash.wordsSaved)
    }

    /// The language that was asked for, else the reader's.
    static func languages(_ staff: some StaffContext, _ form: Form) throws -> WordLanguages {
        let offered = staff.web.offered
        let shown = form.has("language") ? offered.match(form["language"]) : staff.ourWords.language
        guard let shown else { throw PageFault.notFound }
        return WordLanguages(all: offered.choices, shown: shown)
    }
}

/// One area in one language: what stands in its form.
struct WordEditor {
    let staff: Staff
    let area: WordArea
    let languages: WordLanguages
    let ours: Catalogue
    let texts: [EditableText]
    private let words: OwnWords

    /// - Throws: `PageFault.notFound`
    init(_ staff: Staff, _ form: Form) throws {
        guard let area = WordArea(id: staff.parameters["area"]) else { throw PageFault.notFound }
        self.staff = staff
        self.area = area
        languages = try ChangingWords.languages(staff, form)
        ours = staff.web.catalogues.words(in: languages.shown, zone: .gmt).catalogue
        texts = area.texts(in: ours)
        words = staff.world.settingsBox.words
    }

    var language: String { languages.shown }

    /// With what was saved since.
    func renewed() throws -> WordEditor {
        try WordEditor(staff, Form(["language": language]))
    }

    /// What a form says of the texts that stand in it.
    func typed(in form: Form) -> [String: String] {
        var typed: [String: String] = [:]
        for text in texts {
            typed[text.key] = form.fields[text.key.replacing(".", with: "-")]
        }
        return typed
    }

    var emptied: [String: String] { Dictionary(texts.map { ($0.key, "") }) { first, _ in first } }

    func checked(_ typed: [String: String]) throws -> [String: String?] {
        try SettingWords.checked(typed, of: texts)
    }

    /// - Parameters:
    ///   - typed: what stands in the fields in place of what is saved.
    ///   - checked: for the preview of what is typed.
    ///   - isOvertaken: somebody else saved meanwhile; their words stand beside.
    func page(
        typed: [String: String]? = nil,
        checked: [String: String?]? = nil,
        problems: [SettingWords.Problem] = [],
        confirmPath: String? = nil,
        isOvertaken: Bool = false,
        flash: Flash? = nil
    ) -> WordAreaPage {
        let fields = WordAreaPage.Field.all(
            of: area,
            in: ours,
            saved: words[language],
            typed: typed,
            isOvertaken: isOvertaken
        )
        var said = problems.compactMap { problem in
            fields.first { $0.text.key == problem.key }
                .map { Problem(problem.problem, field: $0.id, of: $0.text) }
        }
        if isOvertaken { said.append(Problem(field: nil, "console.words.changedMeanwhile")) }
        return WordAreaPage(
            area: area,
            subject: SampleMail(staff).title(of: area, in: staff.ourWords)?.subject,
            languages: languages,
            fields: fields,
            mark: words.mark(of: texts.map(\.key), in: language),
            mayChange: staff.may(.changeSettings),
            previews: previews(with: checked),
            isPreview: checked != nil,
            confirmPath: confirmPath,
            flash: flash,
            problems: said
        )
    }

    private func previews(with checked: [String: String?]?) -> [WordAreaPage.Preview] {
        guard area.group == .mail else { return [] }
        let sample = SampleMail(staff)
        let web = staff.web
        return web.offered.choices.map { choice in
            var spoken = web.offered.words(in: choice.tag, zone: web.timeZone)
            if let checked, choice.tag == language {
                let saved = words[language].filter { checked[$0.key] == nil }
                let own = saved.merging(checked.compactMapValues(\.self)) { $1 }
                spoken = Words(catalogue: ours.with(own), zone: web.timeZone)
            }
            return WordAreaPage.Preview(tag: choice.tag, name: choice.name, mails: sample.mails(of: area, in: spoken))
        }
    }
}

extension StaffContext {
    /// The reader's language without owners' own words: what things are called does not change with them.
    fileprivate var ourWords: Words {
        web.catalogues.words(in: visitor.words(for: account).language, zone: web.timeZone)
    }
}

extension SampleMail {
    fileprivate init(_ staff: some StaffContext) {
        self.init(staff.web, name: staff.account.shownName, now: staff.world.now())
    }
}

extension Catalogues {
    /// Where a text of owners' own is changed.
    fileprivate func area(of key: String, in language: String) -> WordArea? {
        guard let place = words(in: language, zone: .gmt).catalogue.place(of: key) else { return nil }
        return WordArea.all.first { $0.holds(place.message) }
    }
}
