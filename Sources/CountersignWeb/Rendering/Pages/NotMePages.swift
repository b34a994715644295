import Countersign
import Foundation

/// `/not-me/{token}`: shows what a mail told; the button freezes the account.
package struct NotMePage: Page {
    package static let template = "not-me"

    package let event: EventRow
    /// Opened from Activity rather than from a mail.
    package let isFromActivity: Bool
    /// What can be done short of freezing; nil where one is signed in anyway.
    package let ways: Ways?
    /// Just now, by this page.
    package let isSignedOut: Bool

    /// What the mailed link itself does, and where the change is undone.
    package struct Ways: Sendable, Equatable {
        /// Of the page itself.
        package let path: String
        package let undo: Undo?
        /// Whether mail for the account goes to where the link came to: else nobody sets a password by it.
        package let hasMailbox: Bool

        /// A mailbox alone undoes nothing: the way leads through a sign-in with its second step, or to staff. But for
        /// a deletion, which it may stop.
        package enum Undo: String, Sendable, CaseIterable {
            /// By a button, once signed in.
            case act
            case codes
            case moved
            case restore
            case password
            case keep
            case staff
        }

        package init(path: String, undo: Undo?, hasMailbox: Bool = true) {
            self.path = path
            self.undo = undo
            self.hasMailbox = hasMailbox
        }

        /// - Parameter path: `/not-me/{token}`.
        package init(_ report: NotMeReport, path: String) {
            self.init(path: path, undo: Undo(report), hasMailbox: report.earlierAddress == nil)
        }

        fileprivate var undoLabel: String { undo == .act ? "undo.button" : "notMe.undoLink" }

        fileprivate var keepPath: String? { undo == .keep ? "\(path)/keep" : nil }

        /// Where that is done; nil for what a button here does, and for staff.
        fileprivate var undoPath: String? {
            switch undo {
            case .act: path.replacing("/not-me/", with: UndoingChange.beginning, maxReplacements: 1)
            case .codes: "/security/two-factor/backup-codes/new"
            case .moved: "/security"
            case .restore: "/security/two-factor/new"
            case .password: "/password/forgot"
            case .keep, .staff, nil: nil
            }
        }
    }

    package init(event: EventRow, isFromActivity: Bool = false, ways: Ways? = nil, isSignedOut: Bool = false) {
        self.event = event
        self.isFromActivity = isFromActivity
        self.ways = ways
        self.isSignedOut = isSignedOut
    }

    package func title(in words: Words) -> String { words.text("notMe.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "intro": .text(words.text(isFromActivity ? "notMe.textActivity" : "notMe.text")),
            "event": .group(event.values(in: frame, withDay: true)),
            "what": .markup(words.markup("notMe.what", ["organisation": .name(frame.organisation)])),
            "notice": isSignedOut
                ? Box(tone: .ok, title: Message("notMe.signedOut"), isStatus: true).values(in: words) : .absent,
            "ways": .group(
                ways.map { ways in
                    [
                        "hasMailbox": .flag(ways.hasMailbox),
                        "signOutPath": .text("\(ways.path)/sign-out"),
                        "undo": .markup(
                            ways.undo.map {
                                words.markup(
                                    "notMe.undo.\($0.rawValue)",
                                    ["organisation": .name(frame.organisation)]
                                )
                            }
                        ),
                        "undoPath": .text(ways.undoPath),
                        "undoLabel": .text(words.text(ways.undoLabel)),
                        "keepPath": .text(ways.keepPath),
                    ]
                }
            ),
        ]
    }
}

extension NotMePage.Ways.Undo {
    /// Nil for what is no change.
    init?(_ report: NotMeReport) {
        switch report.notice {
        case .factorAdded: self = .act
        case .factorPreferred where report.facts["previous"] != nil: self = .act
        case .nameChanged where report.facts["old_name"] != nil: self = .act
        case .emailChanged where report.facts["undo_email"] != nil: self = .act
        case .backupCodesMade, .backupCodeUsed, .backupCodesLow: self = .codes
        case .factorMoved: self = .moved
        case .factorRemoved, .twoFactorTurnedOff: self = .restore
        case .passwordChanged, .passwordReset, .passwordSet: self = .password
        case .deletionAsked, .deletionSoon: self = .keep
        case .emailChanged, .recoveryDone: self = .staff
        default: return nil
        }
    }
}

/// After the button, and after a right password of an account that is closed: nobody signs in.
package struct ClosedAccountPage: Page {
    package static let template = "plain"

    package enum Reason: Sendable, Equatable {
        /// Just now, by this browser's button.
        case frozenNow
        case frozen
        case disabled
    }

    package let reason: Reason
    /// What to quote to support.
    package let reference: String

    package init(reason: Reason, reference: String) {
        self.reason = reason
        self.reference = reference
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let quoted: [String: Filling] = ["reference": .name(reference)]
        let organisation: [String: Filling] = ["organisation": .name(frame.organisation)]
        let paragraphs =
            switch reason {
            case .frozenNow:
                [Message("notMe.done", organisation), frame.ask("notMe.doneContact", "notMe.doneNoContact", quoted)]
            case .frozen:
                [Message("closed.frozen"), frame.ask("closed.contact", "closed.noContact", quoted)]
            case .disabled:
                [Message("closed.disabled", organisation), frame.ask("closed.contact", "closed.noContact", quoted)]
            }
        return Plain.page(heading: Message(heading), paragraphs: paragraphs, in: frame.words)
    }

    private var heading: String {
        switch reason {
        case .frozenNow: "notMe.doneTitle"
        case .frozen: "closed.frozenTitle"
        case .disabled: "closed.disabledTitle"
        }
    }
}
