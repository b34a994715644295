import Mustache

/// Every page template, parsed once at the start.
package struct Templates: Sendable {
    private let library: MustacheLibrary
    private let names: Set<String>

    /// - Throws: `TemplateFault` if a template does not parse.
    package init() throws {
        try self.init(files: EmbeddedFiles.templates)
    }

    init(files: [EmbeddedText]) throws {
        var library = MustacheLibrary()
        for file in files {
            do {
                try library.register("{{% CONTENT_TYPE: TEXT}}\n" + file.text, named: file.name)
            } catch {
                throw TemplateFault.unreadable(name: file.name, why: "\(error)")
            }
        }
        self.library = library
        names = Set(files.map(\.name))
    }

    package func contains(_ name: String) -> Bool {
        names.contains(name)
    }

    /// The whole HTML document of a page.
    package func render(_ page: some Page, in frame: PageFrame) throws -> String {
        let problems = page.problems(in: frame)
        let title = page.title(in: frame.words)
        var values = page.values(in: frame)
        values["errors"] = Problem.summary(of: problems, in: frame.words)
        values["sections"] =
            if let console = page as? any ConsolePage {
                frame.consoleSections(current: type(of: console).consoleSection)
            } else {
                frame.sections(current: type(of: page).section)
            }
        return try render(
            type(of: page).template,
            page: values,
            frame: frame.values(title: title, hasProblems: !problems.isEmpty, isConsole: page is any ConsolePage),
            words: frame.words
        )
    }

    /// One template with values given outright: what mails are made with.
    func render(
        _ template: String,
        page: TemplateValues,
        frame: TemplateValues,
        words: Words
    ) throws -> String {
        let trace = words.trace
        let root = Root(
            page: StrictGroup(name: "page", values: page, trace: trace),
            frame: StrictGroup(name: "frame", values: frame, trace: trace),
            words: WordsGroup(words: words, path: ""),
            trace: trace
        )
        guard let text = library.render(root, withTemplate: template) else {
            throw TemplateFault.unknown(name: template)
        }
        return text
    }
}

/// A template that is not there or does not parse.
package enum TemplateFault: Error, Equatable {
    case unknown(name: String)
    case unreadable(name: String, why: String)
}

/// A file that was compiled in.
struct EmbeddedText: Sendable {
    let name: String
    let text: String
}
