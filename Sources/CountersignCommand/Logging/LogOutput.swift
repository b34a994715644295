import Foundation
import Logging
import Synchronization

/// Where whole lines go: a file descriptor, one line after the other.
final class LogOutput: Sendable {
    private let descriptor: Int32
    private let turn = Mutex(())

    /// - Parameter descriptor: 1 for standard output, 2 for standard error.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes it in one piece. What cannot be written is lost: a log that nobody takes must not stop the server.
    func write(_ line: String) {
        let bytes = Array(line.utf8)
        turn.withLock { _ in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EAGAIN, isWritableSoon {
                    continue
                } else if errno != EINTR {
                    return
                }
            }
        }
    }

    /// A pipe that was made non-blocking by its other end may be full for a moment.
    private var isWritableSoon: Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&poller, 1, 1000) == 1
    }
}

extension LoggingSystem {
    /// From here on every logger writes to standard error; standard output is for answers and, if wanted, events.
    ///
    /// - Parameter atLeast: for commands beside the server, which speak for themselves.
    static func bootstrap(
        _ configuration: Configuration,
        atLeast: Logger.Level = .trace,
        now: @escaping @Sendable () -> Date
    ) {
        let output = LogOutput(descriptor: 2)
        let style: LogLineStyle =
            switch configuration.logFormat {
            case .console: .console(isColoured: Terminal.standardError.hasColours)
            case .json: .json
            }
        bootstrap { label in
            LineLogHandler(
                label: label,
                level: max(configuration.logLevel.level, atLeast),
                style: style,
                now: now,
                write: { output.write($0) }
            )
        }
    }
}
