/// `/setup`: policy demands a second factor, and nothing else of the account is reachable before there is one.
package struct SetupPage: Page {
    package static let template = "setup"

    package let nextPath: String
    /// Whether the person was let in because all their earlier factors are lost.
    package let isRecovery: Bool

    package init(nextPath: String = "/setup/choose", isRecovery: Bool = false) {
        self.nextPath = nextPath
        self.isRecovery = isRecovery
    }

    package func title(in words: Words) -> String { words.text(isRecovery ? "setup.recoveryTitle" : "setup.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "heading": .text(title(in: frame.words)),
            "text": .markup(
                frame.words.markup(
                    isRecovery ? "setup.recoveryText" : "setup.text",
                    ["organisation": .name(frame.organisation)]
                )
            ),
            "nextPath": .text(nextPath),
        ]
    }
}

/// `/setup/choose` and `/security/two-factor/new`: the kinds of factor that may be added.
package struct ChoosePage: Page {
    package static let template = "choose"

    package let kinds: [KindPages]
    /// False if the account has a second factor already.
    package let isFirst: Bool
    package let backPath: String?

    package init(kinds: [KindPages], isFirst: Bool, backPath: String?) {
        self.kinds = kinds
        self.isFirst = isFirst
        self.backPath = backPath
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "isFirst": .flag(isFirst),
            "heading": .text(words.text(heading)),
            "choices": .groups(kinds.map { Self.choice($0).values(in: words) }),
            "someNeedScript": .flag(kinds.contains(where: \.needsScript)),
            "backPath": .text(backPath),
        ]
    }

    private var heading: String { isFirst ? "choose.title" : "choose.titleMore" }

    private static func choice(_ kind: KindPages) -> Choice {
        Choice(
            href: kind.setUpPath,
            icon: kind.icon,
            title: kind.name,
            text: kind.word("choice"),
            tag: kind.strengthTag,
            tagTone: kind.strengthTone,
            needsScript: kind.needsScript
        )
    }
}
