import Synchronization

/// Makes ids that sort by time, and within one millisecond by the order in which they were made: so two events of one act
/// stand in the log as they happened.
package final class IDMaker: Sendable {
    private struct Last {
        var milliseconds: Int64 = .min
        var random: [UInt8] = []
    }

    private let last = Mutex(Last())

    package init() {}

    /// - Parameter random: ten fresh random bytes; not used within the millisecond of the id before.
    package func make(milliseconds: Int64, random: @autoclosure () -> [UInt8]) -> String {
        last.withLock { last in
            if milliseconds == last.milliseconds, let next = Self.successor(of: last.random) {
                last.random = next
            } else {
                last = Last(milliseconds: milliseconds, random: random())
            }
            return IdentifierText.make(milliseconds: milliseconds, random: last.random)
        }
    }

    /// One more; nil beyond the last.
    private static func successor(of bytes: [UInt8]) -> [UInt8]? {
        var bytes = bytes
        for index in bytes.indices.reversed() {
            let (sum, overflow) = bytes[index].addingReportingOverflow(1)
            bytes[index] = sum
            if !overflow { return bytes }
        }
        return nil
    }
}
