/// How many of so many acts a second were done.
package func rate(_ count: Int, _ act: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let took = try clock.measure(act)
    return Double(count) / (Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18)
}

/// What was measured gave another answer than the right one, so nothing was measured.
package struct WrongAnswer: Error {
    package init() {}
}

/// One round of a comparison, printed as JSON.
package struct Round: Encodable {
    package let judged: Double
    package let bare: Double

    package init(judged: Double, bare: Double) {
        self.judged = judged
        self.bare = bare
    }
}
