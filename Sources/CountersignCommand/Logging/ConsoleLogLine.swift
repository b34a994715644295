import Logging

/// A log line for people: time, level, message, then `key=value`. What could forge or hide a line is written as `\u{…}`.
struct ConsoleLogLine {
    let isColoured: Bool

    func text(_ line: LogLine) -> String {
        let level = line.level.rawValue.uppercased()
        let padding = String(repeating: " ", count: max(0, 8 - level.count))
        var text = "\(line.timeText) \(coloured(level, as: line.level))\(padding) "
        text += Quoted.plain(LogText.bounded(line.message).unicodeScalars, quotesStand: true)
        for (key, value) in line.metadata.sorted(by: { $0.key < $1.key }) {
            text += " \(faint(word(key) + "="))\(word(value.description))"
        }
        if let requestID = line.requestID { text += " \(faint("request-id="))\(word(requestID))" }
        return text + " \(faint("(\(word(line.label)))"))\n"
    }

    /// As it is where nobody could mistake where it ends, else in quotation marks.
    private func word(_ text: String) -> String {
        let escaped = Quoted.plain(LogText.bounded(text).unicodeScalars)
        let isPlain = !text.isEmpty && escaped == text && !text.contains { $0.isWhitespace || $0 == "=" }
        return isPlain ? text : "\"\(escaped)\""
    }

    private func coloured(_ text: String, as level: Logger.Level) -> String {
        guard isColoured else { return text }
        let code =
            switch level {
            case .trace, .debug: 90
            case .info: 32
            case .notice: 36
            case .warning: 33
            case .error, .critical: 31
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    private func faint(_ text: String) -> String {
        isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text
    }
}
