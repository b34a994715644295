import Countersign

/// `/security/check-up`: can the person still get in? Never blocks.
package struct CheckUpPage: Page {
    package static let template = "plain"

    /// What is asked for first.
    package let kind: Kind
    /// The app that would be set up again; nil if it is none that is asked for first.
    package let appID: String?
    package let onwardPath: String

    package init(kind: Kind, appID: String?, onwardPath: String) {
        self.kind = kind
        self.appID = appID
        self.onwardPath = onwardPath
    }

    package func title(in words: Words) -> String { words.text("checkUp.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let name = KindPages.of(kind)?.word("yours") ?? Message("event.factor.unknown")
        return Plain.page(
            heading: Message("checkUp.title"),
            paragraphs: [Message("checkUp.text", ["kind": .message(name)])],
            links: [
                Plain.Link(
                    href: "/security/confirm?return=\(PageFrame.encoded(onwardPath))",
                    label: Message(kind == .passkey ? "checkUp.try" : "checkUp.code"),
                    isButton: true
                ),
                // What is gone proves nothing, so the other ways come first.
                Plain.Link(
                    href: "/security/confirm/methods?return=\(PageFrame.encoded(setUpAgainPath))",
                    label: Message(appID == nil ? "checkUp.gone" : "checkUp.appGone")
                ),
                Plain.Link(href: onwardPath, label: Message("checkUp.later")),
            ],
            in: frame.words
        )
    }

    private var setUpAgainPath: String {
        appID.map { "/security/two-factor/app/\(PageFrame.encoded($0))/move" } ?? "/security/two-factor/new"
    }
}
