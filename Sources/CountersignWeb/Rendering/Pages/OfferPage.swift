/// `/security/offer`: a passkey instead of password and code; or not now.
package struct OfferPage: Page {
    package static let template = "question"

    package let setUpPath: String
    package let flash: Flash?

    package init(setUpPath: String, flash: Flash? = nil) {
        self.setUpPath = setUpPath
        self.flash = flash
    }

    package func title(in words: Words) -> String { words.text("offer.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.question(
            heading: Message("offer.title"),
            paragraphs: [Message("offer.text"), Message("offer.safe")],
            first: Plain.Link(href: setUpPath, label: Message("offer.button")),
            action: Plain.Action(label: Message("offer.notNow"), isMain: false),
            notice: flash?.box,
            in: frame.words
        )
    }
}
