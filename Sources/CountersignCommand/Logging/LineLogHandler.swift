import Foundation
import Logging

/// Writes each log line as one line of text, whatever is in it.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let style: LogLineStyle
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a whole line with its end, and writes it in one piece.
    init(
        label: String,
        level: Logger.Level,
        style: LogLineStyle,
        now: @escaping @Sendable () -> Date,
        write: @escaping @Sendable (String) -> Void
    ) {
        logLevel = level
        self.label = label
        self.style = style
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all["error"] = "\(String(describing: error))" }
        write(
            style.line(
                LogLine(
                    time: now(),
                    level: event.level,
                    label: label,
                    message: event.message.description,
                    requestID: LogLine.takeRequestID(from: &all),
                    metadata: all
                )
            )
        )
    }
}

/// One line before it is laid out.
struct LogLine {
    let time: Date
    let level: Logger.Level
    let label: String
    let message: String
    /// The same through all lines of one request.
    let requestID: String?
    let metadata: Logger.Metadata

    /// Hummingbird has its own name for it; readers of logs get one.
    static func takeRequestID(from metadata: inout Logger.Metadata) -> String? {
        let own = metadata.removeValue(forKey: "request-id")
        let server = metadata.removeValue(forKey: "hb.request.id")
        return (own ?? server)?.description
    }

    /// UTC, to the millisecond (RFC 3339).
    var timeText: String {
        time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

/// How a line is laid out.
enum LogLineStyle: Sendable {
    case console(isColoured: Bool)
    case json

    func line(_ line: LogLine) -> String {
        switch self {
        case .console(let isColoured): ConsoleLogLine(isColoured: isColoured).text(line)
        case .json: JSONLogLine.text(line)
        }
    }
}
