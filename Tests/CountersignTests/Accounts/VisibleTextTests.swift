import Testing

@testable import Countersign

struct VisibleTextTests {
    @Test("what this Unicode calls a control, a format, a space or a filler is hidden, and every letter is seen")
    func categories() {
        var wrong: [String] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let properties = scalar.properties
            let isHidden: Bool
            switch properties.generalCategory {
            case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: isHidden = true
            // An unassigned filler may be a letter some day.
            case .unassigned, .privateUse: continue
            default: isHidden = properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector
            }
            if VisibleText.isVisible(scalar) == isHidden { wrong.append(String(value, radix: 16)) }
        }
        #expect(wrong.isEmpty)
    }

    @Test("spaces are those of the category Zs, and the ranges ascend without touching each other's characters")
    func ranges() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            guard VisibleText.isSpace(scalar) != (scalar.properties.generalCategory == .spaceSeparator) else {
                continue
            }
            Issue.record("U+\(String(value, radix: 16))")
        }
        for ranges in [VisibleText.hidden, VisibleText.spaces] {
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        }
        #expect(VisibleText.hidden.contains(VisibleText.joiners), "the patterns of the API leave it out as a whole")
    }
}
