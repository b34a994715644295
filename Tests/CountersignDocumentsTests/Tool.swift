import Foundation
import Testing

/// A program from outside that judges what we made.
struct Tool {
    let name: String
    let package: String

    static let zbarimg = Tool(name: "zbarimg", package: "zbar-tools")
    static let pdftotext = Tool(name: "pdftotext", package: "poppler-utils")
    static let pdfinfo = Tool(name: "pdfinfo", package: "poppler-utils")
    static let fontList = Tool(name: "fc-list", package: "fontconfig")

    /// Runs it with the bytes in a file, whose path stands in for `FILE` among the arguments.
    func output(_ arguments: [String], file bytes: [UInt8] = [], endingIn suffix: String = "") throws -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let path = try #require(
            folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) },
            "\(name) is missing: run script/bootstrap, or apt-get install \(package)"
        )
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + suffix)
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }

        let process = Process()
        let output = Pipe()
        let complaints = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments.map { $0 == "FILE" ? file.path : $0 }
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = String(decoding: try complaints.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(name): \(complaint)")
        // zbarimg misses the system bus where there is none; poppler speaks up only about bad files.
        if package == "poppler-utils" { #expect(complaint.isEmpty) }
        return String(decoding: data, as: UTF8.self)
    }
}
