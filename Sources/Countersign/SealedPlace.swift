/// Where a sealed value lives: its row, account and column are bound to it, so that moved elsewhere it does not open.
package struct SealedPlace: Sendable, Hashable {
    package let column: SealedColumn
    /// The row's own id; for an answer its key's hash as lower-case hex, for a fact its name.
    package let row: String
    /// Empty where a row has no account.
    package let account: String

    package init(column: SealedColumn, row: String, account: String) {
        self.column = column
        self.row = row
        self.account = account
    }

    package static func factor(_ id: Factor.ID, of account: Account.ID) -> Self {
        Self(column: .factorState, row: id.rawValue, account: account.rawValue)
    }

    package static func draft(_ id: Factor.ID, of account: Account.ID) -> Self {
        Self(column: .draftState, row: id.rawValue, account: account.rawValue)
    }

    package static func backupCodes(_ id: BackupCodeSet.ID, of account: Account.ID) -> Self {
        Self(column: .backupCodesShown, row: id.rawValue, account: account.rawValue)
    }

    package static func personalKey(of account: Account.ID) -> Self {
        Self(column: .accountPersonalKey, row: account.rawValue, account: account.rawValue)
    }

    package static func challenge(_ id: Challenge.ID, of account: Account.ID?) -> Self {
        Self(column: .challengePayload, row: id.rawValue, account: account?.rawValue ?? "")
    }

    package static func mail(_ id: OutboxMail.ID, of account: Account.ID?) -> Self {
        Self(column: .outboxNotice, row: id.rawValue, account: account?.rawValue ?? "")
    }

    package static func recovery(_ id: RecoveryRequest.ID, of account: Account.ID) -> Self {
        Self(column: .recoveryDetails, row: id.rawValue, account: account.rawValue)
    }

    package static func measure(_ id: Measure.ID, of account: Account.ID) -> Self {
        Self(column: .measureDetails, row: id.rawValue, account: account.rawValue)
    }

    package static func supportRequest(_ id: SupportRequest.ID, of account: Account.ID) -> Self {
        Self(column: .supportRequestDetails, row: id.rawValue, account: account.rawValue)
    }

    package static func answer(_ row: String) -> Self {
        Self(column: .answerBody, row: row, account: "")
    }

    package static func fact(_ name: String) -> Self {
        Self(column: .fact, row: name, account: "")
    }
}
