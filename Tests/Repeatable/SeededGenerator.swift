/// The same numbers in every run (SplitMix64), so that a failure can be looked at again.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    package mutating func bytes(_ count: ClosedRange<Int>) -> [UInt8] {
        bytes(Int.random(in: count, using: &self))
    }

    /// Text made of everything: letters, marks, other scripts, emoji, control characters, noncharacters.
    package mutating func text(_ count: ClosedRange<Int>) -> String {
        var text = ""
        for _ in 0..<Int.random(in: count, using: &self) {
            let scalar =
                switch Int.random(in: 0..<5, using: &self) {
                case 0: Unicode.Scalar(UInt32.random(in: 0...0x10_ffff, using: &self))
                case 1: Unicode.Scalar(UInt32.random(in: 0x300...0x36f, using: &self))
                case 2: Unicode.Scalar(UInt32.random(in: 0x1f300...0x1f6ff, using: &self))
                default: Unicode.Scalar(UInt32.random(in: 0...0x7f, using: &self))
                }
            text.unicodeScalars.append(scalar ?? "\u{FFFD}")
        }
        return text
    }

    /// Pieces of a well-formed text in any order, so that parsers are led far in before they meet the mistake.
    package mutating func jumble(of pieces: [String], _ count: ClosedRange<Int>) -> String {
        (0..<Int.random(in: count, using: &self))
            .map { _ in pieces.randomElement(using: &self) ?? "" }
            .joined()
    }
}
