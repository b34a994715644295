import Logging
import Synchronization

/// Keeps what was logged, at every level, so that a test can ask what was said and what was not.
package final class WorldLog: Sendable {
    package struct Line: Sendable {
        package let level: Logger.Level
        /// Message and metadata together.
        package let text: String
    }

    private let kept = Mutex<[Line]>([])

    package init() {}

    package var lines: [Line] { kept.withLock { $0 } }

    package var text: String { lines.map(\.text).joined(separator: "\n") }

    package var logger: Logger {
        Logger(label: "test", factory: { _ in Handler(log: self) })
    }

    private struct Handler: LogHandler {
        let log: WorldLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
            let facts = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let line = Line(level: event.level, text: (["\(event.message)"] + facts).joined(separator: " "))
            log.kept.withLock { $0.append(line) }
        }
    }
}
