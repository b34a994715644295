import Foundation
import Testing

@testable import CountersignMessages

/// The real SMTP server of `Tests/Support/smtp_sink.py`, on a port of its own for as long as this value lives.
final class SMTPSink {
    struct Ready: Decodable {
        let port: Int
        let certificate: String?
        let journal: String
    }

    /// One line of the journal.
    struct Entry: Decodable {
        let what: String
        var name: String?
        var sender: String?
        var options: [String]?
        var recipients: [String]?
        var tls: Bool?
        var login: String?
        var user: String?
        var password: String?
        var content: String?
        var parsed: Parsed?
    }

    struct Parsed: Decodable {
        let headers: [String]
        let values: [String: String]
        let parts: [String: String]
        let defects: [String]
    }

    let ready: Ready
    private let process = Process()
    private let commands = Pipe()
    private let answers = Pipe()

    init(_ arguments: String...) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Support/smtp_sink.py")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script.path] + arguments
        process.standardInput = commands
        process.standardOutput = answers
        try process.run()
        let line = Self.line(from: answers.fileHandleForReading)
        ready = try JSONDecoder().decode(Ready.self, from: line)
    }

    deinit {
        // The end of its input ends it; the signal is for one that hangs.
        try? commands.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }

    var port: Int { ready.port }

    func change(to mode: String) throws {
        try commands.fileHandleForWriting.write(contentsOf: Data("\(mode)\n".utf8))
        _ = Self.line(from: answers.fileHandleForReading)
    }

    func journal() throws -> [Entry] {
        try String(contentsOfFile: ready.journal, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Entry.self, from: Data($0.utf8))
        }
    }

    func entries(_ what: String) throws -> [Entry] {
        try journal().filter { $0.what == what }
    }

    /// Waits for the server, not for a time: the journal is written before each answer.
    func untilEntry(_ what: String) async throws {
        while try entries(what).isEmpty {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private static func line(from file: FileHandle) -> Data {
        var line = Data()
        while true {
            let byte = file.readData(ofLength: 1)
            if byte.isEmpty || byte == Data("\n".utf8) { return line }
            line += byte
        }
    }
}

extension MailMessage {
    static func sample(
        to: String = "sam@example.com",
        subject: String = "Your code",
        text: String = "Your code is 123456.\n\n@id.example.com #123456",
        html: String? = nil
    ) throws -> MailMessage {
        try MailMessage(
            from: Mailbox(parsing: "Countersign <no-reply@id.example.com>"),
            to: Mailbox(parsing: to),
            content: MailContent(subject: subject, text: text, html: html, language: "en"),
            id: "01jq3zv5k8example",
            date: Date(timeIntervalSince1970: 1_773_480_413)
        )
    }
}
