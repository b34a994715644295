import Countersign
import CountersignPasswords
import Foundation

/// What the command line says to a fault of the rules.
enum FaultWords {
    /// Nil for errors that are none of ours.
    static func words(for error: any Error) -> String? {
        switch error {
        case let problems as Problems<AccountActs.Problem>:
            problems.list.map(accountWords).joined(separator: "; ")
        case let fault as CeremonyFault: ceremonyWords(fault)
        case let fault as EnrolmentFault: "\(fault.field) \(fault.problem)"
        case let fault as NameFault: nameWords(fault)
        case let failure as StoreFailure: storeWords(failure)
        case let fault as KeyRingFault: fault.description
        case let problem as RotateKeys.Problem: problem.description
        case let failure as BreachedPasswordFile.Failure: failure.description
        case is HashingBusy: "too many passwords are being hashed; try again"
        default: nil
        }
    }

    /// Whether something that was asked for could never be, whatever the database holds.
    static func isOfArguments(_ error: any Error) -> Bool {
        switch error {
        case let problems as Problems<AccountActs.Problem>: !problems.list.allSatisfy(\.isConflict)
        case let fault as EnrolmentFault: !fault.isOfState
        case is NameFault: true
        default: false
        }
    }

    private static func accountWords(_ problem: AccountActs.Problem) -> String {
        switch problem {
        case .name(let fault): "the name \(nameWords(fault))"
        case .email(let fault): "the e-mail address \(nameWords(fault))"
        case .displayName(let fault): "the display name \(nameWords(fault))"
        case .externalID(let fault): "the external id \(nameWords(fault))"
        case .password(let problem): passwordWords(problem)
        case .nameTaken: "another account has this name"
        case .emailTaken: "another account has this e-mail address"
        case .emailHasCodes: "codes by e-mail go to the account's address; remove that factor first"
        case .externalIDTaken: "another account has this external id"
        }
    }

    private static func nameWords(_ fault: NameFault) -> String {
        switch fault {
        case .empty: "is empty"
        case .tooLong: "is too long"
        case .badCharacters: "has characters that cannot be seen"
        case .notAnAddress: "is not of the shape name@example.org"
        case .looksLikeAnotherAddress: "has an @, so it must be the account's own e-mail address"
        }
    }

    private static func passwordWords(_ problem: PasswordProblem) -> String {
        let length = PasswordRules.length
        return switch problem {
        case .empty: "the password is empty"
        case .tooShort: "the password is shorter than \(length.lowerBound) characters"
        case .tooLong: "the password is longer than \(length.upperBound) characters"
        case .common: "the password is among those that everybody tries first"
        case .madeOfName: "the password is made of the account's name or address"
        }
    }

    private static func ceremonyWords(_ fault: CeremonyFault) -> String {
        switch fault {
        case .unknownAccount: "there is no such account"
        case .contended: "the account is being changed by others all the time; try again"
        case .gone: "it is gone already"
        case .taken: "it belongs to another account"
        case .closed: "the account is frozen or disabled"
        case .tooMany(let most): "there are \(most) already, which is the most"
        case .abovePower: "the account has a role above member"
        }
    }

    private static func storeWords(_ failure: StoreFailure) -> String {
        switch failure {
        case .unavailable(let why): "the database cannot be used: \(why)"
        case .unstorable(let why): "this cannot be stored: \(why)"
        case .corrupt(let why): "the database holds what it should not: \(why)"
        case .refused(let why): why
        case .unsupported(let why): "not possible here: \(why)"
        }
    }
}
