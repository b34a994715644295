import Countersign
import Foundation

/// What accounts and factors look like over the API: never a secret.
extension JSONText {
    /// The members of an account.
    mutating func account(_ account: Account) {
        member("id", account.id.rawValue)
        member("name", account.name)
        member("display_name", account.displayName)
        member("email", orNull: account.email)
        member("email_confirmed", account.confirmedEmail != nil)
        member("external_id", orNull: account.externalID)
        member("has_password", account.passwordHash != nil)
        member("role", account.role.rawValue)
        member("state", account.state.rawValue)
        member("created_at", Timestamp.text(of: account.createdAt))
    }

    static func account(_ account: Account) -> JSONText {
        .object { $0.account(account) }
    }

    /// The members of a factor.
    mutating func factor(_ factor: Factor, confirmed: Bool = true) {
        member("id", factor.id.rawValue)
        member("kind", factor.kind.rawValue)
        member("label", factor.label)
        member("confirmed", confirmed)
        member("created_at", Timestamp.text(of: factor.createdAt))
        member("last_used_at", orNull: factor.lastUsedAt.map(Timestamp.text))
    }

    /// Why a code was not accepted: the members that verify and confirm share.
    mutating func rejection(_ rejection: Rejection, triesLeft: Int, retryAfter: Int?, accepts: [String]) {
        member("outcome", "rejected")
        member("reason", rejection.reason.rawValue)
        member("tries_left", triesLeft)
        if let retryAfter { member("retry_after_seconds", retryAfter) }
        member("accepts", accepts)
        switch rejection.hint {
        case .justRunOut: member("hint", "just_run_out")
        case .clockMayBeWrong: member("hint", "clock_may_be_wrong")
        case .clockIsOff(let seconds):
            member("hint", "clock_is_off")
            member("clock_offset_seconds", seconds)
        case .usedOn(let date):
            member("hint", "used_on")
            member("used_at", Timestamp.text(of: date))
        case .otherBrowser: member("hint", "other_browser")
        case .keyMayBeCopied: member("hint", "key_may_be_copied")
        case .wrongAddress: member("hint", "wrong_address")
        case .modelNotAllowed: member("hint", "model_not_allowed")
        case nil: break
        }
    }
}

/// A moment as RFC 3339 in UTC, to the second. By hand: Foundation's takes longer than the rest of an answer.
enum Timestamp {
    static func text(of date: Date) -> String {
        let seconds = Int64(min(max(date.timeIntervalSince1970, -62_135_596_800), 253_402_300_799).rounded(.down))
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        // Days to a date of the Gregorian calendar, by eras of 400 years that begin in March.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let day = shifted - era * 146_097
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        let realMonth = month < 10 ? month + 3 : month - 9
        let realYear = year + era * 400 + (realMonth <= 2 ? 1 : 0)
        return "\(padded(realYear, 4))-\(padded(realMonth))-\(padded(dayOfMonth))T"
            + "\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
    }

    private static func padded(_ number: Int64, _ width: Int = 2) -> String {
        let digits = String(number)
        return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
    }
}
