import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A file of lines that is read here and there, by any thread.
final class ReadOnlyFile: Sendable {
    struct Line {
        let bytes: [UInt8]
        let start: Int64
        /// Where the next line begins.
        let end: Int64
    }

    let path: String
    let size: Int64
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw BreachedPasswordFile.Failure.unreadable(path: path, errorNumber: errno)
        }
        var status = stat()
        let result = fstat(descriptor, &status)
        guard result == 0, status.st_mode & S_IFMT == S_IFREG else {
            let errorNumber = result == 0 ? EISDIR : errno
            close(descriptor)
            throw BreachedPasswordFile.Failure.unreadable(path: path, errorNumber: errorNumber)
        }
        self.path = path
        size = Int64(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// The first line that begins at `offset` or later; nil if none does.
    func firstLine(atOrAfter offset: Int64) throws -> Line? {
        if offset <= 0 { return try line(startingAt: 0) }
        // A line begins after a line feed: look from one byte earlier.
        let bytes = try read(from: offset - 1)
        guard let feed = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            if offset - 1 + Int64(bytes.count) < size {
                throw BreachedPasswordFile.Failure.lineTooLong(path: path, offset: offset)
            }
            return nil
        }
        return try line(startingAt: offset + Int64(feed))
    }

    func line(startingAt start: Int64) throws -> Line? {
        guard start < size else { return nil }
        let bytes = try read(from: start)
        let length: Int
        let end: Int64
        if let feed = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            length = feed
            end = start + Int64(feed) + 1
        } else {
            guard start + Int64(bytes.count) >= size else {
                throw BreachedPasswordFile.Failure.lineTooLong(path: path, offset: start)
            }
            length = bytes.count
            end = size
        }
        var line = Array(bytes[..<length])
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return Line(bytes: line, start: start, end: end)
    }

    private func read(from offset: Int64) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.longestLine)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor,
                    buffer.baseAddress?.advanced(by: filled),
                    buffer.count - filled,
                    off_t(offset) + off_t(filled)
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw BreachedPasswordFile.Failure.unreadable(path: path, errorNumber: errno)
            }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes[..<filled])
    }

    /// Passwords have at most 256 characters of at most four bytes each.
    private static let longestLine = 2048
}
