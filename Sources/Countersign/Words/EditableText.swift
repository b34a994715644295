import Foundation

/// A text of ours that owners may put their own in place of, and what theirs may and must hold.
package struct EditableText: Sendable, Equatable {
    package enum Shape: Sendable {
        /// A subject, a heading, the words of a link.
        case line
        /// Sentences, on as many lines as they like.
        case sentences
    }

    /// The message; of one with plural forms also the form, at its end.
    package let key: String
    package let ours: MessagePattern
    package let shape: Shape

    private static let longest = 1000
    /// What a text is no good without, where ours has it: the code, the end of its time, who did it and why, links.
    private static let needed: Set<String> = [
        "code", "reference", "time", "until", "day", "by", "reason", "note", "a", "a2",
    ]

    package enum Problem: Error, Sendable, Equatable {
        case tooLong
        /// A `{` or `<` that nothing closes, or what is neither.
        case blankNotClosed
        case noSuchBlank(String)
        case tags
        case missing([String])
    }

    package init(key: String, ours: MessagePattern, shape: Shape) {
        self.key = key
        self.ours = ours
        self.shape = shape
    }

    /// Where we say nothing, theirs is taken as it is: nothing in it is a blank or a tag.
    package var isFree: Bool { ours.pieces.isEmpty }

    /// Names that may stand in braces.
    package var blanks: [String] { ours.blanks.subtracting(MessagePattern.tags).sorted() }

    package var hasLink: Bool { !ours.blanks.isDisjoint(with: MessagePattern.tags) }

    /// As it is to be kept; nil where it is ours again.
    package func kept(_ given: String) throws(Problem) -> String? {
        let text = cleaned(given)
        guard !text.isEmpty, text != ours.text else { return nil }
        _ = try pattern(of: text)
        return text
    }

    /// What is said in place of ours.
    package func pattern(of text: String) throws(Problem) -> MessagePattern {
        guard text.unicodeScalars.count <= Self.longest else { throw .tooLong }
        if isFree { return MessagePattern(verbatim: text) }
        let pattern: MessagePattern
        do {
            pattern = try MessagePattern(text)
        } catch {
            switch error {
            case .blankNotClosed: throw .blankNotClosed
            case .badBlank(let name): throw .noSuchBlank(name)
            case .tagNotClosed, .unknownTag, .tagsOutOfOrder: throw .tags
            }
        }
        let strange = pattern.blanks.subtracting(ours.blanks).sorted()
        if let name = strange.first(where: { !MessagePattern.tags.contains($0) }) { throw .noSuchBlank(name) }
        if !strange.isEmpty { throw .tags }
        let missing = ours.blanks.intersection(Self.needed).subtracting(pattern.blanks).sorted()
        if !missing.isEmpty { throw .missing(missing) }
        return pattern
    }

    private func cleaned(_ given: String) -> String {
        switch shape {
        case .line:
            return given.components(separatedBy: .controlCharacters.union(.newlines)).joined(separator: " ")
                .trimmingCharacters(in: .whitespacesAndNewlines)
        case .sentences:
            var kept = String.UnicodeScalarView()
            for scalar in given.replacing("\r\n", with: "\n").unicodeScalars
            where scalar == "\n" || !CharacterSet.controlCharacters.contains(scalar) {
                kept.append(scalar)
            }
            return String(kept).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}
