import Countersign
import YubicoOTP

/// What stands in the field for an app's code, before any of it is judged: a slip that is plain to see costs no try.
package enum TypedAppCode: Sendable {
    case slip(AppCodeProblem)
    /// Has the shape of an answer: of a code, or of a backup code.
    case answer(Given, isBackupCode: Bool)

    /// - Parameter digits: how many the app shows.
    package init(_ text: String, digits: Int) {
        guard let cleaned = TypedCode.cleaned(text) else {
            self = .slip(.shape)
            return
        }
        if cleaned.isEmpty {
            self = .slip(.missing)
        } else if BackupCodes.normalised(text) != nil {
            self = .answer(.text(text), isBackupCode: true)
        } else if cleaned.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            switch cleaned.utf8.count {
            case digits: self = .answer(.text(text), isBackupCode: false)
            case ..<digits: self = .slip(.tooFewDigits)
            default: self = .slip(.tooManyDigits)
            }
        } else {
            self = .slip(OTP.readings(of: text).isEmpty ? .shape : .yubiKey)
        }
    }
}

extension AppCodeProblem {
    /// The words for a rejection; nil where it is no slip but a wait, which has a page of its own.
    package init?(_ rejected: SecondStep.Rejected, isBackupCode: Bool) {
        if rejected.waits { return nil }
        let rejection = rejected.rejection
        switch rejection.hint {
        case .usedOn(let date): self = .backupCodeUsed(on: date)
        case .justRunOut: self = .justRunOut
        case .clockMayBeWrong: self = .clockMayBeWrong
        case .clockIsOff(let seconds): self = .clockIsOff(seconds: seconds)
        case .otherBrowser, .keyMayBeCopied, .wrongAddress, .modelNotAllowed, nil:
            switch rejection.reason {
            case .wrongCode, .expired, .challengeEnded, .noFactor: self = isBackupCode ? .backupCodeWrong : .wrong
            case .alreadyUsed: self = .alreadyUsed
            case .unavailable: self = .unavailable
            case .locked: return nil
            }
        }
    }
}

extension SecondStep.Rejected {
    /// Nothing more is looked at for now: this answer was not, or was the one that cost the wait.
    package var waits: Bool { rejection.reason == .locked || waitUntil != nil }

    /// What the page tells under its button: nothing of the first wrong code.
    package var shownTriesLeft: Int? { wrongInRow >= 2 && !waits ? triesBeforeWait : nil }
}
