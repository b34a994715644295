import Crypto
import Foundation

/// An operator's file of breached passwords, searched on disk: it may be far larger than memory.
///
/// Either lines of SHA-1 hashes in order, each perhaps followed by `:count`, as published breach lists have them, or
/// lines of plain passwords in order of their bytes (`LC_ALL=C sort`). Which it is, the first line tells.
package struct BreachedPasswordFile: Sendable {
    package enum Failure: Error, Equatable, CustomStringConvertible {
        case unreadable(path: String, errorNumber: Int32)
        case lineTooLong(path: String, offset: Int64)
        case notSorted(path: String, offset: Int64)

        package var description: String {
            switch self {
            case .unreadable(let path, let errorNumber): "\(path): \(String(cString: strerror(errorNumber)))"
            case .lineTooLong(let path, let offset): "\(path): the line at byte \(offset) is too long"
            case .notSorted(let path, let offset): "\(path): not sorted (at byte \(offset)); sort it with LC_ALL=C sort"
            }
        }
    }

    private enum Kind {
        case hashes
        case passwords
    }

    private let file: ReadOnlyFile
    private let kind: Kind

    /// Opens the file and probes whether it is in order; a list in another order would find nothing and say nothing.
    package init(path: String) throws {
        file = try ReadOnlyFile(path: path)
        guard let first = try file.line(startingAt: 0) else {
            kind = .hashes
            return
        }
        kind = Self.hash(in: first.bytes) == nil ? .passwords : .hashes
        try checkOrder()
    }

    package func contains(_ password: String) throws -> Bool {
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        let wanted =
            switch kind {
            case .hashes: Insecure.SHA1.hash(data: bytes).flatMap(Self.hexadecimal)
            case .passwords: bytes
            }
        // Every line that begins before `low` is smaller; every line that begins at or after `high` is larger.
        var low: Int64 = 0
        var high = file.size
        while low < high {
            let middle = low + (high - low) / 2
            guard let line = try file.firstLine(atOrAfter: middle), line.start < high else {
                // No line begins between the middle and `high`.
                if middle == low { return false }
                high = middle
                continue
            }
            let key = key(of: line.bytes)
            if key == wanted { return true }
            if key.lexicographicallyPrecedes(wanted) {
                low = line.end
            } else {
                high = middle
            }
        }
        return false
    }

    private func checkOrder() throws {
        var previous: [UInt8] = []
        var last: Int64 = -1
        for probe in 0..<Self.probes {
            guard let line = try file.firstLine(atOrAfter: file.size / Self.probes * probe) else { break }
            if line.start == last { continue }
            let key = key(of: line.bytes)
            if key.lexicographicallyPrecedes(previous) {
                throw Failure.notSorted(path: file.path, offset: line.start)
            }
            previous = key
            last = line.start
        }
    }

    private func key(of line: [UInt8]) -> [UInt8] {
        switch kind {
        case .hashes: Self.hash(in: line) ?? line
        case .passwords: line
        }
    }

    /// The 40 digits at the start of a line, in capitals.
    private static func hash(in line: [UInt8]) -> [UInt8]? {
        guard line.count >= 40, line.count == 40 || line[40] == UInt8(ascii: ":") else { return nil }
        var hash: [UInt8] = []
        for byte in line.prefix(40) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"): hash.append(byte)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): hash.append(byte - 32)
            default: return nil
            }
        }
        return hash
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        [byte >> 4, byte & 15].map { $0 < 10 ? $0 + UInt8(ascii: "0") : $0 - 10 + UInt8(ascii: "A") }
    }

    private static let probes: Int64 = 256
}
