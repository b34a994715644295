import WebAuthn

/// Models of keys as people write them down: one a line, by its AAGUID, with a note behind it that nobody reads back.
package enum ModelList {
    /// A line that begins with no AAGUID.
    package struct BadLine: Error, Equatable {
        /// From 1 on.
        package let number: Int
        /// Its first word.
        package let text: String
    }

    private static let longestQuote = 40

    /// - Throws: the first line that cannot be read.
    package static func models(in text: String) throws(BadLine) -> Set<AAGUID> {
        var models: Set<AAGUID> = []
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            guard let word = line.split(whereSeparator: \.isWhitespace).first else { continue }
            guard let model = AAGUID(String(word)) else {
                throw BadLine(number: index + 1, text: String(word.prefix(longestQuote)))
            }
            models.insert(model)
        }
        return models
    }

    /// Those that have a name say it, and come first.
    package static func text(of models: Set<AAGUID>) -> String {
        models.map { (name: KnownAuthenticators.name(of: $0), id: $0.description) }
            .sorted { ($0.name == nil ? 1 : 0, $0.name ?? "", $0.id) < ($1.name == nil ? 1 : 0, $1.name ?? "", $1.id) }
            .map { model in model.name.map { "\(model.id) \($0)" } ?? model.id }
            .joined(separator: "\n")
    }
}
