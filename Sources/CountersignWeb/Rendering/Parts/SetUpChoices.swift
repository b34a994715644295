/// What can be set up, best first: a card for each, and what else a kind's setup serves after the two best.
struct SetUpChoices {
    private let choices: [Choice]

    init(of kinds: [KindPages]) {
        let cards = kinds.map { kind in kind.cards.map { Self.choice($0, kind) } }
        var choices = cards.compactMap(\.first)
        choices.insert(contentsOf: cards.flatMap { $0.dropFirst() }, at: min(2, choices.count))
        self.choices = choices
    }

    func values(in words: Words) -> [TemplateValues] {
        choices.map { $0.values(in: words) }
    }

    private static func choice(_ card: KindPages.Card, _ kind: KindPages) -> Choice {
        Choice(
            href: card.path,
            icon: kind.icon,
            title: Message(card.title),
            text: Message(card.text),
            tag: kind.strengthTag,
            tagTone: kind.strengthTone,
            needsScript: kind.needsScript,
            isOfDevice: card.isOfDevice
        )
    }
}
