import Countersign
import Foundation

/// The languages that were compiled in, and the choice among them.
package struct Catalogues: Sendable {
    /// In the order they are offered; the first is taken where nothing else is asked for.
    package let all: [Catalogue]

    /// The languages the program comes with.
    ///
    /// - Throws: `Catalogue.Fault` if one of them cannot be read.
    package init() throws {
        try self.init(files: EmbeddedFiles.words)
    }

    init(files: [EmbeddedText]) throws {
        var all: [Catalogue] = []
        for file in files {
            all.append(try Catalogue(language: file.name, json: file.text))
        }
        guard !all.isEmpty else { throw Catalogue.Fault.notJSON(language: "none", why: "no catalogue") }
        // English first: what the program falls back to.
        self.all = all.filter { $0.language == "en" } + all.filter { $0.language != "en" }
    }

    /// Those of them that are asked for; all where none is.
    package func offering(_ tags: [String]?) -> Catalogues {
        guard let tags else { return self }
        let offered = all.filter { tags.contains($0.language) }
        return offered.isEmpty ? self : Catalogues(all: offered)
    }

    /// With owners' texts in place of ours.
    func with(_ own: OwnWords) -> Catalogues {
        own.isEmpty ? self : Catalogues(all: all.map { $0.with(own[$0.language]) })
    }

    private init(all: [Catalogue]) {
        self.all = all
    }

    package var languages: [String] { all.map(\.language) }

    /// The words of a language, or of the first one if there is no such language.
    package func words(in language: String?, zone: TimeZone, trace: RenderTrace? = nil) -> Words {
        let catalogue = language.flatMap { wanted in all.first { $0.language == wanted } } ?? all[0]
        return Words(catalogue: catalogue, zone: zone, trace: trace)
    }

    /// Which language to answer in: the one the account chose, else the browser's cookie, else what the browser accepts.
    package func language(saved: String?, cookie: String?, acceptLanguage: String?) -> String {
        for wanted in [saved, cookie] {
            if let wanted, let language = match(wanted) { return language }
        }
        for wanted in AcceptLanguage.tags(in: acceptLanguage ?? "") {
            if let language = match(wanted) { return language }
        }
        return all[0].language
    }

    /// A language of ours for a tag: itself, or without its region (`de` for `de-AT`).
    package func match(_ tag: String) -> String? {
        guard tag.utf8.count <= 35 else { return nil }
        let wanted = tag.lowercased()
        if let exact = all.first(where: { $0.language.lowercased() == wanted }) { return exact.language }
        let base = wanted.split(separator: "-").first.map(String.init)
        return all.first { $0.language.lowercased() == base }?.language
    }
}

/// The `Accept-Language` header (RFC 9110 §12.5.4), read within bounds.
enum AcceptLanguage {
    private static let longestHeader = 1000
    private static let mostTags = 32

    /// The tags asked for, the most wanted first. `*` and tags of quality 0 are left out.
    static func tags(in header: String) -> [String] {
        guard header.utf8.count <= longestHeader else { return [] }
        var wanted: [(tag: String, quality: Double)] = []
        for part in header.split(separator: ",").prefix(mostTags) {
            let pieces = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let tag = pieces.first, !tag.isEmpty, tag != "*" else { continue }
            var quality = 1.0
            for parameter in pieces.dropFirst() where parameter.hasPrefix("q=") {
                quality = Double(parameter.dropFirst(2)) ?? 0
            }
            guard quality > 0, quality <= 1 else { continue }
            wanted.append((tag, quality))
        }
        // Stable: of two tags of the same quality the earlier one is wanted more.
        return wanted.enumerated()
            .sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
            .map(\.element.tag)
    }
}
