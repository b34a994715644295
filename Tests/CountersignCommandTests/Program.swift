import Foundation
import Testing

/// The built program, run in a temporary folder with a clean environment: what people and scripts meet.
final class Program: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "countersign-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        var errorLines: [Substring] { errors.split(separator: "\n") }
    }

    func write(_ content: String, to name: String = "countersign.yaml") throws {
        try write(Data(content.utf8), to: name)
    }

    func write(_ content: Data, to name: String = "countersign.yaml") throws {
        try content.write(to: folder.appending(path: name))
    }

    /// Runs it to its end. Both outputs go to files, so that a long one cannot block it.
    func run(_ arguments: String..., environment: [String: String] = [:], input: String = "") throws -> Outcome {
        try run(arguments, environment: environment, input: input)
    }

    func run(_ arguments: [String], environment: [String: String] = [:], input: String = "") throws -> Outcome {
        let process = Process()
        process.executableURL = try Self.location()
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment.merging(["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]) { own, _ in own }
        let files = try ["in", "out", "err"].map { name in
            let file = folder.appending(path: ".\(name)-\(UUID().uuidString)")
            try Data(name == "in" ? input.utf8 : "".utf8).write(to: file)
            return file
        }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
        )
    }

    /// It lies beside the tests.
    static func location() throws -> URL {
        let beside = CommandLine.arguments.first.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().appending(path: "countersign")
        }
        let usual = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../.build/debug/countersign").standardizedFileURL
        let found = [beside, usual].compactMap(\.self).first {
            FileManager.default.isExecutableFile(atPath: $0.path())
        }
        return try #require(found, "the program is not built")
    }
}
