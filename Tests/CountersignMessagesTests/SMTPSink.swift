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
    private let process: pid_t
    private let commands: FileHandle
    private let answers: FileHandle
    private let folder: String

    init(_ arguments: String...) throws {
        folder = NSTemporaryDirectory() + "/countersign-smtp-\(UUID().uuidString)"
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Support/smtp_sink.py")
        (process, commands, answers) = try Self.launch([script.path, "--folder", folder] + arguments)
        ready = try JSONDecoder().decode(Ready.self, from: Self.line(from: answers))
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        try? FileManager.default.removeItem(atPath: folder)
    }

    var port: Int { ready.port }

    func change(to mode: String) throws {
        try commands.write(contentsOf: Data("\(mode)\n".utf8))
        _ = Self.line(from: answers)
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

    private struct NotStarted: Error {}

    /// Not with `Process`: its children inherit one another's pipes when tests start several at once, and it then waits
    /// for the end of all of them.
    private static func launch(_ arguments: [String]) throws -> (pid_t, commands: FileHandle, answers: FileHandle) {
        var input: [CInt] = [-1, -1]
        var output: [CInt] = [-1, -1]
        guard pipe(&input) == 0, pipe(&output) == 0 else { throw NotStarted() }
        for end in input + output { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer {
            close(input[0])
            close(output[1])
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input[0], 0)
        posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        let words = ["/usr/bin/env", "python3"] + arguments
        let strings = words.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var process: pid_t = 0
        guard posix_spawn(&process, words[0], &actions, nil, strings, environ) == 0 else { throw NotStarted() }
        return (
            process, FileHandle(fileDescriptor: input[1], closeOnDealloc: true),
            FileHandle(fileDescriptor: output[0], closeOnDealloc: true)
        )
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
