import Foundation

/// What is answered to what was typed into the field for an app's code: one case for each line of the storyboard.
package enum AppCodeProblem: Sendable, Equatable {
    case missing
    case tooFewDigits
    case tooManyDigits
    /// Letters, and no shape that we know.
    case shape
    /// What a YubiKey types, where none is set up.
    case yubiKey
    /// A key of this account was touched in this field, and its code was refused.
    case touched(YubiKeyProblem)
    case alreadyUsed
    case justRunOut
    /// It fits another time; said of a first such code, without telling the size.
    case clockMayBeWrong
    /// Positive: the phone is ahead.
    case clockIsOff(seconds: Int)
    case wrong
    /// While a setup is confirmed there is no account beside the entry yet to look for.
    case wrongAtSetup
    /// A setup ended by too many wrong codes was begun again.
    case tooManyAtSetup
    case backupCodeUsed(on: Date)
    case backupCodeWrong
    case unavailable

    /// Whether the notice about the phone's clock goes with it.
    var concernsClock: Bool {
        switch self {
        case .clockIsOff: true
        case .missing, .tooFewDigits, .tooManyDigits, .shape, .yubiKey, .touched, .alreadyUsed, .justRunOut,
            .clockMayBeWrong, .wrong, .wrongAtSetup, .tooManyAtSetup, .backupCodeUsed, .backupCodeWrong, .unavailable:
            false
        }
    }

    /// - Parameters:
    ///   - organisation: the issuer, as the app shows it.
    ///   - account: the account's name, as the app shows it.
    ///   - methodsPath: where the other ways are listed.
    ///   - digits: how many the app shows.
    func message(organisation: String, account: String, methodsPath: String, digits: Int) -> Message {
        switch self {
        case .missing: Self.message("missing", digits: digits)
        case .tooFewDigits: Self.message("tooFew", digits: digits)
        case .tooManyDigits: Self.message("tooMany", digits: digits)
        case .shape: Self.message("shape", digits: digits)
        case .yubiKey: Message("problems.appCode.yubiKey", ["a": .link(methodsPath)])
        case .touched(let problem): problem.message(methodsPath: methodsPath)
        case .alreadyUsed: Message("problems.appCode.used")
        case .justRunOut: Message("problems.appCode.justRunOut")
        case .clockMayBeWrong: Message("problems.appCode.clockMayBeWrong")
        case .clockIsOff(let seconds): Self.clockMessage(seconds: seconds)
        case .wrong:
            Message("problems.appCode.wrong", ["organisation": .name(organisation), "account": .name(account)])
        case .wrongAtSetup: Message("problems.appCode.wrongAtSetup")
        case .tooManyAtSetup: Message("problems.appCode.tooManyAtSetup")
        case .backupCodeUsed(let date): Message("problems.backupCode.used", ["day": .dayAndMonth(date)])
        case .backupCodeWrong: Message("problems.backupCode.wrong")
        case .unavailable: Message("problems.form.unavailable")
        }
    }

    /// What a code of so many digits looks like: `problems.appCode.<name>`.
    static func message(_ name: String, of section: String = "appCode", digits: Int) -> Message {
        // In two groups, as apps show them.
        let example = Array("41890273".prefix(digits))
        let half = digits / 2
        return Message(
            "problems.\(section).\(name)",
            [
                "digits": .number(digits),
                "example": .text(String(example.prefix(half)) + " " + String(example.dropFirst(half))),
            ]
        )
    }

    static func clockMessage(seconds: Int) -> Message {
        Message(
            seconds >= 0 ? "problems.appCode.clockAhead" : "problems.appCode.clockBehind",
            ["duration": .duration(seconds: seconds)]
        )
    }
}

/// The notice about a phone's clock, with the time by ours.
enum DriftNotice {
    /// - Parameter pairPath: where two codes in a row may be entered instead.
    static func values(in frame: PageFrame, pairPath: String?) -> TemplateValue {
        .group([
            "text": .markup(frame.words.markup("drift.text", ["time": .timeWithSeconds(frame.now)])),
            "pair": .markup(pairPath.map { frame.words.markup("drift.pair", ["a": .link($0)]) }),
        ])
    }
}
