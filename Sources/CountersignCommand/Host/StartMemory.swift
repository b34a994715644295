import Foundation

/// The memory of what only a start runs: reading words, templates and configuration touches half of the program and its
/// libraries, and the kernel keeps all of it mapped in case it is run again.
enum StartMemory {
    /// Unmaps the code of the program and its libraries. What runs next is mapped again from the kernel's cache, and
    /// nothing else: that is what resident memory then counts.
    ///
    /// Only pages that are executable and were never written: dropping them loses nothing.
    static func giveBack() {
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return }
        for line in maps.split(separator: "\n") {
            guard let range = codeRange(in: line), let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound)
            else { continue }
            // A kernel that will not leaves everything as it was.
            _ = madvise(start, Int(range.upperBound - range.lowerBound), MADV_DONTNEED)
        }
    }

    /// The addresses of a line of `/proc/self/maps` (proc(5)) that maps code of a file; nil for any other line.
    static func codeRange(in line: Substring) -> Range<UInt>? {
        let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
        guard fields.count == 6, fields[1] == "r-xp", fields[5].drop(while: { $0 == " " }).hasPrefix("/") else {
            return nil
        }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]..<ends[1]
    }
}
