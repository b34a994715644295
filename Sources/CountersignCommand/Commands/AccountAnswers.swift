import Countersign
import Foundation

/// What most commands answer with: the id of what they made or changed.
struct AnswerID: Encodable {
    let id: String
}

/// Moments in what commands say: UTC, to the second.
enum Moments {
    static func text(_ date: Date?) -> String {
        date.map { $0.formatted(.iso8601) } ?? "never"
    }
}

/// One account in a list.
struct AccountAnswer: Encodable {
    let id: String
    let name: String
    let displayName: String
    let email: String?
    let emailConfirmed: Bool
    let role: String
    let state: String
    let appID: String?
    let externalID: String?
    let createdAt: Date

    private enum CodingKeys: String, CodingKey {
        case id, name
        case displayName = "display_name"
        case email
        case emailConfirmed = "email_confirmed"
        case role, state
        case appID = "app_id"
        case externalID = "external_id"
        case createdAt = "created_at"
    }

    init(_ account: Account) {
        id = account.id.rawValue
        name = account.name
        displayName = account.displayName
        email = account.email
        emailConfirmed = account.confirmedEmail != nil
        role = account.role.rawValue
        state = account.state.rawValue
        appID = account.appID?.rawValue
        externalID = account.externalID
        createdAt = account.createdAt
    }

    static func addressText(of account: Account) -> String {
        guard let email = account.email else { return "-" }
        return account.confirmedEmail == nil ? "\(email) (unconfirmed)" : email
    }
}

/// One factor, without its secret.
struct FactorAnswer: Encodable {
    let id: String
    let kind: String
    let label: String
    let isPreferred: Bool
    let createdAt: Date
    let lastUsedAt: Date?

    private enum CodingKeys: String, CodingKey {
        case id, kind, label
        case isPreferred = "preferred"
        case createdAt = "created_at"
        case lastUsedAt = "last_used_at"
    }

    init(_ factor: Factor, of account: Account) {
        id = factor.id.rawValue
        kind = factor.kind.rawValue
        label = factor.label
        isPreferred = account.preferredFactorID == factor.id
        createdAt = factor.createdAt
        lastUsedAt = factor.lastUsedAt
    }

    static func table(_ factors: [FactorAnswer]) -> String {
        var table = TextTable("ID", "KIND", "LABEL", "PREFERRED", "ADDED", "LAST USED")
        for factor in factors {
            table.add(
                factor.id,
                factor.kind,
                factor.label,
                factor.isPreferred ? "yes" : "",
                Moments.text(factor.createdAt),
                Moments.text(factor.lastUsedAt)
            )
        }
        return table.text
    }
}

/// Everything that protects an account, and whether it waits.
struct AccountDetails: Encodable {
    let account: AccountAnswer
    let hasPassword: Bool
    let factors: [FactorAnswer]
    let backupCodesLeft: Int?
    let waitsUntil: Date?
    let triesLeft: Int
    let deletesAt: Date?

    private enum CodingKeys: String, CodingKey {
        case account
        case hasPassword = "has_password"
        case factors
        case backupCodesLeft = "backup_codes_left"
        case waitsUntil = "waits_until"
        case triesLeft = "tries_left"
        case deletesAt = "deletes_at"
    }

    init(_ dossier: Dossier, in world: Surroundings) throws {
        let now = world.now()
        let guards = try world.guards(of: dossier)
        account = AccountAnswer(dossier.account)
        hasPassword = dossier.account.passwordHash != nil
        factors = dossier.factors.map { FactorAnswer($0, of: dossier.account) }
        backupCodesLeft = dossier.backupCodes?.left
        waitsUntil = guards.waitEnd(in: .common, at: now)
        triesLeft = guards.triesLeft(in: .common, at: now)
        deletesAt = dossier.account.deletion?.dueAt
    }

    var text: String {
        let address = account.email.map { $0 + (account.emailConfirmed ? "" : " (unconfirmed)") } ?? "none"
        var facts: [(String, String)] = [
            ("id", account.id), ("name", account.name), ("display name", account.displayName), ("e-mail", address),
            ("role", account.role), ("state", account.state), ("created", Moments.text(account.createdAt)),
            ("password", hasPassword ? "set" : "none"),
            ("backup codes", backupCodesLeft.map { "\($0) left" } ?? "none"),
            ("wrong codes free", String(triesLeft)),
            ("waits until", waitsUntil.map { Moments.text($0) } ?? "does not wait"),
        ]
        if let deletesAt { facts.append(("to be deleted", Moments.text(deletesAt))) }
        if let app = account.appID { facts.append(("app", app)) }
        if let external = account.externalID { facts.append(("external id", external)) }
        let lines = facts.filter { !$0.1.isEmpty }.map { name, value in
            name.padding(toLength: 18, withPad: " ", startingAt: 0)
                + Quoted.plain(value.unicodeScalars, quotesStand: true) + "\n"
        }
        return lines.joined() + (factors.isEmpty ? "no second factor\n" : "\n" + FactorAnswer.table(factors))
    }
}
