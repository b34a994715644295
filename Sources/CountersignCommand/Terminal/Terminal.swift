import Foundation

/// What is at the other end of standard output or error: a person at a terminal, or a program.
struct Terminal: Sendable {
    private let descriptor: Int32

    static let standardOutput = Terminal(descriptor: 1)
    static let standardError = Terminal(descriptor: 2)

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Also respects https://no-color.org and terminals that know none.
    var hasColours: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    var columns: Int {
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes all of it, or as much as the other end takes.
    func write(_ text: String) {
        LogOutput(descriptor: descriptor).write(text)
    }
}
