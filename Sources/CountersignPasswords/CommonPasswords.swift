import Countersign
import Foundation

/// The `PasswordScreen` of the server: refuses what is tried first, by rules over a short list of our own and, if the
/// operator has one, a file of breached passwords.
package struct CommonPasswords: PasswordScreen {
    private let breached: BreachedPasswordFile?
    private let report: @Sendable (any Error) -> Void

    /// - Parameter report: is told when the file cannot be read. The password then passes: a missing file must not keep
    ///   people from changing a password that somebody knows.
    package init(breached: BreachedPasswordFile? = nil, report: @escaping @Sendable (any Error) -> Void = { _ in }) {
        self.breached = breached
        self.report = report
    }

    package func isCommon(_ password: String) -> Bool {
        if PasswordReading().prices(of: password).any < PasswordReading.commonBelow { return true }
        do {
            return try breached?.contains(password) ?? false
        } catch {
            report(error)
            return false
        }
    }

    package func isMade(_ password: String, of words: [String]) -> Bool {
        let ownWords = WordTree(words.flatMap(Self.parts))
        return PasswordReading(ownWords: ownWords).prices(of: password).withOwnWords < PasswordReading.commonBelow
    }

    /// `sam.osborne@example.com` gives itself, sam, osborne, samosborne and example, as people take names apart.
    private static func parts(of word: String) -> [String] {
        let whole = PasswordReading.fold(word)
        let halves = whole.split(separator: "@").map(String.init)
        let joined = ([whole] + halves).map { $0.filter { $0.isLetter || $0.isNumber } }
        let single = whole.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return ([whole] + halves + joined + single).filter { $0.count >= 3 && !endings.contains($0) }
    }

    private static let endings: Set = ["com", "org", "net", "www", "http", "https", "the", "and"]
}
