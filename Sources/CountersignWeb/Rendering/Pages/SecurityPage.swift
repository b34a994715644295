import Foundation

/// `/security`: what protects the account, what is missing, and how to change it.
package struct SecurityPage: Page {
    package static let template = "security"
    package static let section: AccountSection? = .security

    /// A factor of the account.
    package struct FactorRow: Sendable {
        package let kind: KindPages
        package let id: String
        /// Empty if it has no name.
        package let label: String
        package let addedAt: Date
        package let lastUsedAt: Date?
        package let lastUsedIn: Browser?
        package let isPreferred: Bool
        /// The learnt drift in seconds, where it is worth telling.
        package let driftSeconds: Int
        /// From when on it does not count, if policy says so.
        package let endsAt: Date?

        package init(
            kind: KindPages,
            id: String,
            label: String,
            addedAt: Date,
            lastUsedAt: Date?,
            lastUsedIn: Browser? = nil,
            isPreferred: Bool,
            driftSeconds: Int = 0,
            endsAt: Date? = nil
        ) {
            self.kind = kind
            self.id = id
            self.label = label
            self.addedAt = addedAt
            self.lastUsedAt = lastUsedAt
            self.lastUsedIn = lastUsedIn
            self.isPreferred = isPreferred
            self.driftSeconds = driftSeconds
            self.endsAt = endsAt
        }
    }

    /// The account's set of backup codes.
    package struct BackupRow: Sendable, Equatable {
        package let left: Int
        package let total: Int
        package let madeAt: Date
        /// Nil once they are saved, or nobody can read them any more.
        package let unsaved: Unsaved?

        package enum Unsaved: Sendable, Equatable {
            /// Here.
            case readable(until: Date)
            /// They were shown in another sign-in, and nobody pressed Finish there.
            case elsewhere
        }

        package init(left: Int, total: Int, madeAt: Date, unsaved: Unsaved? = nil) {
            self.left = left
            self.total = total
            self.madeAt = madeAt
            self.unsaved = unsaved
        }
    }

    /// A way to sign in that is missing.
    package enum Offer: String, Sendable, CaseIterable {
        /// There is only one.
        case second
        case passkey
    }

    /// What support has lifted for a while.
    package enum Lifted: Sendable, Equatable {
        /// - Parameters:
        ///   - by: what whoever did it is called; empty for the host.
        ///   - category: a `SupportReason.Category`.
        case suspended(until: Date, by: String, category: String, needsEmailCode: Bool, network: String? = nil)
        case exempt(until: Date)
    }

    package let lifted: Lifted?
    package let factors: [FactorRow]
    /// What can be set up, where there is nothing yet.
    package let choices: [KindPages]
    package let onSince: Date?
    /// Nil if there is no set.
    package let backupCodes: BackupRow?
    /// After a restore the set is not to be trusted.
    package let needsNewBackupCodes: Bool
    package let email: String?
    package let isEmailConfirmed: Bool
    package let name: String
    package let passwordChangedAt: Date?
    package let sessions: Int
    package let events: [EventRow]
    /// What may be offered to somebody whom nothing worse is to be told; see `SecurityNotices`.
    package let mayOffer: Offer?
    /// When the account goes, if its owner asked for that.
    package let goesAt: Date?
    /// When somebody asked to get in without the second step, if that still waits or was granted.
    package let askedToGetIn: Date?
    package let flash: Flash?
    /// The passkeys that work here, for password managers.
    package let signal: PasskeySignal?
    /// What policy asks for from a day on.
    package let deadline: Deadline?

    package struct Deadline: Sendable {
        let at: Date
        let organisation: String

        package init(at: Date, organisation: String) {
            self.at = at
            self.organisation = organisation
        }
    }

    package init(
        lifted: Lifted? = nil,
        factors: [FactorRow],
        choices: [KindPages] = [],
        onSince: Date?,
        backupCodes: BackupRow?,
        needsNewBackupCodes: Bool = false,
        email: String?,
        isEmailConfirmed: Bool,
        name: String,
        passwordChangedAt: Date?,
        sessions: Int,
        events: [EventRow],
        mayOffer: Offer? = nil,
        goesAt: Date? = nil,
        askedToGetIn: Date? = nil,
        flash: Flash? = nil,
        signal: PasskeySignal? = nil,
        deadline: Deadline? = nil
    ) {
        self.lifted = lifted
        self.factors = factors
        self.choices = choices
        self.onSince = onSince
        self.backupCodes = backupCodes
        self.needsNewBackupCodes = needsNewBackupCodes
        self.email = email
        self.isEmailConfirmed = isEmailConfirmed
        self.name = name
        self.passwordChangedAt = passwordChangedAt
        self.sessions = sessions
        self.events = events
        self.mayOffer = mayOffer
        self.goesAt = goesAt
        self.askedToGetIn = askedToGetIn
        self.flash = flash
        self.signal = signal
        self.deadline = deadline
    }

    package func title(in words: Words) -> String { words.text("security.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let isOn = !factors.isEmpty
        let notices = SecurityNotices(page: self, now: frame.now)
        let notice = notices.paused ?? flash?.box ?? notices.mostUrgent
        return [
            "notice": notice.values(in: words),
            "hasNotice": .flag(notice?.link != nil || notice?.action != nil),
            "summary": .text(words.text(summary(in: words))),
            "isOn": .flag(isOn),
            "onSince": isOn
                ? .markup(
                    onSince.map { words.markup("security.onSince", ["day": .day($0)]) }
                        ?? words.markup("security.on")
                ) : .absent,
            "methods": .groups(MethodRows(page: self, frame: frame).values),
            "passwordChanged": .markup(
                passwordChangedAt.map { words.markup(of: .day($0)) } ?? words.markup("security.never")
            ),
            "email": .text(email),
            "emailTone": .text(isEmailConfirmed ? "ok" : "warn"),
            "emailState": .text(
                words.text(isEmailConfirmed ? "security.emailConfirmed" : "security.emailUnconfirmed")
            ),
            "emailButton": .text(words.text(email == nil ? "security.addEmail" : "security.changeEmail")),
            "name": .text(name),
            "devices": .text(words.text("security.devices", ["count": .number(sessions)])),
            "signal": signal.values,
            "choices": .groups(SetUpChoices(of: choices).values(in: words)),
            "hasChoices": .flag(!choices.isEmpty),
            "hasEvents": .flag(!events.isEmpty),
            "events": .groups(events.map { $0.values(in: frame, withDay: true) }),
        ]
    }

    private func summary(in words: Words) -> Message {
        guard !factors.isEmpty else { return Message("security.summary.off") }
        let kinds = KindPages.all.filter { kind in factors.contains { $0.kind.kind == kind.kind } }
        let ways = Filling.list([words.text("security.summary.password")] + kinds.map { words.text($0.word("one")) })
        let hasCodes = (backupCodes?.left ?? 0) > 0 && !needsNewBackupCodes
        return Message(hasCodes ? "security.summary.onBackup" : "security.summary.on", ["ways": ways])
    }
}
