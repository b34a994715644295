import Foundation
import Testing

/// `countersign serve` in a program's folder, on free ports, until the test ends.
final class ServingProgram: Sendable {
    private nonisolated(unsafe) let process: Process
    private nonisolated(unsafe) let errors: FileHandle
    let log: URL

    /// Starts it and waits until it listens.
    init(_ program: Program, _ arguments: String...) throws {
        process = Process()
        process.executableURL = try Program.location()
        process.arguments =
            [
                "serve", "--data", "data", "--listen", "127.0.0.1:0", "--operations-listen", "127.0.0.1:0",
                "--log-format", "json",
            ]
            + arguments
        process.currentDirectoryURL = program.folder
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        log = program.folder.appending(path: "log-\(UUID().uuidString)")
        try Data().write(to: log)
        let pipe = Pipe()
        errors = pipe.fileHandleForReading
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = pipe
        try process.run()
        _ = try waitForLine(containing: "Listening")
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// The next line of the log that has this in it. Throws when the log ends without.
    func waitForLine(containing text: String) throws -> String {
        var line = Data()
        while let byte = try errors.read(upToCount: 1), !byte.isEmpty {
            guard byte.first == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            let read = String(decoding: line, as: UTF8.self)
            if read.contains(text) { return read }
            line = Data()
        }
        throw Missing(text: text)
    }

    struct Missing: Error {
        let text: String
    }

    /// Asks it to end and answers with its status.
    func end() throws -> Int32 {
        send(SIGTERM)
        // Until the pipe is closed, so that it is never full.
        while let more = try errors.read(upToCount: 4096), !more.isEmpty {}
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
}
