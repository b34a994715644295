import Foundation

@testable import CountersignWeb

/// What is made once for all tests: templates and catalogues take their time in a debug build.
enum Shared {
    private static let loadedTemplates = Result { try Templates() }
    private static let loadedCatalogues = Result { try Catalogues() }
    static let paris = TimeZone(identifier: "Europe/Paris") ?? .gmt

    static func templates() throws -> Templates { try loadedTemplates.get() }
    static func catalogues() throws -> Catalogues { try loadedCatalogues.get() }

    static func words(_ language: String = "en", zone: TimeZone = paris, trace: RenderTrace? = nil) throws -> Words {
        try catalogues().words(in: language, zone: zone, trace: trace)
    }
}

/// The fixtures as HTML.
struct RenderedPage: Sendable {
    let name: String
    let html: String
    let title: String
    let problems: [Problem]
    let words: Words
    let hasContact: Bool

    private static let english = Result { try render("en") }
    private static let german = Result { try render("de") }

    static func all(_ language: String = "en") throws -> [RenderedPage] {
        try (language == "en" ? english : german).get()
    }

    static func named(_ name: String) throws -> RenderedPage? {
        try all().first { $0.name == "en \(name)" }
    }

    private static func render(_ language: String) throws -> [RenderedPage] {
        try Fixtures.all().map { fixture in
            let frame = try fixture.frame(in: language)
            return RenderedPage(
                name: "\(language) \(fixture.name)",
                html: try Shared.templates().render(fixture.page, in: frame),
                title: fixture.page.title(in: frame.words),
                problems: fixture.page.problems(in: frame),
                words: frame.words,
                hasContact: fixture.contact?.contains("@") == true
            )
        }
    }

    /// What a pattern finds: for each hit the groups, the whole first. ICU's expressions, for speed in a debug build.
    func found(_ pattern: String) throws -> [[String]] {
        try html.found(pattern)
    }
}

extension String {
    func found(_ pattern: String) throws -> [[String]] {
        let expression = try NSRegularExpression(pattern: pattern, options: .dotMatchesLineSeparators)
        let text = self as NSString
        return expression.matches(in: self, range: NSRange(location: 0, length: text.length)).map { match in
            (0..<match.numberOfRanges).map { index in
                let range = match.range(at: index)
                return range.location == NSNotFound ? "" : text.substring(with: range)
            }
        }
    }
}
