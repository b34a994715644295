import Countersign
import Foundation

/// Randomness that a failing test repeats: SplitMix64.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}

/// A fixed moment to begin at, and times after it.
let begin = Date(timeIntervalSince1970: 1_790_000_000)

func after(_ seconds: TimeInterval) -> Date { begin.addingTimeInterval(seconds) }

let hour: TimeInterval = 3600
let day: TimeInterval = 24 * 3600
let year: TimeInterval = 365 * 24 * 3600
