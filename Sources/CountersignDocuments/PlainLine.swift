/// A line that stays one line: what a person or an organisation is called may hold anything.
enum PlainLine {
    static let longest = 600

    /// Line breaks and control characters become spaces, and what is endless is cut. A name with a line break in it
    /// could otherwise add a line of its own to a sheet.
    static func cleaned(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            if count == longest {
                line.append("…")
                break
            }
            line.append(isBreak(scalar) ? " " : isNoncharacter(scalar) ? "\u{FFFD}" : scalar)
            count += 1
        }
        return String(line)
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Cairo takes these for text that is not UTF-8, and draws nothing.
    private static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
        0xFDD0...0xFDEF ~= scalar.value || scalar.value & 0xFFFE == 0xFFFE
    }
}
