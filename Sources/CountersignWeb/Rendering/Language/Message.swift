import Foundation

/// Something to be said: a key of the catalogue and what fills its blanks. The language is chosen when it is shown.
package struct Message: Sendable, Equatable {
    package let key: String
    package let fillings: [String: Filling]

    package init(_ key: String, _ fillings: [String: Filling] = [:]) {
        self.key = key
        self.fillings = fillings
    }
}

/// What goes into a blank. Times and numbers are written as the language writes them.
package indirect enum Filling: Sendable, Equatable {
    case text(String)
    /// A person's or device's name, an address: on pages it is set apart from the words around it.
    case name(String)
    /// A whole number. The blank called `count` chooses the plural.
    case number(Int)
    /// A number with one digit behind the point, given in tenths: 45 is 4.5.
    case tenths(Int)
    case markup(Markup)
    /// Where the `<a>` of the message leads.
    case link(String)
    /// 14:37
    case clock(Date)
    /// 14:32:10 (Paris time)
    case timeWithSeconds(Date)
    /// 14:37; beside the day it belongs to, should that be another where the reader is.
    case clockOfDay(Date)
    /// A coming moment as it is read at another: 14:37 on the same day, else with its day; with the zone where no script
    /// writes it in the reader's own.
    case end(Date, seenAt: Date, withZone: Bool = false)
    /// 14:37 (Paris time)
    case time(Date)
    /// 12 March
    case dayAndMonth(Date)
    /// 12 March 2026
    case day(Date)
    /// 12 March 2026 at 14:37 (Paris time)
    case moment(Date)
    /// 2 minutes 30 seconds
    case duration(seconds: Int)
    /// Firefox, Chrome and Safari
    case list([String])
    /// The same of messages.
    case messages([Message])
    case message(Message)
}

extension Filling: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral value: String) {
        self = .text(value)
    }

    package init(integerLiteral value: Int) {
        self = .number(value)
    }
}
