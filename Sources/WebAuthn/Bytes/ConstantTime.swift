/// Comparison whose time says nothing about where two byte strings part. Their lengths are no secret.
enum ConstantTime {
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (first, second) in zip(left, right) {
            difference |= first ^ second
        }
        return difference == 0
    }
}
