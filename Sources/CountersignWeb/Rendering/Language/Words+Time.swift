import Foundation

extension Words {
    /// What a `<time>` shows, so that the script can write it again in the visitor's own zone.
    enum TimeStyle: String {
        case clock
        case day
        case moment
    }

    /// 14:37, in our zone.
    package func clock(_ date: Date, seconds: Bool = false) -> String {
        let moment = Int64(date.timeIntervalSince1970.rounded(.down)) + Int64(zone.secondsFromGMT(for: date))
        let second = ((moment % 86_400) + 86_400) % 86_400
        let parts = seconds ? [second / 3600, second / 60 % 60, second % 60] : [second / 3600, second / 60 % 60]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// 14:37 (Paris time)
    package func time(_ date: Date, seconds: Bool = false) -> String {
        text("time.withZone", ["time": .text(clock(date, seconds: seconds)), "zone": .text(zoneName(at: date))])
    }

    /// 2026-11-21, in our zone.
    func isoDay(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
    }

    /// 12 March 2026
    package func day(_ date: Date) -> String {
        date.formatted(style(date: .long))
    }

    /// 12 March
    package func dayAndMonth(_ date: Date) -> String {
        date.formatted(
            Date.FormatStyle(locale: catalogue.locale, calendar: calendar, timeZone: zone).day().month(.wide)
        )
    }

    /// 12 Mar
    func shortDay(_ date: Date) -> String {
        date.formatted(
            Date.FormatStyle(locale: catalogue.locale, calendar: calendar, timeZone: zone).day().month(.abbreviated)
        )
    }

    /// Saturday 21 November 2026
    package func weekday(_ date: Date) -> String {
        date.formatted(style(date: .complete))
    }

    /// 12 March 2026 at 14:37 (Paris time)
    package func moment(_ date: Date) -> String {
        text("time.dayAndTime", ["day": .text(day(date)), "time": .text(time(date))])
    }

    /// "today at 09:14", "3 days ago", "on 12 March 2026": how long a past moment is away.
    package func ago(_ date: Date, from now: Date) -> Message {
        let days =
            calendar.dateComponents(
                [.day],
                from: calendar.startOfDay(for: date),
                to: calendar.startOfDay(for: now)
            ).day ?? 0
        return switch days {
        case ...0: Message("time.today", ["time": .clock(date)])
        case 1: Message("time.yesterday", ["time": .clock(date)])
        case 2...13: Message("time.daysAgo", ["count": .number(days)])
        default: Message("time.onDay", ["day": .day(date)])
        }
    }

    /// "in 4 minutes, at 14:37 (Paris time)": how long a coming moment is away.
    package func until(_ date: Date, from now: Date) -> Message {
        let seconds = max(1, Int(min(date.timeIntervalSince(now), 1_000_000_000).rounded(.up)))
        // Rounded up from a minute on, so that nobody comes back too early.
        let shown = seconds < 60 ? seconds : (seconds + 59) / 60 * 60
        return Message("time.in", ["duration": .duration(seconds: shown), "time": .time(date)])
    }

    /// Whether two moments fall on one day in our zone.
    package func isSameDay(_ left: Date, _ right: Date) -> Bool {
        calendar.isDate(left, inSameDayAs: right)
    }

    /// 2 minutes 30 seconds
    package func duration(seconds: Int) -> String {
        let total = Int(min(seconds.magnitude, 1_000_000_000))
        var parts: [String] = []
        if total >= 86_400 { parts.append(text("time.days", ["count": .number(total / 86_400)])) }
        if total / 3600 % 24 > 0 { parts.append(text("time.hours", ["count": .number(total / 3600 % 24)])) }
        if total / 60 % 60 > 0 { parts.append(text("time.minutes", ["count": .number(total / 60 % 60)])) }
        // Nobody needs the seconds of an hour.
        if total % 60 > 0, total < 3600 { parts.append(text("time.seconds", ["count": .number(total % 60)])) }
        return parts.isEmpty ? text("time.seconds", ["count": 0]) : parts.joined(separator: " ")
    }

    package func list(_ texts: [String]) -> String {
        texts.formatted(.list(type: .and).locale(catalogue.locale))
    }

    /// `<time datetime=…>`; the text stands until a script puts the visitor's own time in its place, zone and all.
    ///
    /// - Parameter day: the day that stands above it, for the script to say where it is another one.
    func timeElement(
        _ date: Date,
        _ style: TimeStyle,
        text: String,
        zone: Bool = false,
        day: String? = nil
    ) -> Markup {
        var attributes = "datetime=\"\(date.formatted(.iso8601))\" data-local=\"\(style.rawValue)\""
        if let day { attributes += " data-day=\"\(day)\"" }
        var content = Markup(escaping: text)
        if zone {
            content = markup(
                "time.withZone",
                [
                    "time": .markup(content),
                    "zone": .text(zoneName(at: date)),
                ]
            )
        }
        return Markup(trusted: "<time \(attributes)>") + content + Markup(trusted: "</time>")
    }

    /// Our own clock, to be compared with another: a script lets it go on, and zone and all become the visitor’s own.
    ///
    /// - Parameter isLarge: the zone stands beside it rather than in brackets.
    func tickingClock(_ date: Date, isLarge: Bool = false) -> Markup {
        let moment = date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let time =
            Markup(trusted: "<span data-clock>") + Markup(escaping: clock(date, seconds: true))
            + Markup(trusted: "</span>")
        let zone =
            Markup(trusted: "<span class=\"zone\" data-zone>") + Markup(escaping: zoneName(at: date))
            + Markup(trusted: "</span>")
        let content =
            isLarge
            ? time + Markup(trusted: " ") + zone
            : markup("time.withZone", ["time": .markup(time), "zone": .markup(zone)])
        return Markup(trusted: "<time datetime=\"\(moment)\" data-ticks>") + content + Markup(trusted: "</time>")
    }

    func zoneName(at date: Date) -> String {
        // ICU calls these "Unknown City".
        guard zone.identifier.contains("/"), !zone.identifier.hasPrefix("Etc/") else {
            return zone.secondsFromGMT(for: date) == 0 ? "UTC" : zone.identifier
        }
        let city = date.formatted(
            Date.FormatStyle(locale: catalogue.locale, timeZone: zone).timeZone(.exemplarLocation)
        )
        return text("time.zone", ["city": .text(city)])
    }

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        calendar.locale = catalogue.locale
        return calendar
    }

    private func style(date: Date.FormatStyle.DateStyle) -> Date.FormatStyle {
        Date.FormatStyle(date: date, time: .omitted, locale: catalogue.locale, calendar: calendar, timeZone: zone)
    }
}
