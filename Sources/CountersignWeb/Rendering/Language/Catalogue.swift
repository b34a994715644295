import Countersign
import Foundation

/// All the words of one language.
package struct Catalogue: Sendable {
    /// A tag of BCP 47: the name of the file.
    package let language: String
    let plural: PluralRule
    let locale: Locale
    private var messages: [String: [PluralForm: MessagePattern]]
    private let sections: Set<String>

    package enum Fault: Error, Equatable {
        case notJSON(language: String, why: String)
        case badMessage(language: String, key: String, why: String)
    }

    /// - Throws: `Fault`, which names the key.
    package init(language: String, json: String) throws(Fault) {
        self.language = language
        plural = PluralRule(language: language)
        let tree: Any
        do {
            tree = try JSONSerialization.jsonObject(with: Data(json.utf8))
        } catch {
            throw .notJSON(language: language, why: "\(error)")
        }
        guard let root = tree as? [String: Any] else {
            throw .notJSON(language: language, why: "not an object")
        }
        var messages: [String: [PluralForm: MessagePattern]] = [:]
        var sections: Set<String> = []
        try Self.collect(root, under: "", of: language, into: &messages, sections: &sections)
        self.messages = messages
        self.sections = sections
        let name = messages["language.locale"]?[.other]?.pieces
        if case .words(let tag) = name?.first {
            locale = Locale(identifier: tag)
        } else {
            locale = Locale(identifier: language)
        }
    }

    package var keys: Set<String> { Set(messages.keys) }

    /// What the language calls itself.
    package var name: String {
        if case .words(let name) = messages["language.name"]?[.other]?.pieces.first { name } else { language }
    }

    /// `rtl` or `ltr`, as the catalogue itself says.
    package var direction: String {
        if case .words("rtl") = messages["language.direction"]?[.other]?.pieces.first { "rtl" } else { "ltr" }
    }

    func isSection(_ key: String) -> Bool {
        sections.contains(key)
    }

    /// The pattern of a message, in the plural form that `count` takes.
    func pattern(_ key: String, count: Int?) -> MessagePattern? {
        guard let forms = messages[key] else { return nil }
        if let count, let pattern = forms[plural.form(of: count)] { return pattern }
        return forms[.other]
    }

    /// Every form of a message, for the tests that compare languages.
    func forms(of key: String) -> [PluralForm: MessagePattern] {
        messages[key] ?? [:]
    }

    /// This one with owners' texts in place of ours, by keys as `OwnWords` has them. What may not be changed, or does not
    /// fit what we say now, stays ours.
    func with(_ own: [String: String]) -> Catalogue {
        var catalogue = self
        for (key, given) in own {
            guard let (message, form) = place(of: key), let text = editable(message, form),
                let pattern = try? text.pattern(of: given)
            else { continue }
            catalogue.messages[message]?[form] = pattern
        }
        return catalogue
    }

    /// What owners may change of a message; nil for what they may not.
    func editable(_ message: String, _ form: PluralForm) -> EditableText? {
        guard let forms = messages[message], let ours = forms[form],
            let area = WordArea.all.first(where: { $0.holds(message) })
        else { return nil }
        return EditableText(
            key: forms.count == 1 ? message : "\(message).\(form.rawValue)",
            ours: ours,
            shape: area.part(of: message).shape
        )
    }

    /// The message and the form that a key of own words names.
    func place(of key: String) -> (message: String, form: PluralForm)? {
        if messages[key] != nil { return (key, .other) }
        guard let dot = key.lastIndex(of: "."), let form = PluralForm(rawValue: String(key[dot...].dropFirst())) else {
            return nil
        }
        let message = String(key[..<dot])
        return messages[message]?[form] == nil ? nil : (message, form)
    }

    private static func collect(
        _ tree: [String: Any],
        under path: String,
        of language: String,
        into messages: inout [String: [PluralForm: MessagePattern]],
        sections: inout Set<String>
    ) throws(Fault) {
        for (name, value) in tree {
            let key = path.isEmpty ? name : "\(path).\(name)"
            if let text = value as? String {
                messages[key] = [.other: try pattern(text, key: key, of: language)]
            } else if let group = value as? [String: Any] {
                if group["other"] is String {
                    var forms: [PluralForm: MessagePattern] = [:]
                    for (name, text) in group {
                        guard let form = PluralForm(rawValue: name), let text = text as? String else {
                            throw .badMessage(language: language, key: "\(key).\(name)", why: "not a plural form")
                        }
                        forms[form] = try pattern(text, key: key, of: language)
                    }
                    messages[key] = forms
                } else {
                    sections.insert(key)
                    try collect(group, under: key, of: language, into: &messages, sections: &sections)
                }
            } else {
                throw .badMessage(language: language, key: key, why: "neither a text nor an object")
            }
        }
    }

    private static func pattern(_ text: String, key: String, of language: String) throws(Fault) -> MessagePattern {
        do {
            return try MessagePattern(text)
        } catch {
            throw .badMessage(language: language, key: key, why: "\(error)")
        }
    }
}
