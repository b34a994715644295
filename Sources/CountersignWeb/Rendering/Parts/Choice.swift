/// A large link: one way among several, with what it needs.
struct Choice {
    let href: String
    let icon: String
    let title: Message
    var text: Message?
    var tag: Message?
    var tagTone = "ok"
    /// A button of a form instead of a link: it does something.
    var isPost = false
    /// Needs JavaScript, and is not shown without.
    var needsScript = false
    /// What this device has built in: the page's script recommends it where that is so.
    var isOfDevice = false
    /// Shown, but no link: a way that is paused.
    var isPaused = false

    func values(in words: Words) -> TemplateValues {
        [
            "href": .text(href),
            "icon": .template(icon),
            "title": .markup(words.markup(title)),
            "text": .markup(text.map { words.markup($0) }),
            "tag": .markup(tag.map { words.markup($0) }),
            "tagTone": .text(tagTone),
            "isLink": .flag(!isPaused && !isPost),
            "isButton": .flag(!isPaused && isPost),
            "needsScript": .flag(needsScript),
            "recommended": .text(isOfDevice ? words.text("strengths.recommended") : nil),
            "isPaused": .flag(isPaused),
        ]
    }
}
