/// Which characters a name, a label or a reason may hold, besides spaces: those that a reader sees or that change what
/// is seen. Ranges of our own, not properties of a version of Unicode, so that a letter of tomorrow is none to refuse;
/// the API's description prints the same ranges.
package enum VisibleText {
    /// Controls, spaces and line ends, formats, fillers, tags: ascending, by the Unicode Character Database.
    package static let hidden: [ClosedRange<UInt32>] = [
        0x0000...0x0020, 0x007F...0x00A0, 0x00AD...0x00AD, 0x034F...0x034F, 0x0600...0x0605, 0x061C...0x061C,
        0x06DD...0x06DD, 0x070F...0x070F, 0x0890...0x0891, 0x08E2...0x08E2, 0x115F...0x1160, 0x1680...0x1680,
        0x17B4...0x17B5, 0x180E...0x180E, 0x2000...0x200B, 0x200C...0x200D, 0x200E...0x200F, 0x2028...0x202F,
        0x205F...0x206F, 0x3000...0x3000, 0x3164...0x3164, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0,
        0xFFF0...0xFFFB, 0xFFFE...0xFFFF, 0x110BD...0x110BD, 0x110CD...0x110CD, 0x13430...0x1343F, 0x1BCA0...0x1BCA3,
        0x1D173...0x1D17A, 0xE0000...0xE00FF, 0xE01F0...0xE0FFF,
    ]

    /// Zero-width joiners: seen in what they join, in emoji and in the scripts of Persia and India.
    package static let joiners: ClosedRange<UInt32> = 0x200C...0x200D

    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        !hidden.contains { $0.contains(scalar.value) }
    }

    package static func isVisibleOrJoiner(_ scalar: Unicode.Scalar) -> Bool {
        isVisible(scalar) || joiners.contains(scalar.value)
    }

    /// The spaces of all scripts: Unicode's category Zs.
    package static let spaces: [ClosedRange<UInt32>] = [
        0x0020...0x0020, 0x00A0...0x00A0, 0x1680...0x1680, 0x2000...0x200A, 0x202F...0x202F, 0x205F...0x205F,
        0x3000...0x3000,
    ]

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        spaces.contains { $0.contains(scalar.value) }
    }
}
