/// All that a template can be given. A closed list, so that nothing reaches a page unescaped by accident.
package indirect enum TemplateValue: Sendable, Equatable {
    /// Known to the page, but not there this time: prints nothing, sections on it are left out.
    case absent
    /// Printed escaped. Empty text counts as not there.
    case text(String)
    case markup(Markup)
    case flag(Bool)
    case list([TemplateValue])
    case group(TemplateValues)
    /// The name of a template to put here: `{{>*icon}}`.
    case template(String)

    package static func text(_ text: String?) -> TemplateValue {
        text.map { .text($0) } ?? .absent
    }

    package static func markup(_ markup: Markup?) -> TemplateValue {
        markup.map { .markup($0) } ?? .absent
    }

    package static func group(_ values: TemplateValues?) -> TemplateValue {
        values.map { .group($0) } ?? .absent
    }

    package static func groups(_ groups: [TemplateValues]) -> TemplateValue {
        .list(groups.map { .group($0) })
    }

    package static func texts(_ texts: [String]) -> TemplateValue {
        .list(texts.map { .text($0) })
    }
}

package typealias TemplateValues = [String: TemplateValue]

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) {
        self = .text(value)
    }

    package init(booleanLiteral value: Bool) {
        self = .flag(value)
    }
}
