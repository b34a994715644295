import Foundation

/// What the database knows of a key in the master key file: its id and a check value, never the key.
package struct SealingKey: Sendable, Equatable {
    package let id: String
    package let checkValue: [UInt8]
    package let addedAt: Date

    package init(id: String, checkValue: [UInt8], addedAt: Date) {
        self.id = id
        self.checkValue = checkValue
        self.addedAt = addedAt
    }
}

/// Every place that holds sealed values, for rotation. The key's id is kept beside or at the start of each value.
package enum SealedColumn: String, Sendable, CaseIterable {
    case accountPersonalKey = "account.personal_key"
    case factorState = "factor.sealed_state"
    case draftState = "draft.sealed_state"
    case backupCodesShown = "backup_code_set.sealed_codes"
    case challengePayload = "challenge.sealed_payload"
    case outboxNotice = "outbox.sealed_notice"
    case answerBody = "answer.sealed_body"
    case recoveryDetails = "recovery_request.sealed_details"
    case measureDetails = "measure.sealed_details"
    case supportRequestDetails = "support_request.sealed_details"
    case fact = "fact.value"
    case yubiKeySecrets = "yubikey.sealed_secrets"
    case validationClientKey = "validation_client.sealed_key"
}

package struct SealedValue: Sendable, Equatable {
    package let column: SealedColumn
    /// The row's own id as used in its associated data.
    package let row: String
    /// Empty where the row has no account.
    package let account: String
    package let sealed: [UInt8]

    package init(column: SealedColumn, row: String, account: String, sealed: [UInt8]) {
        self.column = column
        self.row = row
        self.account = account
        self.sealed = sealed
    }
}
