import Foundation

/// One line of standard input: for secrets, which do not belong among the arguments.
enum StandardInputLine {
    static let longest = 8192

    static func read() throws -> String {
        var bytes: [UInt8] = []
        // One byte at a time: a person at a terminal ends the line and nothing more, and what follows is not ours.
        while let byte = try FileHandle.standardInput.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            bytes.append(byte)
            guard bytes.count <= longest else {
                throw CommandFailure("the line on standard input is longer than \(longest) bytes", status: 2)
            }
        }
        guard let line = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("the line on standard input is not UTF-8", status: 2)
        }
        return line
    }
}
