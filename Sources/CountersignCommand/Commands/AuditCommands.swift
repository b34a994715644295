import ArgumentParser
import Countersign
import Foundation

/// `countersign audit`: the audit log.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Read the audit log, and prove that it is whole.",
        subcommands: [AuditListCommand.self, AuditVerifyCommand.self]
    )
}

/// `countersign audit verify`
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that no sealed event was changed, removed or inserted.",
        discussion: """
            The server also writes signed checkpoints to its log. Given with --checkpoint, they show a log whose end was \
            cut off, which the database alone cannot.

            Exit status: 0 the log is whole, 1 it is not or could not be read.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(
        name: .customLong("checkpoint"),
        help: "A file with checkpoints, such as the server's log; may be repeated."
    )
    var checkpointFiles: [String] = []

    func run() async throws {
        let outside = try checkpointFiles.flatMap(CheckpointFile.read)
        let (report, waiting) = try await options.withHost { host in
            let last = try await host.world.store.chainHead()?.position ?? 0
            var bar = ProgressBar("Checking events", total: Int(clamping: last))
            let report = try await VerifyEvents(in: host.world).run(outside: outside) { bar.show(Int(clamping: $0)) }
            bar.finish()
            return (report, try await host.world.store.unsealedEvents(limit: 1000).count)
        }
        let answer = ChainAnswer(report, waiting: waiting)
        try Answer.say(answer, asJSON: options.json) { answer.text }
        if let finding = report.finding { throw CommandFailure("the audit log is not whole: \(finding)") }
    }
}

/// Checkpoints in a file of whatever else: a server's log, or a note of somebody who kept them apart.
enum CheckpointFile {
    static func read(_ path: String) throws -> [Checkpoint] {
        guard let file = fopen(path, "r") else {
            throw CommandFailure("\(path) cannot be read: \(String(cString: strerror(errno)))", status: 2)
        }
        defer { fclose(file) }
        var checkpoints: [Checkpoint] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        // Line by line: a log may be larger than memory.
        while getline(&line, &capacity, file) >= 0 {
            guard let line, let found = Checkpoint(in: String(cString: line)) else { continue }
            checkpoints.append(found)
        }
        guard !checkpoints.isEmpty else { throw CommandFailure("\(path) has no checkpoint", status: 2) }
        return checkpoints
    }
}

/// What `audit verify` answers.
struct ChainAnswer: Encodable {
    let isWhole: Bool
    let finding: String?
    let notes: [String]
    let events: Int
    let first: Int64?
    let last: Int64?
    let checkpoints: Int
    let outsideCheckpoints: Int
    let signedThrough: Int64
    /// Events that have no place in the chain yet; a thousand may be more.
    let waiting: Int

    private enum CodingKeys: String, CodingKey {
        case isWhole = "whole"
        case finding, notes, events, first, last, checkpoints
        case outsideCheckpoints = "outside_checkpoints"
        case signedThrough = "signed_through"
        case waiting = "waiting_for_seal"
    }

    init(_ report: ChainReport, waiting: Int) {
        isWhole = report.isSound
        finding = report.finding?.description
        notes = report.notes.map(\.description)
        events = report.events
        first = report.first
        last = report.last?.position
        checkpoints = report.checkpoints
        outsideCheckpoints = report.outsideCheckpoints
        signedThrough = report.signedThrough
        self.waiting = waiting
    }

    var text: String {
        var lines = notes.map { "Note: \($0)." }
        if isWhole {
            let range = first.flatMap { first in last.map { ", positions \(first) to \($0)" } } ?? ""
            lines.append(
                "The audit log is whole: \(events) events\(range), signed through \(signedThrough) by \(checkpoints) checkpoints."
            )
            if outsideCheckpoints > 0 { lines.append("\(outsideCheckpoints) checkpoints from outside agree.") }
        }
        if waiting > 0 {
            lines.append(
                "\(waiting == 1000 ? "1000 or more" : "\(waiting)") events wait for their seal, which a server gives within a second."
            )
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
