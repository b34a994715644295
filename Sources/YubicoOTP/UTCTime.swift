/// The time of an answer: `2010-01-01T00:00:00Z0123`, with milliseconds in four digits behind the Z.
enum UTCTime {
    private static let lastMillisecond: Int64 = 253_402_300_799_999  // of the year 9999

    /// Times before 1970 and after 9999, which no clock should show, become the nearest that can be written.
    static func text(_ milliseconds: Int64) -> String {
        let milliseconds = min(max(milliseconds, 0), lastMillisecond)
        let (seconds, fraction) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = date(ofDay: days)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
            + "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
            + "Z\(padded(fraction, 4))"
    }

    /// Days since 1970 in the Gregorian calendar. Years are taken to begin in March, so that the leap day is the last
    /// of its year.
    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let daysFromYear0 = day + 719_468
        let (era, dayOfEra) = daysFromYear0.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
            month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }

    private static func padded(_ number: Int64, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
