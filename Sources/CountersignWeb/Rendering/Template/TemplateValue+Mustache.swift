import Mustache

// Every template is read with the content type TEXT, so Mustache escapes nothing: what it prints was made markup here.
// A template that lacks that line would print everything escaped twice, never unescaped.

extension TemplateValue {
    /// The value in the types that swift-mustache tells apart.
    func represented(trace: RenderTrace?) -> Any {
        switch self {
        case .absent: Printed(html: "")
        case .text(let text): Printed(html: Markup(escaping: text).html)
        case .markup(let markup): Printed(html: markup.html)
        case .flag(let flag): flag
        case .list(let values): values.map { $0.represented(trace: trace) }
        case .group(let values): Group(values: values, trace: trace)
        case .template(let name): name
        }
    }
}

/// Text that is markup already. It has no children; saying so spares Mustache a look by reflection.
struct Printed: MustacheCustomRenderable, MustacheParent {
    let html: String

    var renderText: String { html }
    var isNull: Bool { html.isEmpty }

    func child(named name: String) -> Any? { nil }
}

/// Named values inside a page. A name it does not know is looked for further out, so it reports nothing.
struct Group: MustacheParent {
    let values: TemplateValues
    let trace: RenderTrace?

    func child(named name: String) -> Any? {
        values[name]?.represented(trace: trace)
    }
}

/// The values of a page or a frame, reached as `page.name` or `frame.name`: every name must be known.
struct StrictGroup: MustacheParent {
    let name: String
    let values: TemplateValues
    let trace: RenderTrace?

    func child(named child: String) -> Any? {
        guard let value = values[child] else {
            trace?.miss("\(name).\(child)")
            return nil
        }
        return value.represented(trace: trace)
    }
}

/// The outermost context: `page`, `frame`, and the words under `t`.
struct Root: MustacheParent {
    let page: StrictGroup
    let frame: StrictGroup
    let words: WordsGroup
    let trace: RenderTrace?

    func child(named name: String) -> Any? {
        switch name {
        case "page": return page
        case "frame": return frame
        case "t": return words
        default:
            trace?.miss(name)
            return nil
        }
    }
}

/// The catalogue as templates see it: `{{t.signIn.title}}`.
struct WordsGroup: MustacheParent {
    let words: Words
    let path: String

    func child(named name: String) -> Any? {
        let key = path.isEmpty ? name : "\(path).\(name)"
        if words.catalogue.isSection(key) {
            return WordsGroup(words: words, path: key)
        }
        return Printed(html: words.markup(Message(key)).html)
    }
}
