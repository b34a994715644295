import Crypto
import Foundation

/// Owners' texts in place of the catalogues' own.
package struct OwnWords: Sendable, Equatable, Codable {
    /// By language and key. A key names a message; of one with plural forms also the form, at its end.
    private var texts: [String: [String: String]] = [:]

    /// In place of a language: what was written before texts were kept by language.
    private static let everyLanguage = "*"

    package init() {}

    /// What is said in a language.
    package subscript(_ language: String) -> [String: String] {
        (texts[Self.everyLanguage] ?? [:]).merging(texts[language] ?? [:]) { $1 }
    }

    package var isEmpty: Bool { texts.values.allSatisfy(\.isEmpty) }

    /// - Parameters:
    ///   - changes: by key; nil is ours again.
    ///   - languages: all there are, for what was written for every language is now each one's own.
    mutating func change(_ changes: [String: String?], in language: String, of languages: [String]) {
        for other in languages where texts[Self.everyLanguage] != nil { texts[other] = self[other] }
        texts[Self.everyLanguage] = nil
        for (key, text) in changes { texts[language, default: [:]][key] = text }
        texts = texts.filter { !$0.value.isEmpty }
    }

    /// Tells whether somebody changed some of these texts since.
    package func mark(of keys: some Sequence<String>, in language: String) -> String {
        let own = self[language]
        var digest = SHA256()
        for key in keys.sorted() {
            for part in [key, own[key] ?? ""] { digest.update(data: Data("\(part.utf8.count):\(part)".utf8)) }
        }
        return digest.finalize().prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension OwnWords {
    /// Those that an earlier version kept among the settings: three texts, each for every language.
    init(former settings: [UInt8]?) {
        let former = settings.flatMap { try? JSONDecoder().decode(Former.self, from: Data($0)) }
        let all = ["apps.hint": former?.appHint, "help.own": former?.helpText, "mail.own": former?.mailText]
        let texts = all.compactMapValues(\.self)
        if !texts.isEmpty { self.texts[Self.everyLanguage] = texts }
    }

    private struct Former: Decodable {
        let appHint: String?
        let helpText: String?
        let mailText: String?
    }
}
