import Countersign

/// A part of the words that owners may change: the list of apps, a page of help, a kind of mail.
enum WordArea: Sendable, Equatable {
    case apps
    /// What is said on the page of help's own.
    case help
    case topic(HelpPage.Topic)
    /// What is said at the end of every mail.
    case everyMail
    case mail(Notice.Kind)
    /// The mail that tells what support did.
    case support(StaffAct)

    enum Group: String, Sendable, CaseIterable {
        case apps
        case help
        case mail
    }

    static let all: [WordArea] =
        [.apps, .help] + HelpPage.Topic.allCases.map { .topic($0) } + [.everyMail]
        + Notice.Kind.allCases.map { .mail($0) } + SupportWords.told.map { .support($0) }

    /// Lines that keep people safe, and what pages of ours say of a mail: these stay as they are.
    private static let kept: Set<String> = ["notYou", "told", "end"]

    init?(id: String) {
        guard let area = Self.all.first(where: { $0.id == id }) else { return nil }
        self = area
    }

    /// Stands in the address.
    var id: String {
        switch self {
        case .apps: "apps"
        case .help: "help"
        case .topic(let topic): "help-\(topic.rawValue)"
        case .everyMail: "email"
        case .mail(let kind): "email-\(kind.rawValue.replacing("_", with: "-"))"
        case .support(let act): "email-support-\(act.rawValue.replacing("_", with: "-"))"
        }
    }

    var group: Group {
        switch self {
        case .apps: .apps
        case .help, .topic: .help
        case .everyMail, .mail, .support: .mail
        }
    }

    /// Where what it says can be seen; nil for mails.
    var path: String? {
        switch self {
        case .apps: "/help/apps"
        case .help: "/help"
        case .topic(let topic): "/help/\(topic.rawValue)"
        case .everyMail, .mail, .support: nil
        }
    }

    /// Whether a message of the catalogue belongs to it.
    func holds(_ message: String) -> Bool {
        switch self {
        case .apps: return message.hasPrefix("apps.")
        case .help: return message == "help.own"
        case .topic(let topic): return message.hasPrefix("help.\(topic.key).")
        case .everyMail: return message == "mail.own"
        case .mail(let kind):
            let prefix = "mail.\(kind.key)."
            guard message.hasPrefix(prefix) else { return false }
            let name = String(message.dropFirst(prefix.count))
            return !name.contains(".") && !Self.kept.contains(name)
        case .support(let act): return message.hasPrefix("mail.supportActed.\(act.rawValue).")
        }
    }

    /// What can be changed, in the order in which it is said.
    func texts(in catalogue: Catalogue) -> [EditableText] {
        let texts = catalogue.keys.filter { holds($0) }.flatMap { message in
            catalogue.forms(of: message).keys.compactMap { catalogue.editable(message, $0) }
        }
        let order = KeyOrder.ours
        return texts.sorted { (order[$0.key] ?? .max, $0.key) < (order[$1.key] ?? .max, $1.key) }
    }

    /// What a text of it is.
    func part(of message: String) -> WordPart {
        let name = message.split(separator: ".").last.map(String.init) ?? message
        switch group {
        case .apps: return name == "hint" ? .own : name.hasSuffix("List") ? .list : .heading
        case .help:
            switch name {
            case "own": return .own
            case "short": return .short
            case "title", "android", "ios", "windows", "mac": return .heading
            case "first", "second", "third", "fourth", "wait", "spam", "address", "allow": return .step
            default: return name.hasSuffix("Title") ? .heading : name.last?.isNumber == true ? .step : .text
            }
        case .mail:
            switch name {
            case "own": return .own
            case "subject": return .subject
            case "quiet": return .quiet
            case "link", "keep", "signIn", "reset": return .link
            default: return .text
            }
        }
    }
}

/// What a text is on its page or in its mail.
enum WordPart: String, Sendable {
    case own
    case subject
    /// A subject without the code.
    case quiet
    case heading
    /// In a list of pages.
    case short
    case link
    case list
    case step
    case text

    var shape: EditableText.Shape {
        switch self {
        case .subject, .quiet, .heading, .short, .link: .line
        case .own, .list, .step, .text: .sentences
        }
    }
}

/// How the list of mails is divided.
enum MailSort: String, Sendable, CaseIterable {
    case codes
    case changes
    case wayBack
    case support
    case leaving
    case asking
    case staff

    /// Of the kinds that mails have; each stands in one place.
    init(_ kind: Notice.Kind) {
        self =
            switch kind {
            case .confirmSignUp, .alreadyHasAccount, .confirmEmail, .agreeToEmailChange, .secondStepCode,
                .enrolmentCode, .resetPassword:
                .codes
            case .emailChanged, .passwordChanged, .passwordReset, .passwordSet, .nameChanged, .signedOutEverywhere,
                .factorPreferred, .factorAdded, .factorRemoved, .factorMoved, .twoFactorTurnedOff, .backupCodeUsed,
                .backupCodesLow, .backupCodesMade, .secondStepFailed, .newBrowser, .deviceTokenReused, .roleChanged:
                .changes
            case .recoveryCode, .recoveryAsked, .recoveryHalfway, .recoveryApproved, .recoveryDeclined, .recoveryDone:
                .wayBack
            case .supportActed, .suspensionEnded, .bypassCodeUsed, .turnOffDeclined, .accountFrozen,
                .accountUnfrozen, .unlocked:
                .support
            case .deletionAsked, .deletionSoon, .deletionCancelled, .accountDeleted: .leaving
            case .invitation, .setUpReminder, .policyReminder: .asking
            case .requestWaits, .requestApproved, .requestDeclined, .accountFrozenToSupport, .policyChanged, .alarm,
                .testMail:
                .staff
            }
    }

    var areas: [WordArea] {
        Notice.Kind.allCases.filter { MailSort($0) == self }.map { .mail($0) }
            + (self == .support ? SupportWords.told.map { .support($0) } : [])
    }
}
