/// A notice on a page: a heading, a sentence, perhaps one link. At most one a page.
struct Box {
    enum Tone: String {
        case info
        case ok
        case warn
        case bad

        var icon: String {
            switch self {
            case .info: "icon-info"
            case .ok: "icon-tick"
            case .warn, .bad: "icon-warning"
            }
        }
    }

    let tone: Tone
    let title: Message
    var text: Message?
    var link: (href: String, label: Message)?
    /// A button, where a link would only lead to one.
    var action: (path: String, label: Message)?
    /// Told to a screen reader as the page opens: what was just done.
    var isStatus = false
    var icon: String?

    func values(in words: Words) -> TemplateValue {
        .group([
            "tone": .text(tone.rawValue),
            "icon": .template(icon ?? tone.icon),
            "title": .markup(words.markup(title)),
            "text": .markup(text.map { words.markup($0) }),
            "link": .group(link.map { ["href": .text($0.href), "label": .text(words.text($0.label))] }),
            "action": .group(action.map { ["path": .text($0.path), "label": .text(words.text($0.label))] }),
            "isStatus": .flag(isStatus),
        ])
    }
}

extension Box? {
    func values(in words: Words) -> TemplateValue {
        map { $0.values(in: words) } ?? .absent
    }
}
