import Countersign

// What the rules find wrong, in the words of the forms.

extension Problem {
    /// Of a field for an address.
    package static func email(_ fault: NameFault) -> Problem {
        switch fault {
        case .empty: emailMissing
        case .tooLong, .badCharacters, .notAnAddress, .looksLikeAnotherAddress: emailShape
        }
    }

    /// Of a field for what somebody is called.
    package static func displayName(_ fault: NameFault) -> Problem {
        switch fault {
        case .empty: nameMissing
        case .tooLong: nameTooLong
        case .badCharacters, .notAnAddress, .looksLikeAnotherAddress: nameCharacters
        }
    }

    /// Of a field for a password that is being chosen.
    package static func newPassword(_ problem: PasswordProblem) -> Problem {
        switch problem {
        case .empty: newPasswordMissing
        case .tooShort: newPasswordTooShort
        case .tooLong: newPasswordTooLong
        case .common: newPasswordCommon
        case .madeOfName: newPasswordMadeOfName
        }
    }

    init(_ problem: JoiningProblem) {
        self =
            switch problem {
            case .email(let fault): .email(fault)
            case .displayName(let fault): .displayName(fault)
            case .password(let problem): .newPassword(problem)
            }
    }
}
