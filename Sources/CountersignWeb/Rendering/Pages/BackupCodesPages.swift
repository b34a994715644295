import Countersign
import CountersignDocuments
import Foundation

/// `/security/two-factor/backup-codes` until Finish: the codes, and four ways to save them.
package struct BackupCodesPage: Page {
    package static let template = "backup-codes"

    package enum Occasion: Sendable, Equatable {
        /// Step 3 of 3, after the first factor was confirmed.
        case setup(Kind)
        case newSet
        /// Opened again before Finish.
        case again
    }

    /// Why Finish did not finish.
    package enum Flaw: String, Sendable {
        /// It was pressed without the tick.
        case notTicked
        /// It was pressed on the page of a set that has ended since: these are the codes that count.
        case replaced

        fileprivate var message: Message { Message("problems.backupCodes.\(rawValue)") }
    }

    package let codes: ShownSecrets
    /// Which set these are, for Finish.
    package let set: BackupCodeSet.ID
    package let occasion: Occasion
    package let flaw: Flaw?
    /// Where "Skip for now" leads.
    package let skipPath: String
    /// Whose they are and how they are used: stands on the printed page.
    private let paper: (title: String, facts: [String], use: [String])

    package init(
        _ sheet: BackupCodeSheet,
        set: BackupCodeSet.ID,
        occasion: Occasion,
        flaw: Flaw? = nil,
        skipPath: String = "/security"
    ) {
        codes = ShownSecrets(sheet.codes)
        self.set = set
        self.occasion = occasion
        self.flaw = flaw
        self.skipPath = skipPath
        paper = (
            sheet.title, [sheet.organisation, sheet.account, sheet.date], sheet.howToUse + sheet.howToMakeNewOnes
        )
    }

    package func problems(in frame: PageFrame) -> [Problem] {
        flaw.map { [Problem(field: "saved", $0.message)] } ?? []
    }

    package func title(in words: Words) -> String { words.text("codes.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "notice": flaw == nil ? notice(organisation: frame.organisation).values(in: words) : .absent,
            "progress": .text(isSetup ? words.text("codes.progress") : nil),
            "after": .text(after),
            "codes": .texts(codes.texts),
            "set": .text(set.rawValue),
            "paper": .group([
                "title": .text(paper.title), "facts": .texts(paper.facts), "use": .texts(paper.use),
            ]),
            "problem": .text(flaw.map { words.text($0.message) }),
            "skipPath": .text(skipPath),
        ]
    }

    private var isSetup: Bool { after != nil }

    /// The kind that was set up, for Finish to go on from there.
    private var after: String? {
        if case .setup(let kind) = occasion { kind.rawValue } else { nil }
    }

    private func notice(organisation: String) -> Box? {
        switch occasion {
        case .setup(let kind):
            KindPages.of(kind).map { pages in
                Box(
                    tone: .ok,
                    title: pages.word("on"),
                    text: pages.word("onText", ["organisation": .name(organisation)]),
                    isStatus: true
                )
            }
        case .newSet:
            Box(tone: .ok, title: Message("codes.newSet"), text: Message("codes.newSetText"), isStatus: true)
        case .again: nil
        }
    }
}

/// `/security/two-factor/backup-codes` after Finish: how many are left and which are used, but no codes.
package struct BackupCodesShownPage: Page {
    package static let template = "backup-codes-shown"
    package static let section: AccountSection? = .security

    package struct Used: Sendable, Equatable {
        package let number: Int
        package let at: Date

        package init(number: Int, at: Date) {
            self.number = number
            self.at = at
        }
    }

    /// Nil if there never was a set.
    package let shownAt: Date?
    package let left: Int
    package let used: [Used]
    package let flash: Flash?
    /// After a restore: an old set could have come back to life.
    package let isAfterRestore: Bool

    package init(shownAt: Date?, left: Int, used: [Used], flash: Flash? = nil, isAfterRestore: Bool = false) {
        self.shownAt = shownAt
        self.left = left
        self.used = used
        self.flash = flash
        self.isAfterRestore = isAfterRestore
    }

    package func title(in words: Words) -> String { words.text("codes.shownTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let state = shownAt.map { Message("codes.shownOn", ["day": .day($0)]) } ?? Message("codes.notShown")
        let remaining: Message? =
            shownAt == nil
            ? nil : left == 0 ? Message("codes.noneLeft") : Message("codes.left", ["count": .number(left)])
        let notice: Box? =
            isAfterRestore
            ? Box(tone: .warn, title: Message("security.notice.restored"), text: Message("codes.afterRestore"))
            : flash?.box
        return [
            "notice": notice.values(in: words),
            "state": .markup(words.markup(state)),
            "left": .text(remaining.map { words.text($0) }),
            "makeLabel": .text(words.text(shownAt == nil ? "codes.makeFirst" : "codes.make")),
            "hasUsed": .flag(!used.isEmpty),
            "used": .list(
                used.map { .markup(words.markup("codes.used", ["number": .number($0.number), "day": .day($0.at)])) }
            ),
        ]
    }
}

/// `/security/two-factor/backup-codes/new`: asks first, for the old codes stop working.
package struct NewBackupCodesPage: Page {
    package static let template = "question"

    package let unused: Int
    package let isAfterRestore: Bool
    /// Nil where there is no way round a new set.
    package let cancelPath: String?

    package init(
        unused: Int,
        isAfterRestore: Bool = false,
        cancelPath: String? = "/security/two-factor/backup-codes"
    ) {
        self.unused = unused
        self.isAfterRestore = isAfterRestore
        self.cancelPath = cancelPath
    }

    package func title(in words: Words) -> String { words.text("codes.newTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        var paragraphs = isAfterRestore ? [Message("codes.afterRestore")] : []
        paragraphs.append(
            unused == 0 ? Message("codes.newTextNone") : Message("codes.newText", ["count": .number(unused)])
        )
        return Plain.question(
            heading: Message("codes.newTitle"),
            paragraphs: paragraphs,
            action: Plain.Action(label: Message("codes.make")),
            last: cancelPath.map { Plain.Link(href: $0, label: Message("layout.cancel")) },
            in: frame.words
        )
    }
}
