import Foundation

/// Single-use codes for the day the phone is gone: 13 characters, 65 bits, shown as `xxxx-xxxxx-xxxx`.
package enum BackupCodes {
    /// Without 0, 1, i and o, which people confuse; 32 letters, so that five random bits choose one without bias.
    package static let alphabet = Array("23456789abcdefghjklmnpqrstuvwxyz".utf8)
    package static let length = 13
    /// The bytes of a set's salt (libsodium's `crypto_pwhash_SALTBYTES`).
    package static let saltLength = 16
    /// At this many left a new set is offered within the sign-in; at none it is insisted on.
    package static let fewLeft = 2

    /// New codes, as they are shown.
    package static func make(_ count: Int, random: (Int) -> [UInt8]) -> [String] {
        (0..<count).map { _ in
            shown(String(decoding: random(length).map { alphabet[Int($0 & 31)] }, as: UTF8.self))
        }
    }

    /// What was typed as 13 characters of the alphabet, or nil if it has another shape.
    ///
    /// Case, spaces and dashes do not matter.
    package static func normalised(_ text: String) -> String? {
        guard let cleaned = TypedCode.cleaned(text), cleaned.utf8.count == length,
            cleaned.utf8.allSatisfy(alphabet.contains)
        else { return nil }
        return cleaned
    }

    private static func shown(_ code: String) -> String {
        let characters = Array(code)
        return [characters[..<4], characters[4..<9], characters[9...]].map { String($0) }.joined(separator: "-")
    }
}

/// A typed backup code, hashed under the salt of one set: made outside any transaction, once a try.
package struct PreparedBackupCode: Sendable, Equatable {
    package let setID: BackupCodeSet.ID
    package let hash: [UInt8]

    package init(setID: BackupCodeSet.ID, hash: [UInt8]) {
        self.setID = setID
        self.hash = hash
    }

    /// Nil if the text is no backup code, or the account has none.
    package static func prepare(
        _ given: Given,
        for dossier: Dossier,
        caller: HashingCaller,
        in world: Surroundings
    ) async throws -> PreparedBackupCode? {
        guard case .text(let text) = given, let code = BackupCodes.normalised(text), let set = dossier.backupCodes
        else { return nil }
        let hashes = try await world.hasher.hashBackupCodes([code], salt: set.salt, for: caller)
        guard let hash = hashes.first else { return nil }
        return PreparedBackupCode(setID: set.id, hash: hash)
    }
}

extension BackupCodeSet {
    package enum Judged: Sendable, Equatable {
        case accepted(BackupCodeSet, number: Int)
        case alreadyUsed(Date)
        case wrong
    }

    /// Marks the code as used if it is one of these. Every hash is compared in constant time, whichever matches.
    package func judge(_ hash: [UInt8], at now: Date) -> Judged {
        var found: Int?
        for (index, code) in codes.enumerated() where ConstantTime.areEqual(code.hash, hash) { found = index }
        guard let found else { return .wrong }
        if let usedAt = codes[found].usedAt { return .alreadyUsed(usedAt) }
        var set = self
        set.codes[found].usedAt = now
        return .accepted(set, number: codes[found].number)
    }
}
