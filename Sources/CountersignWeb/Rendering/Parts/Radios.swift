/// One question with a few answers, one of which is chosen.
struct Radios {
    let id: String
    let label: Message
    var hint: Message?
    let options: [(value: String, label: Message)]
    /// Empty for none.
    let chosen: String
    var problem: Message?

    func filled(_ problems: [Problem]) -> Radios {
        var radios = self
        radios.problem = problems.message(for: id)
        return radios
    }

    func values(in words: Words) -> TemplateValue {
        let described = [hint == nil ? nil : "\(id)-hint", problem == nil ? nil : "\(id)-error"].compactMap(\.self)
        return .group([
            "id": .text(id),
            "label": .text(words.text(label)),
            "hint": .markup(hint.map { words.markup($0) }),
            "problem": .markup(problem.map { words.markup($0) }),
            "describedBy": .text(described.isEmpty ? nil : described.joined(separator: " ")),
            "options": .groups(
                options.enumerated().map { index, option in
                    [
                        // The summary of what is wrong leads to the first.
                        "optionID": .text(index == 0 ? id : "\(id)-\(option.value)"),
                        "name": .text(id),
                        "value": .text(option.value),
                        "text": .markup(words.markup(option.label)),
                        "isChosen": .flag(option.value == chosen),
                    ]
                }
            ),
        ])
    }
}

/// A box to tick.
struct TickBox {
    let id: String
    let label: Message
    let isTicked: Bool

    func values(in words: Words) -> TemplateValues {
        ["id": .text(id), "label": .markup(words.markup(label)), "isTicked": .flag(isTicked)]
    }
}
