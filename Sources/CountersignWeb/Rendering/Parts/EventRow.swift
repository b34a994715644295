import Foundation

/// One event of the account in plain words.
package struct EventRow: Sendable, Equatable {
    package let sentence: Message
    package let at: Date
    package let browser: Browser?
    /// An address, as text.
    package let place: String?
    /// Who did it, where that was not the person.
    package let by: Message?
    /// Nil where there is nothing to object to.
    package let notMePath: String?

    package init(
        sentence: Message,
        at: Date,
        browser: Browser?,
        place: String?,
        by: Message? = nil,
        notMePath: String? = nil
    ) {
        self.sentence = sentence
        self.at = at
        self.browser = browser
        self.place = place
        self.by = by
        self.notMePath = notMePath
    }

    /// - Parameter withDay: false under a heading that names the day.
    func values(in frame: PageFrame, withDay: Bool) -> TemplateValues {
        let words = frame.words
        var whence: [Markup] = []
        if let by { whence.append(words.markup(by)) }
        if let browser { whence.append(words.markup(browser.message)) }
        if let place, !place.isEmpty { whence.append(.isolated(place)) }
        return [
            "sentence": .markup(words.markup(sentence)),
            "when": .markup(words.markup(of: withDay ? .moment(at) : .clockOfDay(at))),
            "where": .markup(whence.isEmpty ? nil : Markup.joined(whence)),
            "notMePath": .text(notMePath),
        ]
    }
}
