import Foundation

/// Codes that support reads out: ten characters, 50 bits, shown as `xxxxx-xxxxx`. One use, and an end within a day.
///
/// Shorter than backup codes, so that neither is taken for the other; long enough to be looked at while short codes wait.
package enum BypassCodes {
    package static let length = 10

    /// A new code, as it is shown.
    package static func make(random: (Int) -> [UInt8]) -> String {
        let characters = random(length).map { BackupCodes.alphabet[Int($0 & 31)] }
        return [characters.prefix(5), characters.suffix(5)].map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: "-")
    }

    /// What was typed as ten characters of the alphabet, or nil if it has another shape: case, spaces and dashes do not
    /// matter.
    package static func normalised(_ text: String) -> String? {
        guard let cleaned = TypedCode.cleaned(text), cleaned.utf8.count == length,
            cleaned.utf8.allSatisfy(BackupCodes.alphabet.contains)
        else { return nil }
        return cleaned
    }

    /// What is kept of it.
    static func hash(_ code: String, for id: Measure.ID, of account: Account.ID, keys: KeyRing) -> [UInt8] {
        keys.hash(of: [account.rawValue, id.rawValue, code], for: .bypassCode)
    }
}

extension Measure {
    /// Whether a typed code is this one; in constant time.
    func isCode(_ code: String, keys: KeyRing) -> Bool {
        guard kind == .bypassCode, let codeHash else { return false }
        return keys.matches(codeHash, parts: [accountID.rawValue, id.rawValue, code], for: .bypassCode)
    }
}
