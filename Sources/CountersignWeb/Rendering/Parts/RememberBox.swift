/// The box "Don’t ask again on this browser", on every page of a second step whose factor may be left out next time.
///
/// A page has it as the value `remember`, and the part of that name in its form.
package struct RememberBox: Sendable, Equatable {
    /// Its name in the form.
    static let field = "trust"

    package let days: Int
    package let isTicked: Bool

    package init(days: Int, isTicked: Bool = false) {
        self.days = days
        self.isTicked = isTicked
    }

    func values(in words: Words) -> TemplateValue {
        .group([
            "label": .text(words.text("secondStep.remember", ["count": .number(days)])),
            "hint": .text(words.text("secondStep.rememberHint")),
            "isTicked": .flag(isTicked),
        ])
    }
}

extension RememberBox? {
    func values(in words: Words) -> TemplateValue {
        map { $0.values(in: words) } ?? .absent
    }
}
