import Foundation

/// Codes that were mailed for one purpose. The last three count beside each other, so that a late mail is never wrong;
/// they share their tries.
package struct MailedCodes: Codable, Sendable, Equatable {
    /// Where they went.
    package let address: String
    /// Oldest first, at most three.
    package private(set) var sent: [Sent] = []
    private var wrong = 0
    private var wrongLong = 0

    private enum CodingKeys: String, CodingKey {
        case address = "a"
        case sent = "s"
        case wrong = "w"
        case wrongLong = "l"
    }

    /// One code, as it is kept.
    package struct Sent: Codable, Sendable, Equatable {
        /// Under a key of the server and bound to the draft or challenge.
        let hash: [UInt8]
        package let reference: String
        /// Its row in the outbox, which knows what became of it.
        package let mail: OutboxMail.ID
        package let sentAt: Date
        package let expiresAt: Date
        /// Twelve letters and digits rather than six digits.
        package let isLong: Bool

        private enum CodingKeys: String, CodingKey {
            case hash = "h"
            case reference = "r"
            case mail = "m"
            case sentAt = "t"
            case expiresAt = "e"
            case isLong = "l"
        }
    }

    private static let mostSent = 3
    /// Wrong codes that end them all: of six digits, and of the long ones, which nobody guesses.
    private static let tries = 5
    private static let longTries = 100

    package init(address: String) {
        self.address = address
    }

    /// Wrong codes that may still be typed before these end.
    package func triesLeft(isLong: Bool) -> Int {
        isLong ? Self.longTries - wrongLong : Self.tries - wrong
    }

    mutating func countWrong(isLong: Bool) {
        if isLong { wrongLong += 1 } else { wrong += 1 }
    }

    /// For an enrolment, whose tries are counted as a whole: after the fifth wrong code, codes to come are new ones.
    func withTriesIfSpent() -> MailedCodes {
        triesLeft(isLong: false) > 0 ? self : MailedCodes(address: address)
    }

    /// - Throws: `TooManyMails`
    func refuseTooSoon(at now: Date) throws {
        guard let last = sent.last else { return }
        let due = last.sentAt.addingTimeInterval(SendingLimit.pause.seconds)
        if now < due { throw TooManyMails(until: due, .pause) }
    }

    func sendingAnother(isLong: Bool, lifetime: TimeInterval, with tools: MethodTools) -> Begun<MailedCodes> {
        let code = isLong ? LongMailedCode.make(random: tools.random) : MailedCode.make(random: tools.random)
        let mail = CodeMail(
            id: tools.makeMailID(),
            address: address,
            code: isLong ? LongMailedCode.shown(code) : code,
            reference: reference(random: tools.random),
            sentAt: tools.now,
            expiresAt: tools.now.addingTimeInterval(lifetime)
        )
        var codes = self
        codes.sent.append(
            Sent(
                hash: tools.hash(code),
                reference: mail.reference,
                mail: mail.id,
                sentAt: mail.sentAt,
                expiresAt: mail.expiresAt,
                isLong: isLong
            )
        )
        codes.sent.removeFirst(max(0, codes.sent.count - Self.mostSent))
        return Begun(codes, mail: mail)
    }

    /// Tells one mail from another to people, and no more: four characters, none of them that of a mail beside it.
    private func reference(random: (Int) -> [UInt8]) -> String {
        var reference = ""
        for _ in 0..<8 {
            let letters = random(4).map { BackupCodes.alphabet[Int($0 & 31)] }
            reference = String(decoding: letters, as: UTF8.self).uppercased()
            if !sent.contains(where: { $0.reference == reference }) { break }
        }
        return reference
    }
}

/// A mailed code of 60 bits, for those who have nothing but their mail while short codes wait: shown as `xxxx-xxxx-xxxx`.
enum LongMailedCode {
    private static let length = 12

    static func make(random: (Int) -> [UInt8]) -> String {
        String(decoding: random(length).map { BackupCodes.alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    static func shown(_ code: String) -> String {
        let characters = Array(code)
        return stride(from: 0, to: characters.count, by: 4)
            .map { String(characters[$0..<min($0 + 4, characters.count)]) }
            .joined(separator: "-")
    }

    static func normalised(_ text: String) -> String? {
        guard let cleaned = TypedCode.cleaned(text), cleaned.utf8.count == length,
            cleaned.utf8.allSatisfy(BackupCodes.alphabet.contains)
        else { return nil }
        return cleaned
    }
}
