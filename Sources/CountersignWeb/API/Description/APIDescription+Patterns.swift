import Countersign

/// The patterns of texts that people read, as they stand in JSON strings: regular expressions of ECMA-262.
extension APIDescription {
    /// One line, white space around it dropped.
    static let namePattern = "^\(around)\(words(without: VisibleText.hidden))\(around)$"
    /// The same, and zero-width joiners.
    static let labelPattern = "^\(around)\(words(without: hiddenButJoiners))\(around)$"
    /// The same, or nothing.
    static let emptyOrLabelPattern = "^\(around)(?:\(words(without: hiddenButJoiners)))?\(around)$"
    /// One line with plain spaces, none of them around it.
    static let linePattern = "^\(words(without: hiddenButJoiners, between: " "))$"
    static let withoutNUL = #"^[^\\u0000]*$"#

    private static let hiddenButJoiners = VisibleText.hidden.filter { $0 != VisibleText.joiners }
    private static let spaces = "[\(inClass(VisibleText.spaces))]"
    private static let around = #"[\\t-\\r\\u0085\\u2028\\u2029\#(inClass(VisibleText.spaces))]*"#

    private static func words(without hidden: [ClosedRange<UInt32>], between: String = spaces) -> String {
        let seen = "[^\(inClass(hidden))]"
        return "\(seen)(?:\(between)*\(seen))*"
    }

    private static func inClass(_ ranges: [ClosedRange<UInt32>]) -> String {
        ranges.map { range in
            let ends = range.count == 1 ? [range.lowerBound] : [range.lowerBound, range.upperBound]
            return ends.map(escaped).joined(separator: "-")
        }
        .joined()
    }

    /// What lies beyond sixteen bits stands there itself, by the escape of JSON: engines agree on no escape for it.
    private static func escaped(_ value: UInt32) -> String {
        if value <= 0xFFFF { return "\\\\u" + hex(value) }
        guard let scalar = Unicode.Scalar(value) else { return "" }
        return UTF16.encode(scalar).map { $0.map { "\\u" + hex(UInt32($0)) }.joined() } ?? ""
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
