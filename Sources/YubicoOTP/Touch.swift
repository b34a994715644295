/// What a key tells about one touch of it, encrypted in the code.
package struct Touch: Sendable, Hashable {
    package static let largestTimestamp: UInt32 = 0xff_ffff

    package let counters: Counters
    package let isCapsLockOn: Bool
    /// Eighths of a second since the key was plugged in, from a random start; 24 bits, then from zero again.
    package let timestamp: UInt32
    package let random: UInt16

    /// Of the timestamp, the lowest 24 bits are taken.
    package init(counters: Counters, isCapsLockOn: Bool = false, timestamp: UInt32, random: UInt16) {
        self.counters = counters
        self.isCapsLockOn = isCapsLockOn
        self.timestamp = timestamp & Self.largestTimestamp
        self.random = random
    }
}
