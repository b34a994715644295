import Countersign

/// What `restore` says: what was taken over from the database that was there, and what nobody told.
struct RestoreAnswer: Encodable {
    let factors: Int
    /// By part; those that the replaced database did not tell of are absent.
    let takenOver: [String: Int]
    let kept: String?

    init(_ outcome: Restore.Outcome) {
        factors = outcome.factors
        takenOver = outcome.takenOver.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value }
        kept = outcome.kept
    }

    private enum CodingKeys: String, CodingKey {
        case factors, kept
        case takenOver = "taken_over"
    }

    static func text(of outcome: Restore.Outcome) -> String {
        var text = """
            Restored. \(outcome.factors) factors were moved past this moment; the server may be started.
            Until then nobody can sign in, and codes of the last minutes will not be accepted.

            """
        if let kept = outcome.kept {
            text += "The replaced database is kept as \(kept). Taken over from it:\n"
            for part in TakeOver.Part.allCases {
                if let count = outcome.takenOver[part] { text += "  \(count) \(part.taken)\n" }
            }
        }
        return text + "Accounts, passwords, roles and factors are those of the backup.\n"
    }

    /// What the operator is to look at, since nothing told what happened to it after the backup; empty if all was told.
    static func warning(of outcome: Restore.Outcome) -> String {
        let untold = TakeOver.Part.allCases.filter { outcome.takenOver[$0] == nil }
        guard !untold.isEmpty else { return "" }
        return """
            Warning: nothing tells what was done since the backup. Before the server starts, look at
            \(untold.map { "  \($0.toLookAt)" }.joined(separator: "\n"))

            """
    }
}

extension TakeOver.Part {
    /// After how many they were.
    fileprivate var taken: String {
        switch self {
        case .apiKeys: "API keys that were revoked"
        case .validationClients: "programs asking about YubiKeys that were revoked"
        case .closedAccounts: "accounts that were disabled or frozen"
        case .wrongCodes: "accounts with waits or tries spent"
        case .yubiKeys: "YubiKeys that were used or disabled"
        }
    }

    fileprivate var toLookAt: String {
        switch self {
        case .apiKeys: "API keys: those revoked since work again (countersign api-key list, api-key revoke)"
        case .validationClients:
            "programs asking about YubiKeys: the same (countersign yubikey client list, client revoke)"
        case .closedAccounts: "accounts: those disabled or frozen since are active (countersign account list)"
        case .wrongCodes: "wrong codes: tries spent since are there again, for whoever was guessing"
        case .yubiKeys: "YubiKeys judged here: their codes since count again (countersign yubikey disable)"
        }
    }
}
