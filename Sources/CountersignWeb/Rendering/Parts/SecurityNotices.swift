import Foundation

/// What the top of Security may say is missing, of which one is shown: the most urgent.
struct SecurityNotices {
    let page: SecurityPage
    let now: Date

    /// Above all else, also above what was just done: the account is less protected than it looks.
    var paused: Box? {
        guard case .suspended(let until, let by, let category, let needsEmailCode, let network) = page.lifted else {
            return nil
        }
        return Box(
            tone: .warn,
            title: Message("security.notice.pausedTitle", ["until": .end(until, seenAt: now)]),
            text: Message(
                (needsEmailCode ? "security.notice.pausedByEmail" : "security.notice.pausedBy")
                    + (network == nil ? "" : "From"),
                [
                    "by": .message(SupportWords.someone(by)), "reason": .message(SupportWords.reason(category)),
                    "network": .text(network ?? ""),
                ]
            ),
            action: ("/security/two-factor/resume", Message("security.notice.pausedButton"))
        )
    }

    /// The first that holds.
    var mostUrgent: Box? {
        recovery ?? leaving ?? exempt ?? restored ?? deadline ?? off ?? codes ?? unconfirmedEmail ?? offer
    }

    // MARK: From the most urgent to the least

    private var recovery: Box? {
        page.askedToGetIn.map { moment in
            Box(
                tone: .bad,
                title: Message("security.notice.recoveryTitle"),
                text: Message("security.notice.recovery", ["moment": .moment(moment)]),
                action: (CancellingRecovery.path, Message("security.notice.recoveryCancel"))
            )
        }
    }

    private var leaving: Box? {
        page.goesAt.map { moment in
            Box(
                tone: .bad,
                title: Message("security.notice.leavingTitle", ["day": .day(moment)]),
                text: Message("security.notice.leaving"),
                action: ("/security/keep", Message("leaving.keep"))
            )
        }
    }

    private var exempt: Box? {
        guard page.factors.isEmpty, case .exempt(let until) = page.lifted else { return nil }
        return Box(
            tone: .info,
            title: Message("security.notice.exemptTitle", ["day": .day(until)]),
            text: Message("security.notice.exempt"),
            link: ("/security/two-factor/new", Message("security.notice.exemptLink"))
        )
    }

    private var restored: Box? {
        guard page.needsNewBackupCodes else { return nil }
        return box(.warn, "restored", text: Message("codes.afterRestore"), link: "codesLink", to: Self.newSetPath)
    }

    private var deadline: Box? {
        page.deadline.map { deadline in
            let word = page.factors.isEmpty ? "date" : "dateEnding"
            return Box(
                tone: .warn,
                title: Message("security.notice.\(word)Title", ["day": .day(deadline.at)]),
                text: Message("security.notice.\(word)Text", ["organisation": .name(deadline.organisation)]),
                link: ("/setup/choose", Message("security.notice.offLink"))
            )
        }
    }

    private var off: Box? {
        guard page.factors.isEmpty else { return nil }
        let text = Message("security.notice.off")
        return box(.warn, "offTitle", text: text, link: "offLink", to: "/security/two-factor/new")
    }

    private var codes: Box? {
        guard let codes = page.backupCodes else {
            let text = Message("security.notice.codesMissing")
            return box(.warn, "codesMissingTitle", text: text, link: "codesMissingLink", to: Self.newSetPath)
        }
        switch codes.unsaved {
        case .readable(let until):
            return box(
                .warn,
                "codesUnsavedTitle",
                text: Message("security.notice.codesUnsaved", ["time": .end(until, seenAt: now, withZone: true)]),
                link: "codesUnsavedLink",
                to: "/security/two-factor/backup-codes"
            )
        case .elsewhere:
            let text = Message("security.notice.codesUnsavedElsewhere")
            return box(.warn, "codesUnsavedTitle", text: text, link: "codesLink", to: Self.newSetPath)
        case nil: break
        }
        let low = Message("security.notice.codesLow")
        return switch codes.left {
        case ...0: box(.bad, "codesNoneTitle", text: low, link: "codesLink", to: Self.newSetPath)
        case ...2: box(.warn, "codesLowTitle", count: codes.left, text: low, link: "codesLink", to: Self.newSetPath)
        default: nil
        }
    }

    private var unconfirmedEmail: Box? {
        guard let email = page.email, !page.isEmailConfirmed else { return nil }
        return Box(
            tone: .warn,
            title: Message("security.notice.emailTitle"),
            text: Message("security.notice.email"),
            link: ("/security/email", Message("security.notice.emailLink", ["email": .name(email)]))
        )
    }

    private var offer: Box? {
        page.mayOffer.map { offer in
            let name = "security.notice.offer.\(offer.rawValue)"
            let only = page.factors.first?.kind.name ?? Message("event.factor.unknown")
            let path = offer == .second ? "/security/two-factor/new" : KindPages.passkey.setUpPath
            return Box(
                tone: .info,
                title: Message("\(name).title"),
                text: Message("\(name).text", ["kind": .message(only)]),
                link: (path, Message("\(name).link")),
                action: ("/security/offer", Message("offer.notNow"))
            )
        }
    }

    // MARK: Parts

    private static let newSetPath = "/security/two-factor/backup-codes/new"

    private func box(
        _ tone: Box.Tone,
        _ title: String,
        count: Int? = nil,
        text: Message,
        link: String,
        to path: String
    ) -> Box {
        Box(
            tone: tone,
            title: Message("security.notice.\(title)", count.map { ["count": .number($0)] } ?? [:]),
            text: text,
            link: (path, Message("security.notice.\(link)"))
        )
    }
}
