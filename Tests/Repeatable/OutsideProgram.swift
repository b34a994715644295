import Foundation

/// Somebody else's program on this machine, asked the same questions as ours.
package struct OutsideProgram {
    private let name: String
    private let path: String

    /// - Parameter package: Debian's package that has it.
    package init(_ name: String, in package: String) throws {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else {
            throw Failure("\(name) is missing: run script/bootstrap, or apt-get install \(package)")
        }
        self.name = name
        path = found
    }

    /// What it said, line by line. The arguments may be secrets, so a failure does not say the last one.
    package func lines(_ arguments: [String]) throws -> [String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure("\(name) \(arguments.dropLast()) failed") }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}
