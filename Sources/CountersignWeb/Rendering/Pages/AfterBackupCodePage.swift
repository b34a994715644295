/// After a sign-in with a backup code: how many are left, and what to do about it.
///
/// With two or one left it offers a new set; with none it stays until there is one.
package struct AfterBackupCodePage: Page {
    package static let template = "after-backup-code"

    package let left: Int
    /// Where "Not now" leads: the page that was asked for before.
    package let continuePath: String
    /// Nil if the account has no app any more to set up again.
    package let setUpAgainPath: String?

    package init(left: Int, continuePath: String, setUpAgainPath: String?) {
        self.left = left
        self.continuePath = continuePath
        self.setUpAgainPath = setUpAgainPath
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let setUpAgain = Plain.Link(
            href: setUpAgainPath ?? "/security/two-factor/new",
            label: Message(setUpAgainPath == nil ? "security.add" : "afterBackupCode.setUpAgain")
        )
        let newSet = Plain.Link(
            href: "/security/two-factor/backup-codes/new",
            label: Message("afterBackupCode.newSet")
        )
        let isLow = left <= 2
        let main = isLow ? newSet : setUpAgain
        // At none it stays: the app waits until there is a new set.
        let second = isLow && left > 0 ? setUpAgain : nil
        let text =
            switch left {
            case 0: "afterBackupCode.textNone"
            case ...2: "afterBackupCode.textLow"
            default: setUpAgainPath == nil ? "afterBackupCode.textOther" : "afterBackupCode.text"
            }
        return [
            "heading": .text(words.text(heading)),
            "text": .text(words.text(text)),
            "main": .group(main.values(in: words)),
            "second": .group(second?.values(in: words)),
            "notNow": .text(left == 0 ? nil : continuePath),
        ]
    }

    private var heading: Message {
        left == 0
            ? Message("afterBackupCode.titleNone") : Message("afterBackupCode.title", ["count": .number(left)])
    }
}
