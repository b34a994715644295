import Countersign

/// `/admin/settings/words/{area}`: the words of one page or mail in one language.
package struct WordAreaPage: ConsolePage, FormPage {
    package static let template = "console-words-area"
    package static let consoleSection = ConsoleSection.settings

    /// One text.
    struct Field: Sendable {
        let text: EditableText
        /// The message's name: its key without section and form.
        let name: String
        let part: WordPart
        /// Of the texts that are the same part; nil where there is one.
        let number: Int?
        let form: PluralForm?
        /// Typed, or saved; empty where it is ours.
        let own: String?
        /// Saved meanwhile by somebody else.
        var savedMeanwhile: String?
        /// Does not fit what we say now.
        var isUnused = false

        var id: String { text.key.replacing(".", with: "-") }
    }

    struct Preview: Sendable {
        let tag: String
        let name: String
        let mails: [SampleMail.Shown]
    }

    let area: WordArea
    /// The subject, of a mail, as we say it.
    let subject: String?
    let languages: WordLanguages
    let fields: [Field]
    /// Tells whether somebody else saved meanwhile.
    let mark: String
    let mayChange: Bool
    let previews: [Preview]
    /// The preview is of what is typed.
    var isPreview = false
    /// Where the person confirms who they are, in another tab, so that nothing typed is lost.
    var confirmPath: String?
    var flash: Flash?
    package var problems: [Problem] = []

    package func title(in words: Words) -> String { subject ?? words.text(area.title) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "notice": (flash?.box).values(in: words),
            "heading": .text(title(in: words)),
            "text": .text(words.text("console.words.shown.\(shownWhere)")),
            "languages": languages.values(at: "/admin/settings/words/\(area.id)"),
            "hasLanguages": .flag(languages.all.count > 1),
            "listPath": .text("/admin/settings/words?language=\(PageFrame.encoded(languages.shown))"),
            "action": .text(languages.path(to: area)),
            "language": .text(languages.shown),
            "mark": .text(mark),
            "bold": .markup(
                fields.contains { $0.text.ours.pieces.contains(.open("strong")) }
                    ? words.markup("console.words.bold", ["open": "<strong>", "close": "</strong>"]) : nil
            ),
            "mayChange": .flag(mayChange),
            "isMail": .flag(area.group == .mail),
            "isChanged": .flag(fields.contains { $0.own != nil }),
            "confirmPath": .text(confirmPath),
            "fields": .groups(fields.map { values(of: $0, in: words) }),
            "pagePath": .text(area.path),
            "isPreview": .flag(isPreview),
            "hasPreviews": .flag(!previews.isEmpty),
            "previews": .groups(
                previews.map { preview in
                    [
                        "tag": .text(preview.tag),
                        "name": .text(preview.name),
                        "isOpen": .flag(preview.tag == languages.shown),
                        "mails": .groups(
                            preview.mails.map { ["subject": .text($0.subject), "body": .text($0.text)] }
                        ),
                    ]
                }
            ),
        ]
    }

    private var shownWhere: String {
        switch area {
        case .apps, .help: area.id
        case .topic: "topic"
        case .everyMail: "email"
        case .mail, .support: "mail"
        }
    }

    private func values(of field: Field, in words: Words) -> TemplateValues {
        let problem = problems.message(for: field.id)
        let blanks = field.text.blanks.map { "{\($0)}" }
        let hints = [
            isExplained(field) ? Message("console.words.when.\(field.name)") : nil,
            blanks.isEmpty ? nil : Message("console.words.blanks", ["blanks": .list(blanks)]),
            field.isUnused ? Message("console.words.unused") : nil,
        ].compactMap(\.self)
        let ours = field.own == nil || field.text.isFree ? nil : field.text.ours.text
        let described = [
            hints.isEmpty ? nil : "hint", problem == nil ? nil : "error", ours == nil ? nil : "ours",
            field.savedMeanwhile == nil ? nil : "saved",
        ].compactMap { $0.map { "\(field.id)-\($0)" } }
        return [
            "id": .text(field.id),
            "label": .text(label(of: field, in: words)),
            "isChanged": .flag(field.own != nil),
            "hints": .list(hints.map { .markup(words.markup($0)) }),
            "hasHints": .flag(!hints.isEmpty),
            "problem": .markup(problem.map { words.markup($0) }),
            "value": .text(field.own ?? field.text.ours.text),
            "isLine": .flag(field.text.shape == .line),
            "language": .text(languages.shown),
            "isReadOnly": .flag(!mayChange),
            "describedBy": .text(described.isEmpty ? nil : described.joined(separator: " ")),
            "ours": .text(ours),
            "saved": .text(field.savedMeanwhile),
        ]
    }

    /// Beside the list of apps nobody would know what theirs is for.
    private func isExplained(_ field: Field) -> Bool {
        area == .apps ? field.name == "hint" : area.group == .mail && Self.rare.contains(field.name)
    }

    /// Texts that are said in some cases only; `console.words.when` tells in which.
    private static let rare: Set<String> = [
        "quiet", "named", "leadEmail", "leadLost", "wait", "another", "old", "note", "time", "person", "new_factor",
    ]

    private func label(of field: Field, in words: Words) -> String {
        var label = words.text("console.words.part.\(field.part.rawValue)")
        if let number = field.number {
            label = words.text("console.words.numbered", ["part": .text(label), "number": .number(number)])
        }
        switch field.form {
        case nil: return label
        case .one: return words.text("console.words.forOne", ["part": .text(label)])
        case .other: return words.text("console.words.forSeveral", ["part": .text(label)])
        case .zero, .two, .few, .many: return "\(label) (\(field.form?.rawValue ?? ""))"
        }
    }
}

extension WordAreaPage.Field {
    /// The fields of an area.
    ///
    /// - Parameters:
    ///   - typed: what stands in them in place of what is saved.
    ///   - isOvertaken: somebody else saved meanwhile; their words stand beside.
    static func all(
        of area: WordArea,
        in ours: Catalogue,
        saved: [String: String],
        typed: [String: String]? = nil,
        isOvertaken: Bool = false
    ) -> [WordAreaPage.Field] {
        let texts = area.texts(in: ours)
        let places = texts.map { ours.place(of: $0.key) ?? ($0.key, .other) }
        // The messages of each part, in their order.
        var messages: [WordPart: [String]] = [:]
        for place in places {
            let part = area.part(of: place.message)
            if messages[part]?.last != place.message { messages[part, default: []].append(place.message) }
        }
        return zip(texts, places).map { text, place in
            let part = area.part(of: place.message)
            let alike = messages[part] ?? []
            let given = typed?[text.key]
            let was = saved[text.key]
            // What is typed as we say it, or not at all, is ours.
            let own = given == text.ours.text || given?.isEmpty == true ? nil : given ?? was
            return WordAreaPage.Field(
                text: text,
                name: place.message.split(separator: ".").last.map(String.init) ?? "",
                part: part,
                number: alike.count > 1 ? alike.firstIndex(of: place.message).map { $0 + 1 } : nil,
                form: place.message == text.key ? nil : place.form,
                own: own,
                savedMeanwhile: isOvertaken && own != was ? was ?? text.ours.text : nil,
                isUnused: typed == nil && was.map { (try? text.pattern(of: $0)) == nil } ?? false
            )
        }
    }
}

extension Problem {
    /// What is wrong with an owner's text, beside its field.
    init(_ problem: EditableText.Problem, field: String, of text: EditableText) {
        let blanks = text.blanks.map { "{\($0)}" }
        let tags: Filling = .list(text.hasLink ? ["<strong>…</strong>", "<a>…</a>"] : ["<strong>…</strong>"])
        switch problem {
        case .tooLong: self.init(field: field, "console.words.problem.tooLong")
        case .blankNotClosed:
            self.init(field: field, "console.words.problem.brace", ["open": "{", "close": "}"])
        case .noSuchBlank(let name):
            let blank: Filling = .text("{\(name.prefix(40))}")
            if blanks.isEmpty {
                self.init(field: field, "console.words.problem.noBlanks", ["blank": blank])
            } else {
                self.init(field: field, "console.words.problem.blank", ["blank": blank, "blanks": .list(blanks)])
            }
        case .tags:
            self.init(field: field, "console.words.problem.tags", ["open": "<", "close": ">", "tags": tags])
        case .missing(let names):
            let shown = names.map { MessagePattern.tags.contains($0) ? "<\($0)>…</\($0)>" : "{\($0)}" }
            self.init(
                field: field,
                "console.words.problem.missing",
                ["count": .number(names.count), "blanks": .list(shown)]
            )
        }
    }
}
