import Countersign

/// How many were asked to set up again: told once in the list, where the numbers travel in a cookie.
struct AskedSeveral: Equatable {
    let outcome: AskingSeveral.Outcome

    init(_ outcome: AskingSeveral.Outcome) {
        self.outcome = outcome
    }

    private static let name = "askedSeveral"

    /// Three numbers, none greater than a page.
    var text: String { "\(Self.name).\(outcome.asked).\(outcome.waiting).\(outcome.leftOut)" }

    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.dropFirst().compactMap { Int($0) }
        guard parts.count == 4, parts[0] == Self.name, numbers.count == 3,
            numbers.allSatisfy({ (0...AskingSeveral.most).contains($0) })
        else { return nil }
        outcome = AskingSeveral.Outcome(asked: numbers[0], waiting: numbers[1], leftOut: numbers[2])
    }

    var box: Box {
        var rest: [Message] = []
        if outcome.asked > 0, outcome.waiting > 0 { rest.append(said("restWaiting", outcome.waiting)) }
        if outcome.leftOut > 0 { rest.append(said("restLeftOut", outcome.leftOut)) }
        let title =
            outcome.asked > 0
            ? said("asked", outcome.asked)
            : outcome.waiting > 0 ? said("onlyWaiting", outcome.waiting) : Message("console.askAgain.nobody")
        return Box(
            tone: outcome.asked + outcome.waiting > 0 ? .ok : .warn,
            title: title,
            text: rest.isEmpty ? nil : Message("console.askAgain.rest", ["list": .messages(rest)]),
            isStatus: true
        )
    }

    private func said(_ key: String, _ count: Int) -> Message {
        Message("console.askAgain.\(key)", ["count": .number(count)])
    }
}
