/// Finds years and dates as people write them: 1987, 19870601, 010687, 01.06.1987, 1987-06-01.
enum DateInText {
    /// The lengths of all dates that begin at the start of the text; 4 for a year alone.
    static func lengths(in text: ArraySlice<Unicode.Scalar>) -> Set<Int> {
        var lengths: Set<Int> = []
        let digits = digits(text, from: 0, atMost: 8)
        if digits.count >= 4, isYear(number(digits[0..<4])) { lengths.insert(4) }
        if digits.count >= 6, isDate(pairs: digits.prefix(6)) { lengths.insert(6) }
        if digits.count >= 8, isLongDate(digits) { lengths.insert(8) }
        if let length = separatedDate(text) { lengths.insert(length) }
        return lengths
    }

    /// DDMMYY, MMDDYY or YYMMDD.
    private static func isDate(pairs digits: ArraySlice<Int>) -> Bool {
        let values = Array(digits)
        let parts = stride(from: 0, to: 6, by: 2).map { number(values[$0..<($0 + 2)]) }
        return isDayAndMonth(parts[0], parts[1]) || isDayAndMonth(parts[1], parts[2])
    }

    /// DDMMYYYY, MMDDYYYY, YYYYMMDD or YYYYDDMM.
    private static func isLongDate(_ digits: [Int]) -> Bool {
        (isYear(number(digits[4..<8])) && isDayAndMonth(number(digits[0..<2]), number(digits[2..<4])))
            || (isYear(number(digits[0..<4])) && isDayAndMonth(number(digits[4..<6]), number(digits[6..<8])))
    }

    /// One to four digits, a sign, one or two digits, the same sign, one to four digits.
    private static func separatedDate(_ text: ArraySlice<Unicode.Scalar>) -> Int? {
        let first = digits(text, from: 0, atMost: 4)
        guard !first.isEmpty, let sign = text.dropFirst(first.count).first, "./- _".unicodeScalars.contains(sign)
        else { return nil }
        let second = digits(text, from: first.count + 1, atMost: 2)
        guard !second.isEmpty, text.dropFirst(first.count + 1 + second.count).first == sign else { return nil }
        let third = digits(text, from: first.count + second.count + 2, atMost: 4)
        guard !third.isEmpty else { return nil }
        let (one, two, three) = (number(first[...]), number(second[...]), number(third[...]))
        let isDate = first.count == 4 ? isYear(one) && isDayAndMonth(two, three) : isDayAndMonth(one, two)
        return isDate ? first.count + second.count + third.count + 2 : nil
    }

    private static func isYear(_ number: Int) -> Bool { (1900...2049).contains(number) }

    private static func isDayAndMonth(_ one: Int, _ two: Int) -> Bool {
        ((1...31).contains(one) && (1...12).contains(two)) || ((1...12).contains(one) && (1...31).contains(two))
    }

    private static func digits(_ text: ArraySlice<Unicode.Scalar>, from offset: Int, atMost limit: Int) -> [Int] {
        text.dropFirst(offset).prefix(limit).prefix { ("0"..."9").contains($0) }.map { Int($0.value) - 48 }
    }

    private static func number(_ digits: ArraySlice<Int>) -> Int {
        digits.reduce(0) { $0 * 10 + $1 }
    }
}
