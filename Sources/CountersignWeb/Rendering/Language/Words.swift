import Countersign
import Foundation

/// A language to speak and the zone whose times to tell: what every page and mail is written with.
package struct Words: Sendable {
    package let catalogue: Catalogue
    package let zone: TimeZone
    /// Where tests learn of keys that are not there and blanks that were not filled.
    let trace: RenderTrace?

    package init(catalogue: Catalogue, zone: TimeZone, trace: RenderTrace? = nil) {
        self.catalogue = catalogue
        self.zone = zone
        self.trace = trace
    }

    /// A tag of BCP 47, for `lang`.
    package var language: String { catalogue.language }

    package func text(_ key: String, _ fillings: [String: Filling] = [:]) -> String {
        text(Message(key, fillings))
    }

    /// The message as plain text; tags are left out. A key that is not there prints itself.
    package func text(_ message: Message) -> String {
        guard let pattern = pattern(of: message) else { return message.key }
        var result = ""
        for piece in pattern.pieces {
            switch piece {
            case .words(let words): result += words
            case .blank(let name): result += filling(name, of: message).map { text(of: $0) } ?? "{\(name)}"
            case .open, .close: break
            }
        }
        return result
    }

    package func markup(_ key: String, _ fillings: [String: Filling] = [:]) -> Markup {
        markup(Message(key, fillings))
    }

    /// The message for a page: blanks escaped, `<strong>` and links as they should be.
    package func markup(_ message: Message) -> Markup {
        guard let pattern = pattern(of: message) else { return Markup(escaping: message.key) }
        var result = Markup(trusted: "")
        for piece in pattern.pieces {
            switch piece {
            case .words(let words):
                result += Markup(escaping: words)
            case .blank(let name):
                result += filling(name, of: message).map { markup(of: $0) } ?? Markup(escaping: "{\(name)}")
            case .open(let tag):
                result += opening(tag, of: message)
            case .close(let tag):
                result += Markup(trusted: tag == "strong" ? "</strong>" : "</a>")
            }
        }
        return result
    }

    func text(of filling: Filling) -> String {
        switch filling {
        case .text(let text), .name(let text), .link(let text): text
        case .number(let number): number.formatted(.number.locale(catalogue.locale))
        case .tenths(let tenths):
            (Double(tenths) / 10)
                .formatted(.number.precision(.fractionLength(1)).locale(catalogue.locale))
        // Markup has no plain form; it is only given to messages of pages.
        case .markup(let markup): markup.html
        case .clock(let date): clock(date)
        case .timeWithSeconds(let date): time(date, seconds: true)
        case .clockOfDay(let date): clock(date)
        case .end(let date, let now, let withZone):
            isSameDay(date, now) ? (withZone ? time(date) : clock(date)) : moment(date)
        case .time(let date): time(date)
        case .dayAndMonth(let date): dayAndMonth(date)
        case .day(let date): day(date)
        case .moment(let date): moment(date)
        case .duration(let seconds): duration(seconds: seconds)
        case .list(let texts): list(texts)
        case .messages(let messages): list(messages.map { text($0) })
        case .message(let message): text(message)
        }
    }

    func markup(of filling: Filling) -> Markup {
        switch filling {
        case .name(let name): .isolated(name)
        case .markup(let markup): markup
        case .message(let message): markup(message)
        case .clock(let date): timeElement(date, .clock, text: clock(date))
        case .clockOfDay(let date): timeElement(date, .clock, text: clock(date), day: isoDay(date))
        case .end(let date, let now, _):
            isSameDay(date, now)
                ? timeElement(date, .clock, text: clock(date), day: isoDay(now))
                : timeElement(date, .moment, text: moment(date))
        case .time(let date): timeElement(date, .clock, text: clock(date), zone: true)
        case .timeWithSeconds(let date): tickingClock(date)
        case .day(let date): timeElement(date, .day, text: day(date))
        case .moment(let date): timeElement(date, .moment, text: moment(date))
        case .text, .number, .tenths, .link, .dayAndMonth, .duration, .list, .messages:
            Markup(escaping: text(of: filling))
        }
    }

    private func pattern(of message: Message) -> MessagePattern? {
        var count: Int?
        if case .number(let number) = message.fillings["count"] { count = number }
        guard let pattern = catalogue.pattern(message.key, count: count) else {
            trace?.miss("no words for \(message.key)")
            return nil
        }
        trace?.say(message.key)
        return pattern
    }

    private func filling(_ name: String, of message: Message) -> Filling? {
        guard let filling = message.fillings[name] else {
            trace?.miss("\(message.key) lacks {\(name)}")
            return nil
        }
        return filling
    }

    private func opening(_ tag: String, of message: Message) -> Markup {
        guard tag != "strong" else { return Markup(trusted: "<strong>") }
        guard case .link(let address) = filling(tag, of: message) else { return Markup(trusted: "<a>") }
        return Markup(trusted: "<a href=\"") + Markup(escaping: address) + Markup(trusted: "\">")
    }
}
