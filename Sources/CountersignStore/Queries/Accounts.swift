import Countersign
import Foundation

/// Accounts, what one signs in to them with, and what they are found by.
enum Accounts {
    static let columns: SQL = """
        id, revision, name, display_name, email, email_confirmed_at, password_hash, password_changed_at,
        password_reset_at, role, state, app_id, external_id, preferred_factor_id, language, personal_key,
        needs_new_backup_codes, guessing_told_at, offered_at, deletion_asked_at, deletion_due_at, deletion_is_reminded,
        created_at
        """

    static func account(_ row: Row) throws -> Account {
        Account(
            id: try row.id(0),
            revision: try row.integer(1),
            name: try row.text(2),
            displayName: try row.text(3),
            email: try row.textIfAny(4),
            emailConfirmedAt: try row.dateIfAny(5),
            passwordHash: try row.textIfAny(6),
            passwordChangedAt: try row.dateIfAny(7),
            passwordResetAt: try row.dateIfAny(8),
            role: try row.word(9),
            state: try row.word(10),
            appID: try row.idIfAny(11),
            externalID: try row.textIfAny(12),
            preferredFactorID: try row.idIfAny(13),
            language: try row.textIfAny(14),
            personalKey: try row.bytes(15),
            needsNewBackupCodes: try row.flag(16),
            guessingToldAt: try row.dateIfAny(17),
            offeredAt: try row.dateIfAny(18),
            deletion: try deletion(row),
            createdAt: try row.date(22)
        )
    }

    private static func deletion(_ row: Row) throws -> PlannedDeletion? {
        guard let askedAt = try row.dateIfAny(19), let dueAt = try row.dateIfAny(20) else { return nil }
        return PlannedDeletion(askedAt: askedAt, dueAt: dueAt, isReminded: try row.flag(21))
    }

    // MARK: Reading

    /// An account, and whether a request to get in is open: asked along with it, for every second step wants to know.
    typealias Found = (account: Account, hasOpenRecovery: Bool)

    private static func found(_ row: Row) throws -> Found {
        (try account(row), try row.flag(23))
    }

    private static let isRecovering: SQL = """
        , CAST(CASE WHEN EXISTS (SELECT 1 FROM recovery_request WHERE recovery_request.account_id = account.id
            AND recovery_request.state IN ('waiting', 'approved')) THEN 1 ELSE 0 END AS BIGINT)
        """

    private static let byID: SQL = "SELECT " + columns + isRecovering + " FROM account WHERE id = $1"

    static func account(_ id: Account.ID, in connection: any Connection) throws -> Found? {
        try connection.row(byID, [Value(id)]).map(found)
    }

    private static let byIdentifier: SQL =
        "SELECT " + columns + isRecovering
        + " FROM account WHERE id = (SELECT account_id FROM sign_in_identifier WHERE identifier = $1)"

    static func account(named identifier: SignInIdentifier, in connection: any Connection) throws -> Found? {
        try connection.row(byIdentifier, [.text(identifier.folded)]).map(found)
    }

    private static let byExternalID: SQL =
        "SELECT " + columns + " FROM account WHERE app_id = $1 AND external_id = $2"

    static func account(externalID: String, of app: App.ID, in connection: any Connection) throws -> Account? {
        try connection.row(byExternalID, [Value(app), .text(externalID)]).map(account)
    }

    // MARK: Writing

    private static let raise: SQL = "UPDATE account SET revision = revision + 1 WHERE id = $1 AND revision = $2"

    /// The compare-and-set that guards all that decides about an account.
    static func raiseRevision(of id: Account.ID, from revision: Int64, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(raise, [Value(id), .integer(revision)]), else: .stale)
    }

    /// Changes nothing but takes the rows, so that another transaction which takes an owner away waits, and then sees.
    private static let demandOwner: SQL = """
        UPDATE account SET role = role WHERE role = 'owner' AND role <> 'member' AND state = 'active'
        """

    static func demandOwner(in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(demandOwner), else: .gone)
    }

    private static let insert: SQL =
        "INSERT INTO account (" + columns
            + """
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $23)
            """
    static func insert(
        _ account: Account,
        organisation: Organisation.ID?,
        in connection: any Connection
    ) throws {
        try connection.execute(
            insert,
            [Value(account.id), .integer(account.revision)] + changeable(account) + [Value(account.createdAt)]
        )
        try connection.saveTerms(of: account)
        try Summaries.insert(account, in: connection)
        if let organisation {
            try Organisations.join(
                Membership(organisationID: organisation, accountID: account.id, joinedAt: account.createdAt),
                in: connection
            )
        }
    }

    private static let save: SQL = """
        UPDATE account SET name = $2, display_name = $3, email = $4, email_confirmed_at = $5, password_hash = $6,
            password_changed_at = $7, password_reset_at = $8, role = $9, state = $10, app_id = $11, external_id = $12,
            preferred_factor_id = $13, language = $14, personal_key = $15, needs_new_backup_codes = $16,
            guessing_told_at = $17, offered_at = $18, deletion_asked_at = $19, deletion_due_at = $20,
            deletion_is_reminded = $21
        WHERE id = $1
        """

    static func save(_ account: Account, in connection: any Connection) throws {
        let changed = try connection.execute(save, [Value(account.id)] + changeable(account))
        guard changed > 0 else { return }
        try connection.saveTerms(of: account)
        try Summaries.rename(account, in: connection)
    }

    private static func changeable(_ account: Account) -> [Value] {
        [
            .text(account.name), .text(account.displayName), Value(account.email), Value(account.emailConfirmedAt),
            Value(account.passwordHash), Value(account.passwordChangedAt), Value(account.passwordResetAt),
            Value(word: account.role), Value(word: account.state), Value(account.appID), Value(account.externalID),
            Value(account.preferredFactorID), Value(account.language), .bytes(account.personalKey),
            Value(account.needsNewBackupCodes), Value(account.guessingToldAt), Value(account.offeredAt),
            Value(account.deletion?.askedAt), Value(account.deletion?.dueAt),
            Value(account.deletion?.isReminded ?? false),
        ]
    }

    private static let remove: SQL = "DELETE FROM account WHERE id = $1"

    /// What belongs to it goes by the tables' own rules.
    static func remove(_ id: Account.ID, in connection: any Connection) throws {
        try connection.execute(remove, [Value(id)])
    }

    private static let claim: SQL = """
        INSERT INTO sign_in_identifier (identifier, account_id) VALUES ($1, $2)
        ON CONFLICT (identifier) DO UPDATE SET account_id = excluded.account_id
        WHERE sign_in_identifier.account_id = excluded.account_id
        """

    static func claim(_ identifier: SignInIdentifier, for id: Account.ID, in connection: any Connection) throws {
        try Refusal.unless(try connection.execute(claim, [.text(identifier.folded), Value(id)]), else: .taken)
    }

    private static let release: SQL = "DELETE FROM sign_in_identifier WHERE identifier = $1 AND account_id = $2"

    static func release(_ identifier: SignInIdentifier, of id: Account.ID, in connection: any Connection) throws {
        try connection.execute(release, [.text(identifier.folded), Value(id)])
    }

    private static let markAll: SQL = """
        UPDATE account SET revision = revision + 1, needs_new_backup_codes = CASE
            WHEN EXISTS (SELECT 1 FROM backup_code_set s WHERE s.account_id = account.id) THEN 1
            ELSE needs_new_backup_codes END
        """

    /// Those that have some; whatever was decided about any account is decided anew.
    static func markAsNeedingBackupCodes(in connection: any Connection) throws {
        try connection.execute(markAll)
    }
}

extension Connection {
    /// What the account is found by, folded as people type it.
    func saveTerms(of account: Account) throws {
        try execute(SearchTerms.remove, [Value(account.id)])
        for term in account.searchTerms {
            try execute(SearchTerms.insert, [Value(account.id), .bytes(Array(term.utf8))])
        }
    }
}

private enum SearchTerms {
    static let remove: SQL = "DELETE FROM search_term WHERE account_id = $1"
    static let insert: SQL = "INSERT INTO search_term (account_id, term) VALUES ($1, $2)"
}
