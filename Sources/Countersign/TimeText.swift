/// A moment as people and scripts write it.
package enum TimeText {
    /// Whole seconds since 1970, of `1790942400`, `@1790942400`, `2026-10-02`, or ISO 8601 with a time zone. Parts of a
    /// second are dropped. Nil for anything else, and for days and hours that do not exist.
    package static func seconds(_ text: String) -> Int64? {
        guard text.utf8.count <= 64, text.utf8.allSatisfy({ 0x20...0x7e ~= $0 }) else { return nil }
        if let seconds = Int64(text.hasPrefix("@") ? String(text.dropFirst()) : text) { return seconds }

        let date = /(\d{4})-(\d{2})-(\d{2})(?:[Tt ](.+))?/
        guard let match = text.wholeMatch(of: date), let year = Int64(match.1), let month = Int64(match.2),
            let day = Int64(match.3), let days = days(year, month, day)
        else { return nil }
        guard let time = match.4 else { return days * 86_400 }
        guard let seconds = secondsOfDay(time) else { return nil }
        return days * 86_400 + seconds
    }

    /// `14:00:00.5+02:00` in UTC, so possibly below zero or beyond the day. A time without a zone would be another one
    /// on another computer, so there is none.
    private static func secondsOfDay(_ text: Substring) -> Int64? {
        let time = /(\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:[Zz]|([+-])(\d{2}):?(\d{2}))/
        guard let match = text.wholeMatch(of: time), let hour = Int64(match.1), let minute = Int64(match.2),
            let second = Int64(match.3), hour < 24, minute < 60, second <= 60
        else { return nil }
        let seconds = hour * 3600 + minute * 60 + second
        guard let sign = match.4, let zoneHour = match.5.flatMap({ Int64($0) }),
            let zoneMinute = match.6.flatMap({ Int64($0) })
        else { return seconds }
        guard zoneHour < 24, zoneMinute < 60 else { return nil }
        let zone = zoneHour * 3600 + zoneMinute * 60
        return sign == "-" ? seconds + zone : seconds - zone
    }

    /// Days since 1970 in the Gregorian calendar, for every year as ISO 8601 has it.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard 1...12 ~= month, 1...lengths[Int(month - 1)] ~= day else { return nil }
        // Counted from the first of March of the year 0, so that the leap day stands last.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
