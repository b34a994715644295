import Countersign

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
        package let signOutPath: String
        package let undo: Undo?

        /// A mailbox alone undoes nothing: the way leads through a sign-in with its second step, or to staff.
        package enum Undo: String, Sendable, CaseIterable {
            case remove
            case restore
            case password
            case staff

            var path: String? {
                switch self {
                case .remove: "/security"
                case .restore: "/security/two-factor/new"
                case .password: "/password/forgot"
                case .staff: nil
                }
            }
        }

        package init(signOutPath: String, undo: Undo?) {
            self.signOutPath = signOutPath
            self.undo = undo
        }

        package init(_ notice: Notice.Kind, path: String) {
            self.init(signOutPath: "\(path)/sign-out", undo: Undo(notice))
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
                        "signOutPath": .text(ways.signOutPath),
                        "undo": .markup(
                            ways.undo.map {
                                words.markup(
                                    "notMe.undo.\($0.rawValue)",
                                    ["organisation": .name(frame.organisation)]
                                )
                            }
                        ),
                        "undoPath": .text(ways.undo?.path),
                    ]
                }
            ),
        ]
    }
}

extension NotMePage.Ways.Undo {
    /// Nil for what is no change.
    init?(_ notice: Notice.Kind) {
        switch notice {
        case .factorAdded, .backupCodesMade, .backupCodeUsed, .backupCodesLow: self = .remove
        case .factorRemoved, .twoFactorTurnedOff: self = .restore
        case .passwordChanged, .passwordReset: self = .password
        case .emailChanged, .factorMoved, .recoveryDone: self = .staff
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
