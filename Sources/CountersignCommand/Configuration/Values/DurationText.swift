/// Lengths of time as operators write them: `90s`, `10m`, `24h`, `30d`, `1h30m`, `30 days`.
enum DurationText {
    private static let units: [(seconds: Int, names: Set<String>)] = [
        (86_400, ["d", "day", "days"]),
        (3600, ["h", "hour", "hours"]),
        (60, ["m", "min", "minute", "minutes"]),
        (1, ["s", "sec", "second", "seconds"]),
    ]

    /// Nil if it is no such length. Units go from the longest to the shortest, each at most once.
    static func read(_ text: String) -> Duration? {
        guard text.utf8.count <= 64 else { return nil }
        var rest = Substring(text)
        var total = 0
        var next = units.startIndex
        repeat {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            guard !digits.isEmpty, let number = Int(digits) else { return nil }
            rest = rest.dropFirst(digits.count).drop { $0 == " " }
            let name = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(name.count).drop { $0 == " " }
            guard let unit = units[next...].firstIndex(where: { $0.names.contains(String(name)) }) else { return nil }
            let (seconds, isTooLong) = number.multipliedReportingOverflow(by: units[unit].seconds)
            let (sum, isTooMuch) = total.addingReportingOverflow(seconds)
            guard !isTooLong, !isTooMuch else { return nil }
            total = sum
            next = unit + 1
        } while !rest.isEmpty
        return .seconds(total)
    }

    /// In the longest unit that leaves nothing over; one day is `24h`, as everybody says.
    static func write(_ length: Duration) -> String {
        let seconds = length.components.seconds
        let isWhole = { (unit: Int64) in seconds >= unit && seconds.isMultiple(of: unit) }
        if isWhole(86_400), seconds > 86_400 { return "\(seconds / 86_400)d" }
        if isWhole(3600) { return "\(seconds / 3600)h" }
        if isWhole(60) { return "\(seconds / 60)m" }
        return "\(seconds)s"
    }
}
