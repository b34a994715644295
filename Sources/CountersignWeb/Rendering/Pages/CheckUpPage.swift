/// `/security/check-up`: can the person still get in? Never blocks.
package struct CheckUpPage: Page {
    package static let template = "question"

    /// What is asked for first.
    package let kind: Message?
    package let onwardPath: String

    package init(kind: Message?, onwardPath: String) {
        self.kind = kind
        self.onwardPath = onwardPath
    }

    package func title(in words: Words) -> String { words.text("checkUp.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.question(
            heading: Message("checkUp.title"),
            paragraphs: [
                Message("checkUp.text", ["kind": kind.map { .message($0) } ?? .text("")]), Message("checkUp.lost"),
            ],
            first: Plain.Link(
                href: "/security/confirm?return=\(PageFrame.encoded(onwardPath))",
                label: Message("checkUp.try")
            ),
            last: Plain.Link(href: onwardPath, label: Message("checkUp.later")),
            in: frame.words
        )
    }
}
